import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { planId } from '../core/plan.js';
import { readPlan } from '../core/read-plan.js';
import { companionSets } from '../core/review/companions.js';
import { gitRepository } from '../testing/git-repository.js';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('codemods for ts-morph, from the command line');

const AWAIT = `import { defineTsMorphCodemod } from 'codex-codemod';
export default defineTsMorphCodemod({
  reason: 'nobody waits for the promise',
  async transform(sourceFile, { tsMorph, params }) {
    const { Node } = tsMorph;
    if (sourceFile.getFullText().includes('// ends')) process.exit(0);
    for (const call of sourceFile.getDescendants().filter(Node.isCallExpression)) {
      const isLoose = Node.isExpressionStatement(call.getParent());
      if (isLoose && call.getType().getSymbol()?.getName() === 'Promise') call.replaceWithText(\`\${params.word} \${call.getText()}\`);
    }
    console.log('looked at');
    await sourceFile.save();
  },
});
`;

const FILES = {
  'awaitPromises.ts': AWAIT,
  '.gitignore': 'node_modules\n',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { lib: ['es2023'], module: 'nodenext', strict: true },
    include: ['src', 'packages'],
  }),
  'package.json': JSON.stringify({ name: 'root', type: 'module', workspaces: ['packages/*'] }),
  'packages/own/package.json': JSON.stringify({ name: '@x/own', type: 'module', exports: './index.ts' }),
  'packages/own/index.ts': 'export async function own() {}\n',
  'src/a.ts': "import { save } from 'store';\nimport { own } from '@x/own';\nsave( );\nown();\nread();\n",
  'src/globals.d.ts': 'declare function read(): string;\n',
};

/** A repository with one package installed, and its own package linked beside it. */
function scene(more: Readonly<Record<string, string>> = {}): string {
  const root = gitRepository({ ...FILES, ...more });
  const store = { types: 'index.d.ts', name: 'store', version: '1.0.0' };
  writeFiles(root, {
    'node_modules/store/package.json': JSON.stringify(store),
    'node_modules/store/index.d.ts': 'export declare function save(): Promise<void>;\n',
  });
  mkdirSync(path.join(root, 'node_modules/@x'));
  symlinkSync('../../packages/own', path.join(root, 'node_modules/@x/own'));
  return root;
}

function apply(cwd: string, ...args: readonly string[]) {
  return runCli(['apply', './awaitPromises.ts', '--param', 'word=await', ...args], { cwd });
}

test('types of installed packages and of linked ones are known, and the codemod is called after its file', () => {
  const cwd = scene();
  const { status, stdout, stderr } = apply(cwd, '--json', 'src');
  assert.equal(status, 0, stderr);
  const { codemods, counts } = JSON.parse(stdout) as {
    codemods: { name: string }[];
    counts: { changed: number; discovered: number };
  };
  assert.deepEqual([codemods[0]?.name, counts.changed, counts.discovered], ['await-promises', 1, 2]);
  const text = readFileSync(path.join(cwd, 'src/a.ts'), 'utf8');
  assert.equal(text, FILES['src/a.ts'].replace('save( )', 'await save( )').replace('own()', 'await own()'));
  assert.match(stderr.replaceAll(/\s+/g, ' '), /src\/a\.ts: looked at/);
  assert.match(stderr.replaceAll(/\s+/g, ' '), /src\/a\.ts: save\(\) writes nothing here/);
});

test('new writes one whose case fails, and which passes when it is mended', () => {
  const cwd = tempFolder();
  assert.equal(runCli(['new', 'await-saves', '--language', 'typescript'], { cwd }).status, 0);
  const failing = runCli(['test', 'await-saves'], { cwd });
  assert.deepEqual([failing.status, /FAIL/.test(failing.stdout)], [1, true]);
  assert.match(failing.stdout, /^ +- {2}await save\( order \);\n +\+ {2}void save\( order \);$/m);
  const module = 'codemods/await-saves/codemod.ts';
  writeFiles(cwd, { [module]: readFileSync(path.join(cwd, module), 'utf8').replace('void $', 'await $') });
  const mended = runCli(['test', 'await-saves'], { cwd });
  assert.equal(mended.status, 0, mended.stdout);
});

test('a dry run writes nothing, whatever the transform saves', () => {
  const cwd = scene();
  const { status, stdout } = apply(cwd, '--dry-run', 'src');
  assert.equal(status, 0);
  assert.match(stdout, /^\+await save\( \);$/m);
  assert.equal(readFileSync(path.join(cwd, 'src/a.ts'), 'utf8'), FILES['src/a.ts']);
  assert.ok(!existsSync(path.join(cwd, '.codex')));
});

test('a file that ends the process fails alone', () => {
  const cwd = scene({ 'src/b.ts': '// ends\n', 'src/c.ts': "import { own } from '@x/own';\nown();\n" });
  const { status, stderr } = apply(cwd, 'src');
  assert.equal(status, 4, stderr);
  assert.match(stderr, /4 files = 2 changed \+ 1 unchanged \+ 0 with findings \+ 0 skipped \+ 1 failed/);
  assert.match(stderr.replaceAll(/\s+/g, ' '), /src\/b\.ts worker-crash: its child process ended with exit code 0/);
});

const RENAME = `import { defineTsMorphCodemod } from 'codex-codemod';
export default defineTsMorphCodemod({
  transform: (sourceFile) => void sourceFile.getFunction('load')?.rename('fetchAll'),
});
`;

/** Packages that extend what stands above them, and of which one imports another by an alias. */
const WORKSPACE = {
  'rename.ts': RENAME,
  'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'packages/core' }, { path: 'packages/app' }] }),
  'base.json': JSON.stringify({ compilerOptions: { lib: ['es2023'], paths: { '@x/core': ['./packages/core/load.ts'] } } }),
  'packages/core/tsconfig.json': '{ "extends": "../../base.json" }',
  'packages/core/load.ts': 'export function load() {}\n',
  'packages/app/tsconfig.json': '{ "extends": "../../base.json" }',
  'packages/app/main.ts': "import { load } from '@x/core';\nload();\n",
};

function rename(cwd: string, ...paths: readonly string[]) {
  const { status, stdout, stderr } = runCli(['apply', './rename.ts', '--dry-run', ...paths], { cwd });
  return { status, stdout, told: stderr.replaceAll(/\s+/g, ' ') };
}

test('outside of git, nothing is done in projects that extend what stands above the folder', () => {
  const cwd = tempFolder();
  writeFiles(cwd, WORKSPACE);
  const { status, stdout, told } = rename(cwd, 'packages');
  assert.deepEqual([status, stdout], [4, ''], told);
  assert.match(told, /packages\/app\/main\.ts.* tsconfig-invalid.*app\/tsconfig\.json, it extends \.\.\/base\.json, outside of/);
  assert.equal(told.split('../tsconfig.json stands above').length, 2, told);
  // The control: over the whole, importers go with the name.
  const whole = rename(cwd, '.');
  assert.match(whole.stdout, /^\+import \{ fetchAll \} from '@x\/core';$/m);
  assert.doesNotMatch(whole.told, /stands above|tsconfig-/);
});

test('outside of git, a project above the folder is told of; a repository is whole', () => {
  const cwd = tempFolder();
  const own = { 'packages/core/tsconfig.json': '{ "compilerOptions": { "lib": ["es2023"] } }' };
  writeFiles(cwd, { ...WORKSPACE, ...own });
  const { status, stdout, told } = rename(cwd, 'packages/core');
  assert.deepEqual([status, /^\+export function fetchAll/m.test(stdout)], [0, true], told);
  assert.match(told, /project-outside \.\.\/\.\.\/tsconfig\.json stands above, and files outside of the folder of this run/);
  mkdirSync(path.join(cwd, 'packages/core/.git'));
  const repository = rename(cwd, 'packages/core');
  assert.match(repository.stdout, /^\+export function fetchAll/m);
  assert.doesNotMatch(repository.told, /project-outside/);
});

test('what is extended is read from disk where git ignores it', () => {
  const { 'base.json': base, ...rest } = WORKSPACE;
  const cwd = gitRepository({ ...rest, '.gitignore': 'base.json\n' });
  writeFiles(cwd, { 'base.json': base });
  const { status, stdout, told } = rename(cwd);
  assert.equal(status, 0, told);
  assert.match(stdout, /^\+import \{ fetchAll \} from '@x\/core';$/m);
});

test('the file that a change belongs with is named from the current folder, and from the root for programs', () => {
  const main = `// codemod: ignore[rename] it is ours\n${WORKSPACE['packages/app/main.ts']}`;
  const root = gitRepository({ ...WORKSPACE, 'packages/app/main.ts': main });
  const told = (folder: string, ...args: readonly string[]) => {
    const cwd = path.join(root, folder);
    const names = [path.join(root, 'rename.ts'), root].map((name) => path.relative(cwd, name) || '.');
    const [codemod = '', where = ''] = names;
    const module = codemod.startsWith('.') ? codemod : `./${codemod}`;
    const { stdout, stderr } = runCli(['apply', module, where, '--dry-run', ...args], { cwd });
    return { stdout, told: stderr.replaceAll(/\s+/g, ' ') };
  };
  assert.match(told('packages/core').told, / load\.ts:1 .* it belongs with a change of \.\.\/app\/main\.ts, which is not made/);
  assert.match(told('.').told, / packages\/core\/load\.ts:1 .* it belongs with a change of packages\/app\/main\.ts, which/);
  const { outcomes } = JSON.parse(told('packages/core', '--json').stdout) as {
    outcomes: { path: string; withheld: { belongsWith?: string; fix: { caveat: string } }[] }[];
  };
  const held = outcomes.find((one) => one.path === 'packages/core/load.ts')?.withheld[0];
  assert.equal(held?.belongsWith, 'packages/app/main.ts');
  assert.match(held?.fix.caveat ?? '', /a change of packages\/app\/main\.ts,/);
});

const MAKE = `import { defineTsMorphCodemod } from 'codex-codemod';
export default defineTsMorphCodemod({
  transform(sourceFile, { project }) {
    if (sourceFile !== project.getSourceFile('src/a.ts')) return;
    const found = project.addSourceFilesAtPaths(['src/*.ts', '!./src/c.ts', '../other.ts']);
    project.createSourceFile('src/new.ts', found.map((one) => '// ' + one.getFilePath()).join('\\n'));
  },
});
`;

test('paths that are relative begin in the current folder, as for ts-morph itself', () => {
  const own = { 'tsconfig.json': '{}', 'src/a.ts': 'export {};\n', 'src/b.ts': 'export {};\n', 'src/c.ts': 'export {};\n' };
  const inFolder = Object.fromEntries(Object.entries(own).map(([name, text]) => [`pkg [1]/${name}`, text]));
  const scene = { 'make.ts': MAKE, 'other.ts': 'export {};\n', ...own, ...inFolder };
  const made = (...folders: readonly string[]) => {
    const root = gitRepository(scene);
    const cwd = path.join(root, ...folders);
    const { status, stderr } = runCli(['apply', path.join(root, 'make.ts'), '.'], { cwd });
    assert.equal(status, 0, stderr);
    const files = ['src/new.ts', 'pkg [1]/src/new.ts'].filter((file) => existsSync(path.join(root, file)));
    return [...files, ...readFileSync(path.join(cwd, 'src/new.ts'), 'utf8').split('\n')];
  };
  assert.deepEqual(made('pkg [1]'), ['pkg [1]/src/new.ts', '// /other.ts', '// /pkg [1]/src/a.ts', '// /pkg [1]/src/b.ts']);
  // The control: the same codemod, called from elsewhere.
  assert.deepEqual(made(), ['src/new.ts', '// /other.ts', '// /src/a.ts', '// /src/b.ts']);
});

test('half of a rename is not carried out, from whomever the decisions are', () => {
  const cwd = gitRepository(WORKSPACE);
  assert.equal(runCli(['plan', './rename.ts', '--out', 'plan.json'], { cwd }).status, 0);
  const plan = readPlan('plan.json', readFileSync(path.join(cwd, 'plan.json'), 'utf8'));
  const [first] = companionSets(plan.changes)[0] ?? [];
  assert.equal(first?.path, 'packages/app/main.ts');
  const decide = (verdict: string): void => {
    const record = { codemodDecision: 1, plan: planId(plan), hunk: first.id, verdict, reason: '', edited: null, time: '' };
    writeFiles(cwd, { 'plan.json.decisions.ndjson': `${JSON.stringify(record)}\n` });
  };
  const apply = () => runCli(['apply', 'plan.json'], { cwd });
  decide('rejected');
  const { status, stderr } = apply();
  assert.equal(status, 2, stderr);
  const told = stderr.replaceAll(/\s+/g, ' ');
  assert.match(told, /belong together are decided apart: packages\/core\/load\.ts is accepted, and packages\/app\/main\.ts not/);
  assert.match(told, /codemod review plan\.json/);
  assert.equal(readFileSync(path.join(cwd, 'packages/core/load.ts'), 'utf8'), WORKSPACE['packages/core/load.ts']);
  // The control: with nothing decided it is carried out whole.
  writeFiles(cwd, { 'plan.json.decisions.ndjson': '' });
  assert.equal(apply().status, 0);
  assert.match(readFileSync(path.join(cwd, 'packages/app/main.ts'), 'utf8'), /fetchAll/);
});

test('half of a rename is not undone either: what was changed with a file that stays is left with it', () => {
  const lone = { 'packages/app/lone.ts': 'export function load() {}\n' };
  const cwd = gitRepository({ ...WORKSPACE, ...lone });
  const read = (file: string): string => readFileSync(path.join(cwd, file), 'utf8');
  assert.equal(runCli(['apply', './rename.ts'], { cwd }).status, 0);
  const edited = `${read('packages/app/main.ts')}export const more = 1;\n`;
  writeFiles(cwd, { 'packages/app/main.ts': edited });
  const { status, stderr } = runCli(['undo', '--partial'], { cwd });
  assert.equal(status, 4, stderr);
  const told = stderr.replaceAll(/\s+/g, ' ');
  assert.match(told, /core\/load\.ts it was changed together with packages\/app\/main\.ts, which does not go back/);
  assert.match(told, /1 file put back, 2 left because of changes since/);
  assert.equal(read('packages/core/load.ts'), 'export function fetchAll() {}\n');
  assert.equal(read('packages/app/main.ts'), edited);
  assert.equal(read('packages/app/lone.ts'), lone['packages/app/lone.ts'], 'the control: it stands by itself');
  writeFiles(cwd, { 'packages/app/main.ts': edited.replace(/export.*\n/, '') });
  assert.equal(runCli(['undo'], { cwd }).status, 0);
  assert.deepEqual(
    [read('packages/core/load.ts'), read('packages/app/main.ts')],
    [WORKSPACE['packages/core/load.ts'], WORKSPACE['packages/app/main.ts']],
  );
});
