import assert from 'node:assert/strict';
import { applyEdits } from '../../../core/edit.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { minimalEdits } from './minimal-edits.js';

const test = suite('minimal edits');

function made(text: string, printed: string, path = 'a.js'): string {
  const file = parseJavaScript({ path, text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  assert.ok(!isSkip(file));
  return applyEdits(text, minimalEdits(file, printed));
}

test('white space goes with what it stands in: where that is another thing now, it is the printer’s', () => {
  const before = "var a = require( 'x' ),\n\tsome = require( 'y' );\n";
  assert.equal(made(before, "import a from 'x';\nimport some from 'y';\n"), "import a from 'x';\nimport some from 'y';\n");
});

test('where it is the same thing still, white space stays as it was', () => {
  assert.equal(made('call( a,\n\tb )\n', 'call(a, c);\n'), 'call( a,\n\tc )\n');
  assert.equal(made('var a = 1,\n\tb  =  2;\n', 'var a = 1, c = 3;\n'), 'var a = 1,\n\tc  =  3;\n');
});

test('no more lines change than in the printed text: its white space is taken where it needs fewer lines', () => {
  const before = "import C from 'c';\nimport E from 'e';\nconst {\n  inject\n} = E;\nd( 'x' );\n";
  const printed = "import C, { inject as controller } from 'c';\nd( 'x' );\n";
  assert.equal(made(before, printed), printed, 'not the line that ended behind `{`');
  const jsx = "const c = (\n  <>\n    <V\n    p={1}\n  />\n  </>)\nd( 'x' )\n";
  const rebuilt = "const c = (\n  <>\n    <V\n    p={1}><F><S /><D /></F></V>\n  </>)\nd( 'x' )\n";
  assert.equal(made(jsx, rebuilt), rebuilt);
});

test('the line breaks inside of brackets are those of the file, on both sides, where its lines do', () => {
  assert.equal(made('for (;;) { dbg(); break }\n', 'for (;;) {\n  break\n}\n'), 'for (;;) { break }\n');
  const arrow = 'g = () => ({\n  a: 1\n})\n';
  assert.equal(made('g = function () { return { a: 1 } }\n', arrow), 'g = () => ({ a: 1 })\n');
  assert.equal(made("import {\n  a,\n  b\n} from 'x'\n", "import { a } from 'x';\n"), "import {\n  a\n} from 'x'\n");
  assert.equal(made('f(\n  a, b)\n', 'f(a, b, c);\n'), 'f(\n  a, b, c)\n', 'half broken by its author');
});

test('where tokens go, the white space that is left is the file’s: on both sides of them it broke the line, or did not', () => {
  const broken = 'f(() => {\n  b();\n  d();\n})\n';
  assert.equal(made('f(() => { b(); c(); d() })\n', broken), 'f(() => { b(); d() })\n');
  assert.equal(made('x = {\n  a,\n  b,\n  c\n}\n', 'x = { a, c };\n'), 'x = {\n  a,\n  c\n}\n');
  assert.equal(made('x = [b, a]\n', 'x = [\n  a\n];\n'), 'x = [a]\n');
  // The control: on one side alone it did.
  assert.equal(made('b(); c();\nd()\n', 'b();\n\nd();\n'), 'b();\n\nd()\n');
});

test('they are those of the printer, on both sides, where lines of the printer stand in between', () => {
  const printed = 'f(function () {\n  b();\n  a()\n})\n';
  assert.equal(made('f(function () { a() })\n', printed), printed);
  const closed = 'f({ // why\n  a\n})\n';
  assert.equal(made('f({ // why\n  a,\n  b\n})\n', closed), closed);
});

test('a comment that comes to stand between a bracket and what it is told by is indented with that', () => {
  const before = "function f() {\n\treturn h(\n\t\t'div',  // why\n\t\t{a: 1}\n\t);\n}\n";
  const printed = 'function f() {\n    return (\n        // why\n        <div a={1} />\n    );\n}\n';
  assert.equal(made(before, printed), printed.replaceAll('    ', '\t'));
  const lead = '/* new */\n    // and\n    g();\nf();\n';
  assert.equal(made('f();\n', lead), '/* new */\n// and\ng();\nf();\n', 'above the first line');
});

test('where names alone are others, the lines are those of the file, however many they are', () => {
  assert.equal(made('call(a,\n  a);\n', 'call(b, b);\n'), 'call(b,\n  b);\n');
});

test('comments of a list that a printer writes each one on stay where they are; one that passes a statement does not', () => {
  const before = "x = {\n  1: 'a', // A\n  2: 'b', // B\n  3: 'c' // C\n}\n";
  assert.equal(made(before, "x = {\n  // A\n  1: 'a', // B\n  2: 'b', // C\n  3: 'c'\n};\n"), before);
  assert.equal(made('a();\n// A\nb();\n', '// A\na();\nb();\n'), '// A\na();\nb();\n');
});

test('brackets that were of two pairs, around several lines, are never put on one of them', () => {
  const head = 'function f(i) {\n    if (i) {\n        a();\n    }\n';
  const inner =
    '        return s.p(g(function (v) { return v; }), h\n            ? d(e)\n            : t(function () { return new E(); }));\n';
  const printed = `${head}    return s => s.p(g((v) => v), h\n        ? d(e)\n        : t(() => new E()));\n}\n`;
  const result = `${head}    return s => s.p(g((v) => v), h\n            ? d(e)\n            : t(() => new E()));\n}\n`;
  assert.equal(made(`${head}    return function (s) {\n${inner}    };\n}\n`, printed), result, 'not `{ if (i) {`');
});

test('a comment that stands elsewhere in its statement, or before its case, stays where it is', () => {
  const chain = 'a();\nb(function () {\n  c();\n}, true) // why\n  .d();\n';
  const moved = 'a();\n\n// why\nb(function () {\n  c();\n}, true).d();\n';
  assert.equal(made(chain, moved), chain);
  const cases = "switch (a) {\n  case 'b':\n    break\n\n  case 'c': // why\n    d()\n}\n";
  assert.equal(made(cases, "switch (a) {\n  case 'b':\n    break;\n  // why\n  case 'c':\n    d();\n}\n"), cases);
  // The control: it has left a block, or passed two statements.
  for (const [before, after] of [
    ['f(function () {\n  // why\n  c();\n});\n', '// why\nf(function () {\n  c();\n});\n'],
    ['if (a) {}\nif (b) {}\n// why\nc();\n', '// why\nif (a) {}\nif (b) {}\nc();\n'],
  ] as const)
    assert.equal(made(before, after), after);
});

test('the same printed text, parsed just before, is a change all the same', () => {
  const before = 'a(1)\n';
  const file = parseJavaScript({ path: 'a.js', text: before, encoding: 'utf-8', hasBom: false, newline: '\n' });
  parseJavaScript({ path: 'a.js', text: 'b(1);\n', encoding: 'utf-8', hasBom: false, newline: '\n' });
  assert.ok(!isSkip(file));
  assert.equal(applyEdits(before, minimalEdits(file, 'b(1);\n')), 'b(1)\n');
});

test('lines that are put in are indented as their neighbours are, and those behind them stay as they are', () => {
  const fields = 'interface O {\n\ta: A;\n\tb: B;\n}\n';
  assert.equal(
    made(fields, 'interface O {\n    c: {\n        d: D;\n    };\n    a: A;\n    b: B;\n}\n', 'a.ts'),
    'interface O {\n\tc: {\n\t\td: D;\n\t};\n\ta: A;\n\tb: B;\n}\n',
  );
  const cases = 'function f() {\n\tswitch (a) {\n\t\tcase 1: // one\n\t\t\tb()\n\t}\n}\n';
  const added =
    'function f() {\n    switch (a) {\n    case 0:\n        c();\n        break;\n    case 1: // one\n        b();\n    }\n}\n';
  const result = 'function f() {\n\tswitch (a) {\n\t\tcase 0:\n\t\t\tc();\n\t\t\tbreak;\n\t\tcase 1: // one\n\t\t\tb()\n\t}\n}\n';
  assert.equal(made(cases, added), result);
});

test('where there is no neighbour, they stand a unit of the file deeper than the line that they belong to', () => {
  const before = 'function f() {\n  a();\n}\nfunction g() {}\n';
  const printed =
    'function f() {\n    a();\n}\nfunction g() {\n    if (b) {\n        c(\n            d,\n            e\n        );\n    } else\n        h();\n}\n';
  const result =
    'function f() {\n  a();\n}\nfunction g() {\n  if (b) {\n    c(\n      d,\n      e\n    );\n  } else\n    h();\n}\n';
  assert.equal(made(before, printed), result);
  assert.equal(
    made('{\n\ta();\n}\n', '{\n    if (b) {\n        a();\n    }\n}\n'),
    '{\n\tif (b) {\n\t\ta();\n\t}\n}\n',
    'wrapped',
  );
});

test('white space that means something is no indentation', () => {
  const printed = 'function f() {\n    a(`\n    b`, /*\n    c */ d);\n    e();\n}\n';
  assert.equal(made('function f() {\n\te();\n}\n', printed), 'function f() {\n\ta(`\n    b`, /*\n    c */ d);\n\te();\n}\n');
});

test('a form feed before a statement stays', () => {
  for (const page of ['\f', ' \v', '\f\n']) {
    const before = `var a = "old"\n${page}var b = 'old';\n`;
    const printed = `let a = "new";\n${page}let b = "new";\n`;
    assert.equal(made(before, printed), `let a = "new";\n${page}let b = 'new';\n`, JSON.stringify(page));
  }
});

test('a comment at the end of a line stays behind what it stood behind, where that stays', () => {
  const list = 'x = [\n\t200, // ok\n\t404, // not found\n\t500 // broken\n]\n';
  const pushed = 'x = [// ok\n200, // not found\n404, // broken\n500, 503];\n';
  assert.equal(made(list, pushed), list.replace('500 // broken', '500, // broken\n\t503'));
  const unshifted = 'x = [\n    1, // ok\n    200, // not found\n    404, // broken\n    500\n];\n';
  assert.equal(made(list, unshifted), list.replace('\t200', '\t1,\n\t200'));
  const call = 'call(\n  a, // the a\n  b // the b\n)\n';
  assert.equal(made(call, 'call(a, // the a\n// the b\nb, c);\n'), 'call(\n  a, // the a\n  b, // the b\n  c\n)\n');
  const cases = 'switch (kind) { // by kind\n\tcase 1: // one\n\t\tgo()\n}\n';
  const added = 'switch (// by kind\nother) {\ncase 0:\n    stop();\ncase 1: // one\n        go()\n}\n';
  const result = 'switch (other) { // by kind\n\tcase 0:\n\t\tstop();\n\tcase 1: // one\n\t\tgo()\n}\n';
  assert.equal(made(cases, added), result);
});

test('a comment goes with what it stood behind', () => {
  for (const after of ['b(); // B\na(); // A\n', 'b(); // B\n', '// A\nb(); // B\n', 'b(); // B\nc(a()); // A\n'])
    assert.equal(made('a(); // A\nb(); // B\n', after), after);
});

test('an entity stays as it was spelt, where it is the same character', () => {
  const before = 'a = <p>{b} x &nbsp; y</p>;\n';
  assert.equal(made(before, 'a = <p>{c} x \u00a0 y</p>;\n'), before.replace('b', 'c'));
  assert.equal(made('a = <p>x &#32;</p>;\n', 'a = <p>x &#32;{c}</p>;\n'), 'a = <p>x &#32;{c}</p>;\n');
});

test('a change on each of 2,000 lines takes no time that grows with their square', () => {
  const lines = (item: (index: number) => string): string =>
    Array.from({ length: 2_000 }, (_, index) => `  ${item(index)}, // comment ${index}\n`).join('');
  const before = `const a = [\n${lines((index) => `{ k: ${index} }`)}];\n`;
  const printed = `const a = [\n  0,\n${lines((index) => `{\n    k: ${index},\n    z: 1\n  }`)}];\n`;
  const start = performance.now();
  assert.equal(made(before, printed).match(/\bz: 1\s*\}, \/\/ comment \d+$/gm)?.length, 2_000);
  // Asking all neighbours of each line for its indentation takes minutes.
  assert.ok(performance.now() - start < 30_000);
});
