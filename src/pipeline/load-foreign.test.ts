import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('transforms for jscodeshift, as they stand');

/** Renames `a`; `to` may be an expression. */
const renaming = (to: string): string =>
  `const { j } = api; return j(file.source).find(j.Identifier, { name: 'a' }).forEach((one) => { one.node.name = ${to}; }).toSource();`;

const SHAPES: Readonly<Record<string, string>> = {
  'exports.js': `module.exports = function (file, api, options) { ${renaming('options.to')} };`,
  'beside.js': `exports.default = async (file, api) => { ${renaming("'b'")} }; exports.parser = 'flow';`,
  'compiled.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = (file, api) => { ${renaming("'b'")} };`,
  'module.mjs': `export const parser = 'babylon'; export default (file, api) => { ${renaming("'b'")} };`,
  'esAndFlow.js': `// @flow\nimport { to } from './shared';\nexport default function (file: Object, api: ?Object) { ${renaming('to')} }`,
  'bothKinds.js': `import path from 'node:path';\nexport default (file, api) => { const { to } = require('./shared.cjs'); path.sep; ${renaming('to')} };`,
  'typed.ts': `import type { API, FileInfo } from 'jscodeshift';\nexport const parser = 'ts';\nexport default (file: FileInfo, api: API) => { ${renaming("'b'")} };`,
  'typed-exports.ts': `import { API, FileInfo } from 'jscodeshift';\nmodule.exports = (file: FileInfo, api: API) => { ${renaming("'b'")} };`,
  'nested/index.js': `const { to } = require('../shared.cjs'); module.exports = (file, api) => { ${renaming('to')} };`,
};

function scene(transforms: Readonly<Record<string, string>>): {
  readonly apply: (...args: readonly string[]) => ReturnType<typeof runCli>;
  readonly text: () => string;
} {
  const root = tempFolder();
  const shared = { 'shared.js': "export const to = 'b';", 'shared.cjs': "exports.to = 'b';" };
  writeFiles(root, { ...shared, ...transforms, 'src/x.js': 'use( "x",a ) ;\r\n' });
  return {
    apply: (...args) => runCli(['apply', ...args, 'src'], { cwd: root }),
    text: () => readFileSync(path.join(root, 'src/x.js'), 'utf8'),
  };
}

for (const [name, code] of Object.entries(SHAPES)) {
  test(`${name} runs, and nothing is written but what it changes`, () => {
    const { apply, text } = scene({ [name]: code });
    const { status, stderr } = apply(`./${name}`, '--param', 'to=b');
    assert.equal(status, 0, stderr);
    assert.equal(text(), 'use( "x",b ) ;\r\n');
  });
}

test('options come as they are meant, whatever they are called', () => {
  const { apply } = scene({
    't.js': "module.exports = (file, api, options) => 'use(' + JSON.stringify(JSON.stringify(options)) + ');';",
  });
  const params = ['n=3', 'yes=true', 'list=["a","b"]', 'text=a,b'].flatMap((one) => ['--param', one]);
  const { stdout } = apply('./t.js', '--dry-run', ...params);
  const line = /^\+use\( ?(".*") ?\)/m.exec(stdout);
  assert.deepEqual(JSON.parse(String(JSON.parse(line?.[1] ?? 'null'))), { n: 3, yes: true, list: ['a', 'b'], text: 'a,b' });
});

test('a transform finds itself in the folder that the command was called in, as with jscodeshift', () => {
  const code = `const fs = require('fs'); module.exports = (file, api) => { const to = fs.readFileSync('to.txt', 'utf8'); ${renaming('to')} };`;
  const { apply, text } = scene({ 'transforms/t.js': code, 'to.txt': 'b' });
  const { status, stderr } = apply('./transforms/t.js');
  assert.equal(status, 0, stderr);
  assert.equal(text(), 'use( "x",b ) ;\r\n');
});

test('with needles beside it, a transform is given only the files that hold one', () => {
  const code = `module.exports = (file, api) => { console.log(file.path); ${renaming("'b'")} };`;
  const run = (needles: string): ReturnType<typeof runCli> => {
    const root = tempFolder();
    writeFiles(root, { 't.js': `${code}\n${needles}`, 'src/x.js': 'use(a);', 'src/y.js': 'other(c);' });
    return runCli(['apply', './t.js', '--dry-run', 'src'], { cwd: root });
  };
  const shown = (needles: string): readonly string[] =>
    [...run(needles).stderr.matchAll(/\b[xy]\.js(?=: [^\n]*\.js)/g)].map(([path]) => path);
  assert.deepEqual(shown("module.exports.needles = ['use', 'nowhere'];"), ['x.js']);
  // The control: without them, both.
  assert.deepEqual([...shown('')].sort(), ['x.js', 'y.js']);
  for (const wrong of ["'use'", '[5]', "['']", "['é']"]) {
    const { status, stderr } = run(`module.exports.needles = ${wrong};`);
    assert.equal(status, 2, stderr);
    assert.match(stderr.replaceAll(/\s+/g, ' '), /needles of a transform are a list of ASCII texts/);
  }
});

test('what exports no transform, and what cannot be read, is told as that', () => {
  const { apply, text } = scene({
    'none.js': 'module.exports = { a: 1 };',
    'broken.js': 'export default (',
    'throws.js': "throw new Error('no idea');",
  });
  const told = (name: string): string => {
    const { status, stderr } = apply(`./${name}`);
    assert.equal(status, 2, stderr);
    return stderr.replaceAll(/\s+/g, ' ');
  };
  assert.match(told('none.js'), /exports no codemod: neither one made by defineCodemod nor a jscodeshift transform/);
  assert.match(told('broken.js'), /cannot be loaded: Unexpected/);
  assert.match(told('nowhere.js'), /nowhere\.js cannot be loaded: there is no such file/);
  assert.match(told('throws.js'), /cannot be loaded: no idea/);
  assert.equal(text(), 'use( "x",a ) ;\r\n');
});

test('a file of its own fails where a transform throws, hangs or ends its process; the others go on', () => {
  const root = tempFolder();
  const ends =
    "if (file.path.endsWith('2.js')) process.exit(0); if (file.path.endsWith('3.js')) throw new Error('no idea'); return 'b;';";
  writeFiles(root, { 't.js': `module.exports = (file) => { ${ends} };` });
  writeFiles(root, Object.fromEntries([1, 2, 3, 4].map((n) => [`src/${n}.js`, 'a;'])));
  const { status, stderr } = runCli(['apply', './t.js', 'src'], { cwd: root });
  assert.equal(status, 4, stderr);
  assert.match(stderr, /4 files = 2 changed \+ 0 unchanged \+ 0 with findings \+ 0 skipped \+ 2 failed/);
});
