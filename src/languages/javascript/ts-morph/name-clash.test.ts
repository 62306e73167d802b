import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type * as tsMorph from 'ts-morph';
import { isSkip } from '../../../core/source-file.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { defineTsMorphCodemod } from './define-ts-morph-codemod.js';

const test = suite('renames into names that are taken');

const require = createRequire(import.meta.url);
const morph = require('ts-morph') as typeof tsMorph;

const OPTIONS = { strict: true, lib: ['es2023'], types: [] };
const LOAD = 'export function load(a?: unknown) { return a; }\n';
const FILES = {
  'tsconfig.json': JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }),
  'src/load.ts': LOAD,
  'src/x.ts': 'export const fetchAll = 1;\n',
  'src/globals.d.ts': 'declare function push(): void;\ndeclare function use(...a: unknown[]): void;\n',
};

const codemod = (name = 'fetchAll') =>
  defineTsMorphCodemod({
    name: 'sample',
    params: {},
    transform: (sourceFile) => void sourceFile.getFunction('load')?.rename(name),
  });

async function renamed(text: string, codemods = codemod(), load = LOAD) {
  const files = { ...FILES, 'src/load.ts': load, 'src/a.ts': text };
  const result = await runBound([{ codemod: codemods, params: {} }], files, 'safe');
  const withheld = result.outcomes.flatMap((one) => one.withheld.map(({ fix }) => `${one.path}: ${fix.caveat}`));
  return { ...result, said: withheld, failed: result.counts.failed };
}

/** What the compiler has to say of a program. */
function faults(texts: Readonly<Record<string, string>>): readonly string[] {
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    compilerOptions: { ...OPTIONS, lib: ['lib.es2023.d.ts'] },
  });
  for (const [path, text] of Object.entries(texts)) if (path.endsWith('.ts')) project.createSourceFile(`/${path}`, text);
  return project.getPreEmitDiagnostics().map((one) => `${one.getCode()}`);
}

/** What a rename that nobody checks makes of it: the control. */
function unchecked(text: string): readonly string[] {
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    compilerOptions: { ...OPTIONS, lib: ['lib.es2023.d.ts'] },
  });
  for (const [path, own] of Object.entries({ ...FILES, 'src/a.ts': text }))
    if (path.endsWith('.ts')) project.createSourceFile(`/${path}`, own);
  project.getSourceFileOrThrow('/src/load.ts').getFunctionOrThrow('load').rename('fetchAll');
  return project.getPreEmitDiagnostics().map((one) => `${one.getCode()}`);
}

const BROKEN: Readonly<Record<string, readonly [text: string, said: RegExp]>> = {
  'declared beside it': [
    "import { load } from './load';\nconst fetchAll = 1;\nload(fetchAll);\n",
    /a name would be declared twice: Duplicate declaration "fetchAll"/,
  ],
  'a parameter around it': [
    "import { load } from './load';\nexport function f(fetchAll: () => void) {\n  return load(fetchAll);\n}\n",
    /fetchAll would mean something else in line 3, where that name is taken/,
  ],
  'a parameter of a type': [
    "import { load } from './load';\nexport type F = (fetchAll: typeof load) => number;\nload();\n",
    /fetchAll would mean something else in line 2/,
  ],
  'an import beside it': [
    "import { load } from './load';\nimport { fetchAll } from './x';\nload(fetchAll);\n",
    /after it, Identifier 'fetchAll' has already been declared/,
  ],
  'a property of its name': [
    "import { load } from './load';\nexport const o = { load };\no.load();\n",
    /\{ load \} in line 2 would become \{ fetchAll \}, another property: write \{ load: load \} there first/,
  ],
};

test('are findings in all files of the change, and no program is broken', async () => {
  for (const [name, [text, said]] of Object.entries(BROKEN)) {
    const before = faults({ ...FILES, 'src/a.ts': text });
    assert.deepEqual(before, [], name);
    assert.notDeepEqual(unchecked(text), [], `the control: ${name} does not compile any more`);
    const result = await renamed(text);
    assert.deepEqual([result.changed, result.failed], [[], 0], name);
    assert.match(result.said.join('\n'), said, name);
    assert.match(result.said.join('\n'), /src\/load\.ts: it belongs with a change of src\/a\.ts, which is not made/);
  }
});

test('a global that the new name would hide is seen, though it compiles', async () => {
  const text = "import { load } from './load';\npush();\nload();\n";
  const result = await renamed(text, codemod('push'));
  assert.match(result.said.join('\n'), /push would mean something else in line 2/);
  assert.deepEqual(result.changed, []);
});

test('in the file of the function itself they are seen as well', async () => {
  const load = 'const fetchAll = 1;\nuse(fetchAll);\nexport function load() {}\n';
  const result = await renamed("import { load } from './load';\nload();\n", codemod(), load);
  assert.deepEqual(result.changed, []);
});

test('a name that is free, or is that of something else elsewhere, is no clash', async () => {
  const texts = [
    "import { load } from './load';\nload(load);\nexport { load };\n",
    "import { load as fetchAll } from './load';\nfetchAll();\n",
    "import * as all from './load';\nuse(all.load, { fetchAll: 1 }.fetchAll, { load: all.load });\n",
    "import { load } from './load';\nload();\nexport function f(load: number, fetchAll: number) {\n  return load + fetchAll;\n}\n",
    "import { load } from './load';\nexport class A {\n  fetchAll() {\n    return load((fetchAll: number) => fetchAll);\n  }\n}\n",
    "import { load } from './load';\nexport type F = (fetchAll: number) => { fetchAll: number };\nexport type G = typeof load;\nexport interface I {\n  fetchAll(): void;\n}\n",
    "export { load } from './load';\nexport { fetchAll as load2 } from './x';\n",
    "import { load } from './load';\nuse(1);\nfetchAll: for (;;) {\n  load();\n  break fetchAll;\n}\n",
    "import { load } from './load';\nexport class A {\n  #load = 1;\n  #fetchAll() {\n    return load(this.#load) ?? this.#fetchAll;\n  }\n  f(o: object) {\n    return #load in o && this.#fetchAll();\n  }\n}\n",
  ];
  for (const text of texts) {
    assert.deepEqual(faults({ ...FILES, 'src/a.ts': text }), [], text);
    const result = await renamed(text);
    assert.deepEqual(result.said, [], text);
    assert.ok(result.changed.includes('src/load.ts'), text);
    const after = { ...FILES, 'src/load.ts': result.text('src/load.ts'), 'src/a.ts': result.text('src/a.ts') };
    assert.deepEqual(faults(after), [], text);
  }
});

test('a property keeps its name where it is written as the message says', async () => {
  const [text] = BROKEN['a property of its name'] ?? [''];
  const result = await renamed(text.replace('{ load };', '{ load: load };'));
  assert.deepEqual(result.said, []);
  assert.match(result.text('src/a.ts'), /\{ load: fetchAll \};\no\.load\(\)/);
});

test('a type of that name is left to a person: whether a name is one of a type or a value is not looked at', async () => {
  const text =
    "import { load } from './load';\ninterface fetchAll {\n  a: 1;\n}\nexport const x: fetchAll = { a: 1 };\nload(x);\n";
  assert.match((await renamed(text)).said.join('\n'), /fetchAll would mean something else in line 2/);
});

test('what was parsed last makes no difference', () => {
  const source = { path: 'a.ts', encoding: 'utf-8', hasBom: false, newline: '\n', text: 'load;\n' } as const;
  const before = parseJavaScript(source);
  const text = 'fetchAll;\n';
  parseJavaScript({ ...source, text });
  assert.ok(!isSkip(before));
  const after = parseJavaScript({ ...before, text });
  assert.deepEqual(isSkip(after) ? [] : after.tokens.map(({ value }) => value).slice(0, 1), ['fetchAll']);
});
