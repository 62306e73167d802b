import assert from 'node:assert/strict';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { gitRepository, plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { writeFiles } from '../../testing/temp-folder.js';
import type { TreeEdit } from '../tree-edit.js';
import { listTree, type TreeFile } from './tree-listing.js';
import { writeCommit } from './write-commit.js';

const test = suite('write-commit');

const IDENTITY = { name: 'Codemod <x>', email: 'codemod@example.com' };

/** Few names, so that files and folders meet; some that sort in git's own way, and some that tools stumble over. */
const part = fc.constantFrom(
  'a',
  'a.b',
  'a-b',
  'A',
  'é',
  '-x',
  'sp ace',
  '"q"',
  '*',
  ':(top)',
  'ünï\u0301',
  '.x',
  'b\\n',
  '\u{1f600}',
);
const file = fc.record({
  path: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  content: fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('', '\r\n', 'blob\n').map((text) => Buffer.from(text)),
  ),
  mode: fc.constantFrom(0o644, 0o755),
});
interface File {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** Those that can stand beside each other: a path is never a folder of another. */
function consistent(files: readonly File[]): readonly File[] {
  const taken: File[] = [];
  for (const one of files) {
    const clashes = taken.some(
      ({ path: other }) => other === one.path || other.startsWith(`${one.path}/`) || one.path.startsWith(`${other}/`),
    );
    if (!clashes) taken.push(one);
  }
  return taken;
}

/** Nothing but these, beside git's folder. */
function checkOut(folder: string, files: readonly File[]): void {
  for (const name of readdirSync(folder)) if (name !== '.git') rmSync(path.join(folder, name), { recursive: true });
  for (const { path: name, content, mode } of files) {
    writeFiles(folder, { [name]: content });
    chmodSync(path.join(folder, name), mode);
  }
}

async function filesOf(folder: string, commit: string): Promise<ReadonlyMap<string, TreeFile>> {
  return new Map((await listTree(folder, commit, 1000)).map((one) => [one.path, one]));
}

/** How a folder that lies beside the objects comes to be a tree: as a person does it. */
function treeOfCheckout(top: string): string {
  plainGit(top, 'add', '--all', '--force');
  return plainGit(top, 'write-tree').trim();
}

test('the tree of edits is the tree of a checkout in which they were made', async () => {
  const top = gitRepository({}, '--quiet');
  const git = path.join(top, '.git');
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { maxLength: 8 }),
      fc.array(file, { maxLength: 6 }),
      fc.infiniteStream(fc.boolean()),
      async (one, two, coins) => {
        const before = consistent(one);
        checkOut(top, before);
        plainGit(top, 'add', '--all', '--force');
        plainGit(top, 'commit', '-q', '--allow-empty', '-m', 'before');
        const parent = plainGit(top, 'rev-parse', 'HEAD').trim();
        const gone = before.filter(() => coins.next().value);
        const kept = before.filter((each) => !gone.includes(each));
        const after = consistent([...kept, ...two]).filter((each) => !kept.includes(each));
        const overwritten =
          two.length > 0 ? kept.slice(0, 1).map((each) => ({ ...each, content: Buffer.from('over'), mode: 0o755 })) : [];
        const written = [...after, ...overwritten];
        const edits: TreeEdit[] = [
          ...gone
            .filter((each) => !written.some((other) => other.path === each.path))
            .map((each) => ({ ...each, content: null })),
          ...written,
        ];
        const wanted = { parent, files: await filesOf(git, parent), edits, message: 'x\n', identity: IDENTITY };
        const made = await writeCommit(git, wanted);
        assert.deepEqual(await writeCommit(git, wanted), made);
        checkOut(top, [...kept.filter((each) => !overwritten.some((other) => other.path === each.path)), ...written]);
        assert.equal(made.tree, treeOfCheckout(top));
        assert.equal(made.isEmpty, made.tree === plainGit(top, 'rev-parse', `${parent}^{tree}`).trim());
        if (!made.isEmpty) changed++;
      },
    ),
    { numRuns: 30 },
  );
  assert.ok(changed > 10, `the control: ${changed} changed something`);
});

test('the control: one byte or one mode more is another tree', async () => {
  const top = gitRepository({ 'a.py': 'x\n' });
  const git = path.join(top, '.git');
  const parent = plainGit(top, 'rev-parse', 'HEAD').trim();
  const files = await filesOf(git, parent);
  const treeWith = async (content: string, mode: number): Promise<string> => {
    const edits = [{ path: 'a.py', content: Buffer.from(content), mode }];
    return (await writeCommit(git, { parent, files, edits, message: 'x', identity: IDENTITY })).tree;
  };
  const trees = [await treeWith('x\n', 0o644), await treeWith('x\n ', 0o644), await treeWith('x\n', 0o755)];
  assert.equal(new Set(trees).size, 3);
  assert.equal(trees[0], treeOfCheckout(top));
});

test('dates are the parent’s, in its zone, and odd ones are no fault', async () => {
  const top = gitRepository({ 'a.py': 'x\n' });
  const git = path.join(top, '.git');
  const tree = plainGit(top, 'write-tree').trim();
  for (const [given, expected] of [
    ['1700000000 +0530', '1700000000 +0530'],
    ['5 -0800', '5 -0800'],
    ['1700000000 +051800', '1700000000 +0000'],
    ['99999999999999999999 +0000', '99999999999'],
  ] as const) {
    const object = `tree ${tree}\nauthor A <a@b> ${given}\ncommitter A <a@b> ${given}\n\nx\n`;
    writeFiles(top, { object });
    const parent = plainGit(top, 'hash-object', '-w', '-t', 'commit', '--literally', 'object').trim();
    const wanted = { parent, files: await filesOf(git, parent), edits: [], message: 'x\n', identity: IDENTITY };
    const { commit } = await writeCommit(git, wanted);
    const dates = plainGit(top, 'cat-file', 'commit', commit);
    assert.match(dates, /author Codemod x <codemod@example\.com> /);
    if (expected.includes(' ')) assert.ok(dates.includes(`> ${expected}\n`), dates);
  }
});
