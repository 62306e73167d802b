import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bareRepository } from '../testing/bulk-scene.js';
import { plainGit } from '../testing/git-repository.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { GitTree } from '../trees/bare/git-tree.js';
import { ObjectReader } from '../trees/bare/object-reader.js';
import { MemoryTree } from '../trees/memory-tree.js';
import { OverlayTree } from '../trees/overlay-tree.js';
import type { Tree } from '../trees/tree.js';
import { childPool } from './child-pool.js';
import { openGates } from './gates.js';
import { loadFromFile } from './load-codemod.js';
import { makePlan } from './plan.js';

const test = suite('a survey of a commit');

const RENAME = `import { defineTsMorphCodemod } from 'codex-codemod';
export default defineTsMorphCodemod({
  needles: ['function load'],
  transform: (sourceFile) => void sourceFile.getFunction('load')?.rename('fetchAll'),
});
`;

const FILES = {
  'tsconfig.json': JSON.stringify({ compilerOptions: { lib: ['es2023'] }, include: ['src'] }),
  'src/load.ts': 'export async function load() {}\n',
  'src/a.ts': "import { load } from './load';\nload( );\n",
};

async function planOf(tree: Tree): Promise<readonly string[]> {
  const file = path.join(tempFolder(), 'rename.ts');
  writeFileSync(file, RENAME);
  const { codemod, url } = await loadFromFile(file);
  assert.equal(url, pathToFileURL(file).href);
  const wanted = { threshold: 'safe', rejected: new Set<string>() } as const;
  const transformer = childPool({ codemods: [{ url, params: {} }], wanted, jobs: 1 });
  const gates = openGates();
  const selection = { paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1 << 20 };
  const asked = { kind: 'codemod', name: codemod.name, params: {} } as const;
  const about = { tool: 'test', asked, root: '/', ...wanted };
  try {
    const { plan } = await makePlan({
      tree,
      codemods: [{ codemod, params: {}, index: 0 }],
      selection,
      ...about,
      transformer,
      gates,
    });
    return plan.changes.map((change) =>
      change.kind === 'modify'
        ? `${change.path} ${change.steps.flatMap(({ edits }) => edits.map(({ newText }) => newText)).join()}`
        : change.path,
    );
  } finally {
    await Promise.all([transformer.close(), gates.close()]);
  }
}

function commitOf(files: Readonly<Record<string, string>>): {
  readonly tree: GitTree;
  readonly folder: string;
  readonly end: () => Promise<void>;
} {
  const folder = bareRepository(files);
  const reader = new ObjectReader(folder);
  const source = { folder, reader, fetchMissing: async () => {}, mostFiles: 1_000 };
  const tree = new GitTree(source, plainGit(folder, 'rev-parse', 'main').trim());
  return { tree, folder, end: async () => reader.close() };
}

test('knows the types of what is committed, and checks nothing out', async () => {
  const { tree, folder, end } = commitOf(FILES);
  const before = readdirSync(folder, { recursive: true }).sort();
  const expected = ['src/a.ts fetchAll,fetchAll', 'src/load.ts fetchAll'];
  assert.deepEqual(await planOf(tree), expected);
  assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), before);
  assert.deepEqual(await planOf(new MemoryTree(FILES)), expected);
  await end();
});

test('sees what codemods before it have changed', async () => {
  const { tree, end } = commitOf(FILES);
  const file = (text: string) => ({ bytes: Buffer.from(text), mode: 0o644 });
  const results = new Map([
    ['src/a.ts', null],
    ['src/b.ts', file("import { load as other } from './load';\nother();\n")],
  ]);
  assert.deepEqual(await planOf(new OverlayTree(tree, results)), ['src/b.ts fetchAll', 'src/load.ts fetchAll']);
  await end();
});
