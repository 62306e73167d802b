import assert from 'node:assert/strict';
import type { Files } from '../../../testing/run-on.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { defineTsMorphCodemod } from './define-ts-morph-codemod.js';

const test = suite('the projects of ts-morph codemods');

/** What each file sees: the configuration of its project, how many files are in it, and the types of what is declared in it. */
async function look(files: Files, paths: readonly string[] = []) {
  const seen: Record<string, string> = {};
  const codemod = defineTsMorphCodemod({
    name: 'look',
    params: {},
    transform(sourceFile, { project }) {
      const config = String(project.getCompilerOptions()['configFilePath'] ?? 'none').replace(/^\//, '');
      const sources = project.getSourceFiles().map((one) => one.getFilePath().slice(1));
      const types = sourceFile.getVariableDeclarations().map((one) => one.getType().getText());
      seen[sourceFile.getFilePath().slice(1)] = [config, sources.length, ...types].join(' ');
    },
  });
  const result = await runBound([{ codemod, params: {} }], files, 'safe', { paths });
  const failed = result.outcomes.flatMap(({ path, failure }) =>
    failure === null ? [] : [`${path} ${failure.code} ${failure.message}`],
  );
  return { seen, failed, findings: result.project.findings.map(({ path, code, message }) => `${path} ${code} ${message}`) };
}

/** The libraries of browsers take a second to read. */
const lib = ['es2023'];

function json({ compilerOptions = {}, ...rest }: { readonly compilerOptions?: object; readonly [key: string]: unknown }): string {
  return JSON.stringify({ ...rest, compilerOptions: 'extends' in rest ? compilerOptions : { lib, ...compilerOptions } });
}

test('a file belongs to the nearest tsconfig.json that holds it, else to one above, else to none', async () => {
  const { seen } = await look({
    'tsconfig.json': json({ compilerOptions: { strict: false } }),
    'packages/a/tsconfig.json': json({ include: ['src'] }),
    'packages/a/src/x.ts': 'const x = null;',
    'packages/a/test/x.ts': 'const x = null;',
    'packages/a/test/y.js': 'const y = [1];',
    'z.ts': '',
  });
  assert.deepEqual(seen, {
    'packages/a/src/x.ts': 'packages/a/tsconfig.json 1 null',
    // Both of the others are held by the one above, which holds `src` as well. JavaScript is not for it.
    'packages/a/test/x.ts': 'tsconfig.json 3 any',
    'packages/a/test/y.js': 'none 1 number[]',
    'z.ts': 'tsconfig.json 3',
  });
});

test('references are followed to the configuration that holds the file, and what is extended counts', async () => {
  const { seen } = await look({
    'base.json': json({ compilerOptions: { strict: false } }),
    'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }, { path: './test' }] }),
    'tsconfig.app.json': json({ extends: './base.json', include: ['src'] }),
    'test/tsconfig.json': json({ extends: '../base.json', compilerOptions: { strict: true }, include: ['.', '../shared'] }),
    'src/a.ts': 'const a = null;',
    'shared/b.ts': 'const b = null;',
    'test/c.ts': "import '../src/a';\nconst c = null;",
  });
  assert.deepEqual(seen, {
    // The test imports it: what changes here is to be seen there.
    'src/a.ts': 'tsconfig.app.json 2 any',
    'shared/b.ts': 'test/tsconfig.json 2 null',
    'test/c.ts': 'test/tsconfig.json 2 null',
  });
});

test('a tsconfig.json that is broken fails its files with the place, and the other projects go on', async () => {
  const files = {
    'a/tsconfig.json': '{\n  "compilerOptions": { "strict": tru },\n}',
    'a/x.ts': 'const x = 1;',
    'b/tsconfig.json': '{ // comments and commas may stand here\n "compilerOptions": { "strict": true, "lib": ["es2023"], }, }',
    'b/y.ts': 'const y = null;',
    'c/tsconfig.json': json({ extends: './tsconfig.json' }),
    'c/z.ts': '',
  };
  const { seen, failed } = await look(files);
  assert.deepEqual(seen, { 'b/y.ts': 'b/tsconfig.json 1 null' });
  assert.match(failed[0] ?? '', /^a\/x\.ts tsconfig-invalid its project is not read: a\/tsconfig\.json, line 2: /);
  assert.match(failed[1] ?? '', /^c\/z\.ts tsconfig-invalid .*Circularity/);
  assert.equal(failed.length, 2);
});

test('what is extended and is not there is said, and the files are done', async () => {
  const { seen, findings } = await look({
    'tsconfig.json': json({ extends: '@tsconfig/node20/tsconfig.json', compilerOptions: { strict: true } }),
    'x.ts': 'const x = null;',
  });
  assert.deepEqual(seen, { 'x.ts': 'tsconfig.json 1 null' });
  assert.match(findings.join(), /^tsconfig\.json tsconfig-incomplete .*@tsconfig\/node20/);
});

test('where what is extended by a path is missing or above the root, its files fail with the path as it is told from the root', async () => {
  const { seen, failed } = await look({
    // Above the root there is nothing for TypeScript: it would take this one.
    'base.json': json({ compilerOptions: { strict: true } }),
    'a/tsconfig.json': json({ extends: '../../base.json' }),
    'a/x.ts': '',
    'b/tsconfig.json': json({ extends: ['../base.json', './gone'] }),
    'b/x.ts': '',
    'c/tsconfig.json': json({ extends: './more' }),
    'c/more.json': json({ extends: '../../../far.json' }),
    'c/x.ts': '',
    'd/tsconfig.json': json({ extends: '../base' }),
    'd/x.ts': 'const x = null;',
  });
  assert.deepEqual(seen, { 'd/x.ts': 'd/tsconfig.json 1 null' });
  const above = 'outside of the folder of this run: run it over a folder that holds both';
  assert.deepEqual(failed, [
    `a/x.ts tsconfig-invalid its project is not read: a/tsconfig.json, it extends ../base.json, ${above}`,
    'b/x.ts tsconfig-invalid its project is not read: b/tsconfig.json, it extends b/gone, which is not there',
    `c/x.ts tsconfig-invalid its project is not read: c/tsconfig.json, it extends ../../far.json, ${above}`,
  ]);
});

const renameLoad = defineTsMorphCodemod({
  name: 'rename',
  params: {},
  needles: ['function load'],
  transform: (sourceFile) => void sourceFile.getFunction('load')?.rename('fetchAll'),
});

test('a file whose project is not read is changed from no other project', async () => {
  const files = {
    'base.json': json({}),
    'core/tsconfig.json': json({}),
    'core/load.ts': 'export function load() {}\n',
    'app/tsconfig.json': json({ extends: '../base.json' }),
    'app/main.ts': "import { load } from '../core/load';\nload();\n",
  };
  const { 'base.json': base, ...without } = files;
  const { changed, findings } = await runBound([{ codemod: renameLoad, params: {} }], without, 'safe');
  assert.deepEqual(changed, []);
  assert.deepEqual(
    findings.map(({ path, code, message }) => `${path} ${code} ${message}`),
    [
      'core/load.ts change-outside the transform would also change app/main.ts, whose project is not read: nothing of what it does here is done',
    ],
  );
  // The control.
  const whole = await runBound([{ codemod: renameLoad, params: {} }], { ...without, 'base.json': base }, 'safe');
  assert.deepEqual(whole.changed, ['app/main.ts', 'core/load.ts']);
});

test('an import that leads above the root leads to no file of the root', async () => {
  const files = {
    'load.ts': 'export function load() {}\n',
    'a.ts': "import { load } from '../load';\nload();\n",
    'b.ts': "import { load } from './load';\nload();\n",
  };
  const { changed } = await runBound([{ codemod: renameLoad, params: {} }], files, 'safe');
  assert.deepEqual(changed, ['b.ts', 'load.ts']);
});

test('files that are not of the run are in the project, and are not transformed', async () => {
  const { seen } = await look({ 'tsconfig.json': json({}), 'a.ts': '', 'b.ts': '' }, ['b.ts']);
  assert.deepEqual(seen, { 'b.ts': 'tsconfig.json 2' });
});

test('a rename reaches importers in other projects, by the aliases of those', async () => {
  const files = {
    'core/tsconfig.json': json({ include: ['src'] }),
    'core/src/load.ts': 'export function load() {}\n',
    'core/src/index.ts': "export * from './load';\n",
    'app/tsconfig.json': json({ compilerOptions: { paths: { '#core': ['../core/src/index.ts'] } } }),
    'app/main.ts': "import { load } from '#core';\nload( );\n",
    'other/main.ts': "import { load } from '#core';\nload( );\n",
    'scripts/run.js': "import { load } from '../core/src/load';\nload( );\n",
  };
  const { changed, text } = await runBound([{ codemod: renameLoad, params: {} }], files, 'safe');
  assert.deepEqual(changed, ['app/main.ts', 'core/src/load.ts', 'scripts/run.js']);
  assert.equal(text('app/main.ts'), "import { fetchAll } from '#core';\nfetchAll( );\n");
  assert.equal(text('scripts/run.js'), "import { fetchAll } from '../core/src/load';\nfetchAll( );\n");
});
