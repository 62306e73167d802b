import assert from 'node:assert/strict';
import { replaceRange } from '../../../core/edit.js';
import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import { placeInJavaScript } from '../../../testing/place-javascript.js';
import { suite } from '../../../testing/suite.js';

const test = suite('placeImports of JavaScript: remove and rename');

const remove = (name: string): ImportRequest =>
  name === '' ? { action: 'remove', module: 'm' } : { action: 'remove', module: 'm', name };

/** Text, the names of `m` to remove, and what is left. */
const REMOVED: readonly (readonly [before: string, names: readonly string[], after: string])[] = [
  ["import m from 'm';\nfoo();\n", ['default'], 'foo();\n'],
  ["import * as m from 'm'\n\nfoo()\n", [''], 'foo()\n'],
  ["import a from 'a';\nimport m from 'm';\n\nfoo(a);\n", ['default'], "import a from 'a';\n\nfoo(a);\n"],
  ["import d, { a } from 'm';\nfoo(a);\n", ['default'], "import { a } from 'm';\nfoo(a);\n"],
  ["import d, * as m from 'm';\nfoo(d);\n", [''], "import d from 'm';\nfoo(d);\n"],
  ["import d, * as m from 'm';\nfoo(m);\n", ['default'], "import * as m from 'm';\nfoo(m);\n"],
  ["import d, { a, b, } from 'm';\nfoo(d);\n", ['a', 'b'], "import d from 'm';\nfoo(d);\n"],
  ["import { a, b, c } from 'm';\nfoo(b);\n", ['a', 'c'], "import { b } from 'm';\nfoo(b);\n"],
  ["import {\n  a,\n  b, // two\n  c,\n} from 'm';\nfoo(b);\n", ['a', 'c'], "import {\n  b, // two\n} from 'm';\nfoo(b);\n"],
  ["import { a, /* two */ b } from 'm';\nfoo(a);\n", ['b'], "import { a, /* two */  } from 'm';\nfoo(a);\n"],
  ["// Licence\nimport { a } from 'm'; // why\nfoo();\n", ['a'], '// Licence\n// why\nfoo();\n'],
  ["const m = require('m');\r\nfoo();\r\n", [''], 'foo();\r\n'],
  ["const { a, b } = require('m');\nfoo(b);\n", ['a'], "const { b } = require('m');\nfoo(b);\n"],
  ["const { a } = require('m'), c = require('c');\nfoo(c);\n", ['a'], "const c = require('c');\nfoo(c);\n"],
  ["const c = require('c'), { a } = require('m');\nfoo(c);\n", ['a'], "const c = require('c');\nfoo(c);\n"],
  ["const a = require('m').a;\nfoo({ a: 1 }, x.a);\n", ['a'], 'foo({ a: 1 }, x.a);\n'],
  ["const m = require('m')\n;[1].map(n)\n", [''], ';[1].map(n)\n'],
  ["import m = require('m');\nfoo();\n", [''], 'foo();\n'],
];

for (const [before, names, after] of REMOVED) {
  test(`remove ${names.join(' and ')} of ${JSON.stringify(before)}`, () => {
    assert.equal(placeInJavaScript(before, names.map(remove), 'a.ts'), after);
  });
}

/** `a` of `m` stays in each of these. */
const KEPT: readonly string[] = [
  "import { a } from 'm';\nfoo(a);\n",
  "import { a } from 'm';\nlet x: a.B;\n",
  "import { a } from 'm';\nfoo({ a });\n",
  "import { a } from 'm';\nfoo(...a);\n",
  "import { a } from 'm';\nexport { a as b };\n",
  "import { a } from 'm';\nfoo(`${a}`);\n",
  "import { a /* why */ } from 'm';\n",
  "const { a, ...rest } = require('m');\nfoo(rest);\n",
  "function f() { const { a } = require('m'); }\n",
  "foo()\nconst a = require('m').a\n(1)\n",
  "const a = require('m').a;\n'use strict';\n",
  "bar()\nconst a = require('m').a;\n(foo)()\n",
];

for (const text of KEPT)
  test(`keep a of ${JSON.stringify(text)}`, () => assert.equal(placeInJavaScript(text, [remove('a')], 'a.ts'), text));

test('what JSX is compiled to counts as a use', () => {
  const text = "import React from 'm';\nexport const A = () => <div />;\n";
  assert.equal(placeInJavaScript(text, [remove('default')], 'a.tsx'), text);
  const named = "/** @jsx make */\nimport { make } from 'm';\nexport const A = () => <div />;\n";
  assert.equal(placeInJavaScript(named, [remove('make')], 'a.jsx'), named);
});

test('uses that another edit replaces do not count, uses that it brings do', () => {
  const text = "import { a } from 'm';\nqux();\nfoo(a);\n";
  const at = { start: text.indexOf('foo(a)'), end: text.lastIndexOf(';') };
  assert.equal(placeInJavaScript(text, [remove('a')], 'a.js', [replaceRange(text, at, 'bar()')]), 'qux();\nbar();\n');
  assert.equal(
    placeInJavaScript(text, [remove('a')], 'a.js', [replaceRange(text, at, 'bar(...a)')]),
    "import { a } from 'm';\nqux();\nbar(...a);\n",
  );
});

test('a module that is needed for its effects stays', () => {
  const effect: ImportRequest = { action: 'need', module: 'm', sideEffect: true };
  assert.equal(placeInJavaScript("import { a } from 'm';\nfoo();\n", [remove('a'), effect]), "import 'm';\nfoo();\n");
  assert.equal(placeInJavaScript("const m = require('m')\nfoo()\n", [remove(''), effect]), "require('m')\nfoo()\n");
  const bare: ImportRequest = { action: 'remove', module: 'm', sideEffect: true };
  assert.equal(placeInJavaScript("import 'm';\nfoo();\n", [bare]), 'foo();\n');
  assert.equal(placeInJavaScript("import 'm';\nfoo();\n", [remove('')]), "import 'm';\nfoo();\n");
});

test('need and remove of the same name cancel', () => {
  const text = "import { a } from 'm';\n";
  assert.equal(placeInJavaScript(text, [remove('a'), { action: 'need', module: 'm', name: 'a' }]), text);
});

const b = { module: 'm', name: 'b' };

/** Text, from, to, and what it becomes. */
const RENAMED: readonly (readonly [before: string, from: ImportedName, to: ImportedName, after: string])[] = [
  ["import { b } from 'm';\n", b, { module: 'm', name: 'c' }, "import { c } from 'm';\n"],
  ["import { b as x, d } from 'm';\n", b, { module: 'm', name: 'c' }, "import { c as x, d } from 'm';\n"],
  ["import { b as x, d } from 'm';\n", b, { module: 'n', name: 'c' }, "import { d } from 'm';\nimport { c as x } from 'n';\n"],
  ["import x from 'm';\n", { module: 'm', name: 'default' }, { module: 'n', name: 'default' }, "import x from 'n';\n"],
  [
    "import x from 'm';\n\nfoo();\n",
    { module: 'm', name: 'default' },
    { module: 'n', name: 'c' },
    "import { c as x } from 'n';\n\nfoo();\n",
  ],
  ["import type { b } from 'm';\n", b, { module: 'n', name: 'b' }, "import type { b } from 'n';\n"],
  ["import * as url from 'url';\n", { module: 'url' }, { module: 'querystring' }, "import * as url from 'querystring';\n"],
  ["const { b } = require('m');\n", b, { module: 'n', name: 'c' }, "const { c } = require('n');\n"],
  ["const { b: x, d } = require('m');\n", b, { module: 'm', name: 'c' }, "const { c: x, d } = require('m');\n"],
  ["const { b, ...rest } = require('m');\n", b, { module: 'm', name: 'c' }, "const { c, ...rest } = require('m');\n"],
  ["const b = require('m').b;\n", b, { module: 'n', name: 'c' }, "const c = require('n').c;\n"],
  ["const x = require('m').b;\n", b, { module: 'n', name: 'c' }, "const x = require('n').c;\n"],
  [
    "const x = require('m'), y = require('y');\n",
    { module: 'm' },
    { module: 'n' },
    "const x = require('n'), y = require('y');\n",
  ],
  [
    "function f() { const { b } = require('m'); }\n",
    b,
    { module: 'n', name: 'b' },
    "function f() { const { b } = require('n'); }\n",
  ],
  ["import x = require('m');\n", { module: 'm' }, { module: 'n' }, "import x = require('n');\n"],
  ["import x from 'x';\n", b, { module: 'n', name: 'c' }, "import x from 'x';\n"],
];

for (const [before, from, to, after] of RENAMED) {
  test(`rename in ${JSON.stringify(before)}`, () => {
    assert.equal(placeInJavaScript(before, [{ action: 'rename', ...from, to }], 'a.ts'), after);
  });
}

test('a rename to a name that is taken, or out of a pattern that has a rest, is refused', () => {
  const rename = (text: string, to: ImportedName): string => placeInJavaScript(text, [{ action: 'rename', ...b, to }]);
  assert.match(rename("import { b } from 'm';\nlet c;\n", { module: 'm', name: 'c' }), /^<the name c is bound/);
  assert.match(
    rename("const { b, ...rest } = require('m');\n", { module: 'n', name: 'b' }),
    /^<the import of b cannot be taken out/,
  );
  assert.match(
    rename("function f() { const { b, d } = require('m'); }\n", { module: 'n', name: 'b' }),
    /^<the import of b below module level/,
  );
});

test('two requests for one name are refused', () => {
  const both: readonly ImportRequest[] = [remove('b'), { action: 'rename', ...b, to: { module: 'n', name: 'b' } }];
  assert.equal(placeInJavaScript("import { b } from 'm';\n", both), '<two requests want to change the same import>');
});
