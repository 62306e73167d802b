import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hasPython, skipLoudly } from '../../testing/python.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { startCompileGate } from './compile-gate.js';

const test = suite('compile gate');
const missing = !hasPython() && skipLoudly('the compile gate', 'python3');

async function judge(before: string | null, after: string, command?: string) {
  const gate = await startCompileGate(command);
  assert.ok(gate !== null);
  try {
    return await gate.check('a.py', before === null ? null : Buffer.from(before), Buffer.from(after));
  } finally {
    await gate.close();
  }
}

/** Texts that tree-sitter takes and CPython refuses. */
const REFUSED = [
  'print "x"\n',
  'class A:\npass\n',
  'def f(): return\n  x\n',
  'x = 0777\n',
  'return 1\n',
  'f(a=1, a=2)\n',
  'if x:\n\ty = 1\n        z = 2\n',
  'from __future__ import nonsense\n',
];

for (const text of REFUSED) {
  test(`refuses ${JSON.stringify(text)}`, async () => {
    if (missing) return;
    assert.equal((await judge('x = 1\n', text)).kind, 'refused');
    assert.equal((await judge(null, text)).kind, 'refused');
  });
}

test('accepts what CPython accepts, and passes on what it did not accept before', async () => {
  if (missing) return;
  assert.equal((await judge('x = 1\n', 'x = 2\n')).kind, 'accepted');
  assert.equal((await judge(null, 'x = 2\n')).kind, 'accepted');
  const unjudged = await judge('return 1\n', 'return 2\n');
  assert.deepEqual(unjudged.kind === 'unjudged' && /line 1/.test(unjudged.reason), true);
});

test('honours the declared encoding and survives what would end a compiler', async () => {
  if (missing) return;
  const gate = await startCompileGate();
  assert.ok(gate !== null);
  const latin = Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1');
  assert.equal((await gate.check('a.py', latin, latin)).kind, 'accepted');
  assert.equal((await gate.check('a.py', latin, Buffer.from('x = "\xe9"\n', 'latin1'))).kind, 'refused');
  assert.notEqual((await gate.check('a.py', latin, Buffer.from(`x = ${'-'.repeat(100_000)}1\n`))).kind, 'accepted');
  assert.equal((await gate.check('a.py', latin, latin)).kind, 'accepted', 'the next file is judged again');
  await gate.close();
});

test('nothing of what is compiled runs', async () => {
  if (missing) return;
  const marker = path.join(tempFolder(), 'marker');
  assert.equal((await judge(null, `open(${JSON.stringify(marker)}, "w").write("x")\n`)).kind, 'accepted');
  assert.throws(() => writeFileSync(marker, '', { flag: 'r+' }), { code: 'ENOENT' });
});

/** A python3 that dies on its first questions, as often as the file beside it says. */
function mortal(deaths: number): string {
  const folder = tempFolder();
  const command = path.join(folder, 'python3');
  writeFileSync(path.join(folder, 'deaths'), 'x'.repeat(deaths));
  writeFileSync(
    command,
    `#!/bin/sh
echo '{"version": "9.9.9"}'
while read -r line; do
  if [ -s "$(dirname "$0")/deaths" ]; then
    left=$(cat "$(dirname "$0")/deaths"); printf %s "\${left#x}" > "$(dirname "$0")/deaths"; kill -9 $$
  fi
  echo '{"before": null, "after": null}'
done
`,
  );
  chmodSync(command, 0o755);
  return command;
}

test('a judge that dies is started again; one that dies twice over a file refuses it', async () => {
  assert.equal((await judge('x\n', 'y\n', mortal(0))).kind, 'accepted');
  assert.equal((await judge('x\n', 'y\n', mortal(1))).kind, 'accepted');
  assert.equal((await judge('x\n', 'y\n', mortal(2))).kind, 'refused');
});

test('no python3 is told, not guessed', async () => {
  assert.equal(await startCompileGate(path.join(tempFolder(), 'no-such-python3')), null);
});
