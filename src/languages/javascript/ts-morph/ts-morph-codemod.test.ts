import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type * as tsMorph from 'ts-morph';
import type { Codemod } from '../../../core/codemod.js';
import { groupsOf } from '../../../core/groups.js';
import { type Files, type MemoryRun, runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { defineTsMorphCodemod, type TsMorphCodemodInit } from './define-ts-morph-codemod.js';

const test = suite('ts-morph codemods');

type Init = TsMorphCodemodInit<Record<never, never>>;

function codemod(transform: Init['transform'], more: Partial<Init> = {}): Codemod {
  const codes = { MORPH001: { title: 'Something is odd', cause: 'It is.', remedy: 'Look.' } };
  return defineTsMorphCodemod({ name: 'sample', params: {}, codes, ...more, transform });
}

interface Options extends Partial<Init> {
  readonly unsafe?: boolean;
  readonly paths?: readonly string[];
}

function run(transform: Init['transform'], files: Files, { unsafe, paths = [], ...init }: Options = {}): Promise<MemoryRun> {
  return runBound([{ codemod: codemod(transform, init), params: {} }], files, unsafe === true ? 'unsafe' : 'safe', { paths });
}

/** What became of the files, those left out of which nothing is to be said. */
function said({ outcomes, project }: MemoryRun): readonly string[] {
  return [
    ...outcomes.map(({ path, kind, failure, skip, findings, withheld }) => {
      const because = withheld.map((one) => `${one.because}: ${one.fix.caveat}`);
      const found = findings.map(({ code, line, message }) => `${line} ${code} ${message}`);
      return [path, kind, failure?.code, failure?.message, skip?.code, ...because, ...found].filter(Boolean).join(' ');
    }),
    ...project.findings.map(({ path, code, message }) => `${path} ${code} ${message}`),
    ...project.failures.map(({ code, message }) => `${code} ${message}`),
  ];
}

/** The libraries of browsers take a second to read. */
const lib = ['es2023'];
const STRICT = JSON.stringify({ compilerOptions: { strict: true, lib }, include: ['src'] });

/** Puts `await` before calls whose type is a promise, and nowhere else. */
const awaitPromises: Init['transform'] = (sourceFile, { tsMorph }) => {
  for (const call of sourceFile.getDescendantsOfKind(tsMorph.SyntaxKind.CallExpression)) {
    const isLoose = call.getParentOrThrow().isKind(tsMorph.SyntaxKind.ExpressionStatement);
    if (isLoose && call.getType().getSymbol()?.getName() === 'Promise') call.replaceWithText(`await ${call.getText()}`);
  }
};

test('types come from other files, through paths and the libraries of TypeScript', async () => {
  const files = {
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, lib, paths: { '@lib/*': ['./lib/*'] } },
      include: ['src', 'lib'],
    }),
    'lib/load.ts': 'export async function load(): Promise<number> { return 1; }\nexport const now = () => 1;\n',
    'src/a.ts': "import { load, now } from '@lib/load';\nload( );\nnow( );\nPromise.resolve('x');\n",
  };
  const result = await run(awaitPromises, files);
  assert.equal(
    result.text('src/a.ts'),
    "import { load, now } from '@lib/load';\nawait load( );\nnow( );\nawait Promise.resolve('x');\n",
  );
  assert.deepEqual([result.changed, result.counts.changed], [['src/a.ts'], 1]);
  // The control: without the paths the import leads nowhere, and nobody knows what `load` is.
  const blind = await run(awaitPromises, { ...files, 'tsconfig.json': STRICT });
  assert.match(blind.text('src/a.ts'), /\nload\( \);\n/);
  assert.match(blind.text('src/a.ts'), /await Promise/);
});

/** Renames the function `load` where it is declared: all references go with it. */
const rename: Init['transform'] = (sourceFile) => void sourceFile.getFunction('load')?.rename('fetchAll');

test('a rename changes all files of the run, or none', async () => {
  const files = {
    'tsconfig.json': STRICT,
    'src/load.ts': 'export function load() {}\r\n',
    'src/a.ts': "import { load } from './load';\nload(  );\n",
    'src/b.ts': "import { load as other } from './load';\nother();\n",
    'src/load-local.ts': 'const load = 1;\n',
  };
  const result = await run(rename, files, { needles: ['function load'] });
  assert.deepEqual(said(result), ['src/a.ts changed', 'src/b.ts changed', 'src/load.ts changed']);
  assert.equal(result.text('src/load.ts'), 'export function fetchAll() {}\r\n');
  assert.equal(result.text('src/a.ts'), "import { fetchAll } from './load';\nfetchAll(  );\n");
  assert.equal(result.text('src/b.ts'), "import { fetchAll as other } from './load';\nother();\n");
  const held = await run(rename, {
    ...files,
    'src/b.ts': "// codemod: ignore[sample] it is ours\nimport { load as other } from './load';\nother();\n",
  });
  assert.deepEqual(held.changed, []);
  assert.deepEqual(said(held), [
    'src/a.ts findings manual: it belongs with a change of src/b.ts, which is not made: a comment holds it back there',
    'src/b.ts unchanged',
    'src/load.ts findings manual: it belongs with a change of src/b.ts, which is not made: a comment holds it back there',
  ]);
});

test('a place that TypeScript tells twice, of a name that is exported as the default as well, is renamed once', async () => {
  const files = {
    'src/load.ts': 'export function load() {}\nexport default load;\n',
    'src/a.ts': "import { load as Load } from './load';\nLoad();\n",
    'src/b.ts': "import load, { load as other } from './load';\nload(other);\nexport { load, load as again } from './load';\n",
  };
  // The control: ts-morph by itself.
  const { Project } = createRequire(import.meta.url)('ts-morph') as typeof tsMorph;
  const plain = new Project({ useInMemoryFileSystem: true });
  for (const [path, text] of Object.entries(files)) plain.createSourceFile(path, text);
  plain.getSourceFileOrThrow('src/load.ts').getFunctionOrThrow('load').rename('fetchAll');
  assert.match(plain.getSourceFileOrThrow('src/a.ts').getFullText(), /fetchAllloadfetchAll/);
  const result = await run(rename, { ...files, 'tsconfig.json': STRICT });
  assert.deepEqual(said(result), ['src/a.ts changed', 'src/b.ts changed', 'src/load.ts changed']);
  assert.equal(result.text('src/load.ts'), 'export function fetchAll() {}\nexport default fetchAll;\n');
  assert.equal(result.text('src/a.ts'), "import { fetchAll as Load } from './load';\nLoad();\n");
  assert.equal(
    result.text('src/b.ts'),
    "import fetchAll, { fetchAll as other } from './load';\nfetchAll(other);\nexport { fetchAll, fetchAll as again } from './load';\n",
  );
});

/** The groups of what becomes of each path. */
function groups({ plan }: MemoryRun): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.changes.map((change) => [change.path, groupsOf(change).join()]));
}

test('what a transform does to several files is one group in the plan', async () => {
  const both: Init['transform'] = (sourceFile, api) => {
    if (sourceFile.getBaseName() === 'old.ts') sourceFile.move('/src/new.ts');
    else if (sourceFile.getBaseName() === 'alone.ts') sourceFile.addStatements('done();');
    else return rename(sourceFile, api);
  };
  const found = groups(
    await run(both, {
      'tsconfig.json': STRICT,
      'src/load.ts': 'export function load() {}\n',
      'src/a.ts': "import { load } from './load';\nload();\n",
      'src/old.ts': "import { one } from './one';\nexport const old = one;\n",
      'src/one.ts': 'export const one = 1;\n',
      'src/user.ts': "import { old } from './old';\nuse(old);\n",
      'src/alone.ts': 'export {};\n',
    }),
  );
  assert.deepEqual(Object.keys(found), ['src/a.ts', 'src/alone.ts', 'src/load.ts', 'src/old.ts', 'src/user.ts']);
  assert.match(found['src/load.ts'] ?? '', /^[0-9a-f]{16}$/);
  assert.equal(found['src/load.ts'], found['src/a.ts']);
  assert.equal(found['src/old.ts'], found['src/user.ts']);
  assert.notEqual(found['src/old.ts'], found['src/a.ts']);
  assert.equal(found['src/alone.ts'], '', 'the control: it is done without any other');
  const made: Init['transform'] = (sourceFile, { project }) => {
    if (sourceFile.getBaseName() !== 'b.ts') return;
    project.createSourceFile('/src/made.ts', 'export const made = 1;\n');
    sourceFile.addStatements("export * from './made';");
  };
  const together = groups(await run(made, { 'tsconfig.json': STRICT, 'src/b.ts': 'export {};\n' }));
  assert.match(together['src/made.ts'] ?? '', /./);
  assert.equal(together['src/made.ts'], together['src/b.ts']);
});

test('what would also change a file outside of the run is not done at all, and said', async () => {
  const files = {
    'tsconfig.json': STRICT,
    'src/load.ts': 'export const one = 1;\nexport function load() {}\n',
    'src/a.ts': "import { load } from './load';\nload();\n",
    'src/c.ts': 'function load() {}\nload();\n',
  };
  const result = await run(rename, files, { paths: ['src/load.ts', 'src/c.ts'] });
  assert.deepEqual(said(result), [
    'src/c.ts changed',
    'src/load.ts findings 2 change-outside the transform would also change src/a.ts, which is not among the files of this run: nothing of what it does here is done',
  ]);
  assert.deepEqual(result.changed, ['src/c.ts']);
  assert.equal((await run(rename, files)).changed.length, 3, 'the control: all files are of the run');
});

test('a lost comment in one file holds the others back as well, unless unsafe fixes are asked for', async () => {
  const files = {
    'tsconfig.json': STRICT,
    'src/a.ts': 'export const a = 1;\n',
    'src/b.ts': 'export const b = 1; // why\n',
  };
  const both: Init['transform'] = (sourceFile, { project }) => {
    if (sourceFile.getBaseName() !== 'a.ts') return;
    for (const other of project.getSourceFiles()) other.replaceWithText('export const c = 2;\n');
  };
  const held = await run(both, files);
  assert.deepEqual(held.changed, []);
  assert.deepEqual(said(held), [
    'src/a.ts findings manual: it belongs with a change of src/b.ts, which is not made: it is unsafe there',
    'src/b.ts findings unsafe: this would be lost: // why',
  ]);
  assert.deepEqual((await run(both, files, { unsafe: true })).changed, ['src/a.ts', 'src/b.ts']);
});

test('one that throws fails its file alone, and what it had done is taken back', async () => {
  const sources = ['a', 'b', 'c'].map((name) => [`src/${name}.ts`, `export const ${name} = 1;\n`]);
  const files = { 'tsconfig.json': STRICT, ...Object.fromEntries(sources) };
  const seen: string[] = [];
  const throwing: Init['transform'] = async (sourceFile, { project }) => {
    seen.push(...project.getSourceFiles().map((one) => `${one.getBaseName()} ${one.getFullText().trim()}`));
    sourceFile.addStatements('done();');
    if (sourceFile.getBaseName() !== 'b.ts') return;
    project.getSourceFileOrThrow('/src/a.ts').addStatements('half();');
    project.getSourceFileOrThrow('/src/c.ts').delete();
    project.createSourceFile('/src/new.ts', 'half();');
    await project.save();
    throw new Error('no idea');
  };
  const result = await run(throwing, files);
  assert.deepEqual(said(result), ['src/a.ts changed', 'src/b.ts failed codemod-threw no idea', 'src/c.ts changed']);
  assert.equal(result.text('src/a.ts'), 'export const a = 1;\ndone();\n');
  assert.equal(result.text('src/c.ts'), 'export const c = 1;\ndone();\n');
  assert.ok(!seen.some((one) => one.includes('half')), seen.join('; '));
});

test('what is taken back leads no import of another file astray', async () => {
  const packages = (file: string): string => JSON.stringify({ type: 'module', imports: { '#own': `./src/${file}.ts` } });
  const files = {
    'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', lib, types: [] }, include: ['src'] }),
    'package.json': packages('old'),
    'src/a.ts': "import { own } from '#own';\nexport const a = own;\n",
    'src/b.ts': "import { own } from '#own';\nexport const a = own;\n",
    'src/new.ts': "export const own = 'new';\n",
    'src/old.ts': "export const own = 'old';\n",
  };
  const seen: string[] = [];
  const astray: Init['transform'] = (sourceFile, { project }) => {
    const declaration = sourceFile.getVariableDeclaration('a');
    if (declaration === undefined) return;
    if (sourceFile.getBaseName() === 'a.ts') project.getFileSystem().writeFileSync('/package.json', packages('new'));
    seen.push(declaration.getType().getText());
    if (sourceFile.getBaseName() === 'a.ts') sourceFile.addStatements('a;');
  };
  const result = await run(astray, files);
  assert.deepEqual(seen, ['"new"', '"old"'], 'the first is the control: it is seen as long as it stands');
  assert.match(said(result).join(), /would also change package\.json/);
});

test('files are made, moved and deleted with what they belong to', async () => {
  const files = {
    'tsconfig.json': STRICT,
    'src/old.ts': "import { b } from './b';\nexport const old = b;\n",
    'src/b.ts': 'export const b = 1;\n',
    'src/user.ts': "import { old } from './old';\nuse( old );\n",
    'src/gone.ts': 'export {};\n',
    'src/plain.ts': 'export const plain = 1;\n',
  };
  const change: Init['transform'] = (sourceFile, { project }) => {
    const name = sourceFile.getBaseName();
    if (name === 'old.ts') sourceFile.move('/src/deep/new.ts');
    if (name === 'plain.ts') sourceFile.move('/src/deep/plain.ts');
    if (name === 'gone.ts') sourceFile.delete();
    if (name === 'b.ts') project.createSourceFile('/src/made.ts', 'export const made = 1;\n');
  };
  const result = await run(change, files);
  assert.deepEqual(said(result), ['src/user.ts changed']);
  assert.deepEqual(
    result.plan.changes.map((one) => `${one.kind} ${one.path}${one.kind === 'rename' ? ` ${one.to}` : ''}`),
    [
      ...['create src/deep/new.ts', 'delete src/gone.ts', 'create src/made.ts', 'delete src/old.ts'],
      ...['rename src/plain.ts src/deep/plain.ts', 'modify src/user.ts'],
    ],
  );
  assert.equal(result.text('src/deep/new.ts'), "import { b } from '../b';\nexport const old = b;\n");
  assert.equal(result.text('src/user.ts'), "import { old } from './deep/new';\nuse( old );\n");
  const held = await run(change, { ...files, 'src/user.ts': `// codemod: ignore[sample] not here\n${files['src/user.ts']}` });
  assert.deepEqual(
    held.plan.changes.map(({ path }) => path),
    ['src/gone.ts', 'src/made.ts', 'src/plain.ts'],
    'nobody moves what another file still asks for',
  );
});

test('a file that stands, is refused by the parser or lies where nothing may be written is not made', async () => {
  const files = { 'tsconfig.json': STRICT, 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': 'export {};\n', 'notes.txt': 'mine' };
  const makes = (path: string, text: string) => (): Promise<MemoryRun> =>
    run((sourceFile, { project }) => {
      if (sourceFile.getBaseName() !== 'a.ts') return;
      project.getFileSystem().writeFileSync(path, text);
      sourceFile.addStatements('made();');
    }, files);
  const told = async (make: () => Promise<MemoryRun>): Promise<string> => said(await make()).join();
  assert.match(await told(makes('/notes.txt', 'yours')), /would also make notes\.txt, where a file stands: nothing/);
  assert.match(await told(makes('/src/c.ts', 'const = 1')), /would also make src\/c\.ts, which would not parse: line 1/);
  assert.match(await told(makes('/.git/config', 'x')), /make \.git\/config, where nothing may be written/);
  assert.match(await told(makes('/node_modules/a/index.d.ts', 'x')), /which is below node_modules/);
  assert.deepEqual((await makes('/src/c.ts', 'const c = 1')()).changed, ['src/a.ts', 'src/c.ts'], 'the control');
});

test('bytes that no transform means to change stay, in every spelling', async () => {
  const text = "\ufeffconst s = `a\u2028\r\n`;\r\n\tload (  'x' , s ) ; // \u2029\r\nfunction load(a: string, b: string) {}";
  const files = { 'tsconfig.json': STRICT, 'src/a.ts': text };
  assert.deepEqual((await run((sourceFile) => sourceFile.formatText(), files)).changed, []);
  assert.equal((await run(rename, files)).text('src/a.ts'), text.replaceAll('load', 'fetchAll'));
});

test('needles say which files are transformed, not which are known', async () => {
  const files = { 'tsconfig.json': STRICT, 'src/a.ts': 'load();\n', 'src/b.ts': 'async function load() {}\n' };
  const seen: string[] = [];
  const spy: Init['transform'] = (sourceFile, api) => {
    seen.push(sourceFile.getBaseName());
    return awaitPromises(sourceFile, api);
  };
  const result = await run(spy, files, { needles: ['load()'] });
  assert.deepEqual(seen, ['a.ts', 'b.ts']);
  seen.length = 0;
  const sieved = await run(spy, files, { needles: ['load();'] });
  assert.deepEqual([seen, sieved.text('src/a.ts')], [['a.ts'], result.text('src/a.ts')]);
  assert.equal(sieved.text('src/a.ts'), 'await load();\n');
});

test('a file that does not parse is skipped, however a transform would mend it', async () => {
  const files = {
    'tsconfig.json': STRICT,
    'src/a.ts': 'const = ;\n',
    'src/b.ts': 'b();\n',
    'src/c.ts': Buffer.from([0x61, 0xff]),
  };
  const result = await run((sourceFile) => void sourceFile.addStatements('c();'), files);
  assert.deepEqual(
    result.outcomes.map(({ path, kind, skip }) => [path, kind, skip?.code ?? '']),
    [
      ['src/a.ts', 'skipped', 'syntax-error'],
      ['src/b.ts', 'changed', ''],
      ['src/c.ts', 'skipped', 'encoding-invalid'],
    ],
  );
});

test('findings are told with their line in the file, also where lines were put in before', async () => {
  const files = { 'tsconfig.json': STRICT, 'src/a.ts': 'a();\nb();\nc();\n', 'src/b.ts': "import './a';\n" };
  const tell: Init['transform'] = (sourceFile, { project, finding }) => {
    if (sourceFile.getBaseName() === 'a.ts') {
      sourceFile.insertStatements(0, ['one();', 'two();']);
      finding('MORPH001', sourceFile.getStatements()[4] ?? sourceFile, 'this');
    } else finding('MORPH001', project.getSourceFileOrThrow('/src/a.ts').getStatements().at(-2) ?? sourceFile);
  };
  const result = await run(tell, files);
  const lines = result.outcomes.flatMap(({ path, findings }) =>
    findings.map((one) => [path, one.lineBefore, one.line, one.message]),
  );
  assert.deepEqual(lines, [
    ['src/a.ts', 2, 4, 'Something is odd'],
    ['src/a.ts', 3, 5, 'this'],
  ]);
  const outside = await run(tell, files, { paths: ['src/b.ts'] });
  assert.deepEqual(said(outside), ['src/a.ts MORPH001 line 2: Something is odd']);
  const unknown = await run((sourceFile, { finding }) => finding('NONE001', sourceFile), { 'src/a.ts': '' });
  assert.match(said(unknown).join(), /failed code-undeclared/);
});
