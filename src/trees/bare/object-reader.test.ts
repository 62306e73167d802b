import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import { gitRepository, plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { ObjectReader } from './object-reader.js';

const test = suite('object-reader');

/** Contents that could be taken for the frame around them. */
const CONTENTS = ['', '\n', 'x', `${'0'.repeat(40)} blob 3\n`, ' missing\n', 'é\0\n', 'y'.repeat(300_000)];

function repository(): { readonly git: string; readonly oids: readonly string[] } {
  const top = gitRepository(Object.fromEntries(CONTENTS.map((content, index) => [`f${index}`, content])));
  const oids = CONTENTS.map((_, index) => plainGit(top, 'rev-parse', `HEAD:f${index}`).trim());
  return { git: path.join(top, '.git'), oids };
}

const isDamaged = (error: unknown): boolean => error instanceof CodemodError && error.code === 'git-damaged';

test('gives each its content, in whatever order they are asked for', async () => {
  const { git, oids } = repository();
  const reader = new ObjectReader(git);
  try {
    const order = [...oids.keys(), ...[...oids.keys()].reverse()];
    const contents = await Promise.all(order.map((index) => reader.content(oids[index] ?? '')));
    assert.deepEqual(
      contents.map(String),
      order.map((index) => CONTENTS[index]),
    );
    const sizes = await reader.sizes();
    assert.deepEqual(
      oids.map((oid) => sizes.get(oid)),
      CONTENTS.map((content) => Buffer.byteLength(content)),
    );
  } finally {
    reader.close();
  }
});

test('what is not here, or is no id, is an error; so is a repository that breaks, and a reader that is closed', async () => {
  const { git, oids } = repository();
  const reader = new ObjectReader(git);
  const [, , x = '', , , , large = ''] = oids;
  await assert.rejects(reader.content('1'.repeat(40)), isDamaged);
  for (const text of ['HEAD', '--help', `${x}\nHEAD`, x.slice(0, 10)])
    await assert.rejects(reader.content(text), /not the id of a git object/);
  assert.equal(String(await reader.content(x)), 'x');
  rmSync(path.join(git, 'objects', large.slice(0, 2), large.slice(2)));
  await assert.rejects(reader.content(large), isDamaged);
  assert.equal(String(await reader.content(x)), 'x');
  const open = reader.content(x);
  await reader.sizes();
  reader.close();
  await assert.rejects(open, isDamaged);
  assert.equal(String(await reader.content(x)), 'x', 'it is started again');
  reader.close();
});
