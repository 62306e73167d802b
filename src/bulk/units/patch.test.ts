import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import type { Change } from '../../core/change.js';
import { gitRepository, plainGit } from '../../testing/git-repository.js';
import { type Choose, chooserFrom, sample } from '../../testing/random.js';
import { create, modify, remove, rename, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import { listTree } from '../../trees/bare/tree-listing.js';
import { writeCommit } from '../../trees/bare/write-commit.js';
import type { Image, Images } from './images.js';
import { diffOf } from './plan-facts.js';
import { treeEdits } from './tree-edits.js';

const test = suite('patch and commit of a plan');

const NAMES = ['a.py', 'run me.sh', 'd/é.py', 'd/e/"q".sh', '-rf', 'd/中.txt', 'f/back\\slash', 'g', 'h/i', 'k'];
const TEXTS = ['x = 1\n', 'x = 1', '', 'x = 1\r\ny\r\n', '\ufeffx = 1\n', '--- a/b\n+++ b/b\nx = 1\n', 'one\n\f\nx = 1\n\n\n'];
/** What no text is, or is none in UTF-8: such files are made, moved and deleted, never edited. */
const BYTES = [Buffer.from([0xe9, 0x0a, 0xff]), Buffer.from('a\0b\nc\0\n'), Buffer.from('\n\n\0')];

interface Scene {
  readonly images: Images;
  readonly changes: readonly Change[];
}

/** Each name is a file that stays, or one that is edited, made, deleted or moved; any of them may be one that can be run. */
function sceneOf(choose: Choose): Scene {
  const pick = <T>(list: readonly T[]): T => {
    const [picked] = sample(list, 1, choose);
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  const images = new Map<string, Image>();
  const changes: Change[] = [];
  for (const name of NAMES) {
    const bytes = choose(3) === 0 ? pick(BYTES) : Buffer.from(pick(TEXTS));
    const mode = pick([0o644, 0o755]);
    const kind = pick(['none', 'create', 'delete', 'rename', 'modify']);
    if (kind === 'create') changes.push(create(name, bytes, mode));
    else images.set(name, { bytes, mode });
    if (kind === 'delete') changes.push(remove(name, bytes, mode));
    if (kind === 'rename') changes.push(rename(name, `moved/${name}`, bytes, mode));
    const text = bytes.toString();
    if (kind === 'modify' && text.includes('1') && !text.startsWith('\ufeff')) {
      changes.push(modify(name, text, '1', pick(['2', '1\n1', '']), mode));
    }
  }
  return { images, changes };
}

function repositoryOf(images: Images): string {
  const top = gitRepository({
    'kept.txt': 'kept\n',
    ...Object.fromEntries([...images].map(([name, { bytes }]) => [name, bytes])),
  });
  for (const [name, { mode }] of images) chmodSync(path.join(top, name), mode);
  plainGit(top, 'commit', '-q', '-a', '--allow-empty', '-m', 'modes');
  return top;
}

async function treeOfCommit(top: string, { images, changes }: Scene): Promise<string> {
  const made = treeEdits(samplePlan(changes), images);
  assert.ok(made.kind === 'edits');
  const folder = path.join(top, '.git');
  const parent = plainGit(top, 'rev-parse', 'HEAD').trim();
  const files = new Map((await listTree(folder, parent, 1_000)).map((file) => [file.path, file]));
  const identity = { name: 'Test', email: 'test@example.org' };
  return (await writeCommit(folder, { parent, files, edits: made.edits, message: 'm\n', identity })).tree;
}

function treeOfPatch(top: string, patch: Buffer): string {
  const applied = spawnSync('git', ['apply', '--index', '--whitespace=nowarn', '--allow-empty', '-'], { cwd: top, input: patch });
  assert.equal(applied.status, 0, applied.stderr.toString());
  return plainGit(top, 'write-tree').trim();
}

test('git apply makes the tree of the commit: 60 random plans, with files that can be run', async () => {
  const seed = Date.now() % 2 ** 31;
  const choose = chooserFrom(seed);
  for (let round = 0; round < 60; round++) {
    const scene = sceneOf(choose);
    const top = repositoryOf(scene.images);
    const wanted = await treeOfCommit(top, scene);
    const patch = diffOf(samplePlan(scene.changes), scene.images);
    assert.equal(treeOfPatch(top, patch), wanted, `seed ${seed}, plan ${round}:\n${patch}`);
  }
});

test('a patch without its modes makes another tree (control)', async () => {
  const scene = { images: new Map(), changes: [create('run.sh', 'echo\n', 0o755), create('empty.sh', '', 0o755)] };
  const patch = diffOf(samplePlan(scene.changes), scene.images);
  const modes = patch.toString().match(/^new file mode 100755$/gm);
  assert.equal(modes?.length, 2);
  const top = repositoryOf(scene.images);
  const wanted = await treeOfCommit(top, scene);
  const plain = Buffer.from(patch.toString().replaceAll('100755', '100644'));
  assert.notEqual(treeOfPatch(top, plain), wanted);
});
