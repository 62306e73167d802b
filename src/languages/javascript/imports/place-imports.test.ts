import assert from 'node:assert/strict';
import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import { placeInJavaScript } from '../../../testing/place-javascript.js';
import { suite } from '../../../testing/suite.js';

const test = suite('placeImports of JavaScript');

const need = (module: string, name?: string, more: Omit<ImportedName, 'module' | 'name'> = {}): ImportRequest => ({
  action: 'need',
  module,
  ...(name === undefined ? {} : { name }),
  ...more,
});
const path = [need('path')];
const type = { typeOnly: true } as const;

/** File, text, requests, and the text that comes out. */
type Row = readonly [file: string, before: string, requests: readonly ImportRequest[], after: string];

const AMONG_IMPORTS: readonly Row[] = [
  ['a.js', "import fs from 'fs';\nfoo();\n", path, "import fs from 'fs';\nimport path from 'path';\nfoo();\n"],
  [
    'a.js',
    "import fs from 'node:fs';\nimport zlib from 'node:zlib';\n\nimport x from 'x';\n",
    path,
    "import fs from 'node:fs';\nimport path from 'node:path';\nimport zlib from 'node:zlib';\n\nimport x from 'x';\n",
  ],
  [
    'a.js',
    "import x from 'x';\n\nimport y from './y';\n",
    path,
    "import path from 'node:path';\n\nimport x from 'x';\n\nimport y from './y';\n",
  ],
  ['a.js', "import x from 'x';\nfoo();\n", path, "import path from 'node:path';\nimport x from 'x';\nfoo();\n"],
  [
    'a.js',
    "import './first'\nimport x from './x'\n",
    path,
    "import './first'\nimport path from 'node:path'\nimport x from './x'\n",
  ],
  [
    'a.js',
    "import z from 'z';\nimport a from 'a';\n",
    [need('m', 'x')],
    "import z from 'z';\nimport a from 'a';\nimport { x } from 'm';\n",
  ],
  ['a.js', 'import {a} from "a"\n', [need('m', 'x')], 'import {a} from "a"\nimport {x} from "m"\n'],
  ['a.ts', "import * as fs from 'fs'\n", path, "import * as fs from 'fs'\nimport * as path from 'path'\n"],
  [
    'a.ts',
    "import fs = require('fs');\nexport = 1;",
    path,
    "import fs = require('fs');\nimport path = require('path');\nexport = 1;",
  ],
  [
    'a.js',
    "// @ts-ignore\nimport b from 'b';\nimport c from 'c';\n",
    [need('a')],
    "// @ts-ignore\nimport b from 'b';\nimport c from 'c';\nimport * as a from 'a';\n",
  ],
  [
    'a.js',
    "import b from 'b'; // b\n// c\nimport d from 'd';\n",
    [need('c')],
    "import b from 'b'; // b\nimport * as c from 'c';\n// c\nimport d from 'd';\n",
  ],
  ['a.js', "const fs = require('fs')\nmain()\n", path, "const fs = require('fs')\nconst path = require('path')\nmain()\n"],
  [
    'a.js',
    "var b = require('./b')\n;[1].map(b)\n",
    path,
    "var path = require('node:path')\nvar b = require('./b')\n;[1].map(b)\n",
  ],
  [
    'a.js',
    "let fs = require('fs')\n\n;[1].map(fs)\n",
    path,
    "let fs = require('fs')\nlet path = require('path')\n\n;[1].map(fs)\n",
  ],
  [
    'a.js',
    "require('dotenv').config();\nconst a = require('a');\nrun();\nconst b = require('b');\n",
    [need('c')],
    "require('dotenv').config();\nconst a = require('a');\nconst c = require('c');\nrun();\nconst b = require('b');\n",
  ],
];

const BELOW_HEADERS: readonly Row[] = [
  ['a.js', 'export const a = 1;\n', path, "import path from 'node:path';\n\nexport const a = 1;\n"],
  ['a.ts', 'export const a = 1\n', path, "import * as path from 'node:path'\n\nexport const a = 1\n"],
  ['a.mjs', '', path, "import path from 'node:path';\n"],
  ['a.mjs', '// only', path, "// only\n\nimport path from 'node:path';"],
  ['a.mjs', "'use client'\n", path, "'use client'\n\nimport path from 'node:path';\n"],
  ['a.cjs', 'foo()\n', path, "const path = require('node:path')\n\nfoo()\n"],
  ['a.cts', 'foo()\n', path, "import path = require('node:path')\n\nfoo()\n"],
  [
    'a.js',
    "#!/usr/bin/env node\n'use strict'; // why\nmain();\nfunction main() { require('x'); }\n",
    path,
    "#!/usr/bin/env node\n'use strict'; // why\n\nconst path = require('node:path');\n\nmain();\nfunction main() { require('x'); }\n",
  ],
  [
    'a.js',
    '// Copyright me\nexports.a = 1;\n',
    path,
    "// Copyright me\n\nconst path = require('node:path');\n\nexports.a = 1;\n",
  ],
  ['a.js', '/** Does it. */\nexports.a = 1;\n', path, "const path = require('node:path');\n\n/** Does it. */\nexports.a = 1;\n"],
  [
    'a.js',
    '/* eslint-env node */\n\n// eslint-disable-next-line\nexports.a = 1;\n',
    path,
    "/* eslint-env node */\n\nconst path = require('node:path');\n\n// eslint-disable-next-line\nexports.a = 1;\n",
  ],
  ['a.js', "require('x')\r\n", [need('y', 'z')], "require('x')\r\nconst { z } = require('y')\r\n"],
  [
    'a.js',
    'if (require.main === module) main();\n(main)();\n',
    [need('y', 'z')],
    "const { z } = require('y');\n\nif (require.main === module) main();\n(main)();\n",
  ],
];

const INTO_STATEMENTS: readonly Row[] = [
  [
    'a.js',
    "import { open } from 'node:fs';\n",
    [need('fs', 'zero'), need('fs', 'append')],
    "import { append, open, zero } from 'node:fs';\n",
  ],
  [
    'a.js',
    "import {\n  open,\n  read,\n} from 'fs';\n",
    [need('fs', 'pick'), need('fs', 'append'), need('fs', 'zero')],
    "import {\n  append,\n  open,\n  pick,\n  read,\n  zero,\n} from 'fs';\n",
  ],
  ['a.js', "import fs from 'fs';\n", [need('fs', 'open')], "import fs, { open } from 'fs';\n"],
  ['a.js', "import * as fs from 'fs';\n", [need('fs', 'open')], "import * as fs from 'fs';\nimport { open } from 'fs';\n"],
  ['a.js', "import { a } from 'm';\n", [need('m', 'default', { as: 'm' })], "import m, { a } from 'm';\n"],
  ['a.js', "import { a } from 'm';\n", [need('m', 'b', { as: 'c' })], "import { a, b as c } from 'm';\n"],
  ['a.js', "import { a /* one */ } from 'm';\n", [need('m', 'b')], "import { a /* one */ } from 'm';\nimport { b } from 'm';\n"],
  [
    'a.js',
    "import a from './a.json' with { type: 'json' };\n",
    [need('./a.json', 'b')],
    "import a from './a.json' with { type: 'json' };\nimport { b } from './a.json';\n",
  ],
  [
    'a.js',
    "const { open } = require('fs');\n",
    [need('fs', 'read'), need('fs', 'append')],
    "const { append, open, read } = require('fs');\n",
  ],
  [
    'a.js',
    "const { open, ...fs } = require('fs');\n",
    [need('fs', 'read')],
    "const { open, ...fs } = require('fs');\nconst { read } = require('fs');\n",
  ],
  ['a.ts', "import { A } from 'm';\n", [need('m', 'B', type)], "import { A } from 'm';\nimport type { B } from 'm';\n"],
  ['a.ts', "import { A, type C } from 'm';\n", [need('m', 'B', type)], "import { A, type B, type C } from 'm';\n"],
  ['a.ts', "import type { A } from 'm';\n", [need('m', 'B', type)], "import type { A, B } from 'm';\n"],
  ['a.ts', "import type { A } from 'm';\n", [need('m', 'B')], "import type { A } from 'm';\nimport { B } from 'm';\n"],
];

const MERGED: readonly Row[] = [
  [
    'a.js',
    'export default 1\n',
    [
      need('fs', 'read'),
      need('fs', 'open'),
      need('path'),
      need('x', 'default', { as: 'X' }),
      need('y'),
      need('./z', undefined, { sideEffect: true }),
    ],
    "import { open, read } from 'node:fs';\nimport path from 'node:path';\nimport X from 'x';\nimport * as y from 'y';\nimport './z';\n\nexport default 1\n",
  ],
  ['a.js', "import 'm';\n", [need('m', undefined, { sideEffect: true })], "import 'm';\n"],
  ['a.js', "import path from 'path';\n", [need('node:path'), need('path')], "import path from 'path';\n"],
  ['a.cjs', "const path = require('path');\n", [need('path', 'default', { as: 'path' })], "const path = require('path');\n"],
  [
    'a.js',
    "foo(process.argv); require('x')\n",
    [need('process')],
    "const process = require('node:process')\n\nfoo(process.argv); require('x')\n",
  ],
  ['a.js', 'export {};\n', [need('node:test', 'describe')], "import { describe } from 'node:test';\n\nexport {};\n"],
];

for (const [title, rows] of Object.entries({
  'among imports': AMONG_IMPORTS,
  'below headers': BELOW_HEADERS,
  'into statements': INTO_STATEMENTS,
  merged: MERGED,
})) {
  for (const [file, before, requests, after] of rows) {
    test(`${title}: ${file} ${JSON.stringify(before)}`, () => {
      assert.equal(placeInJavaScript(before, requests, file), after);
      assert.equal(placeInJavaScript(after, requests, file), after, 'nothing is left to do');
    });
  }
}

const REFUSED: readonly Row[] = [
  ['a.js', 'foo()', path, 'it neither imports, exports nor requires'],
  ['a.ts', 'foo()', path, 'it neither imports, exports nor requires'],
  ['a.js', "if (typeof module === 'object') module.exports = 1;", path, 'it asks whether it is one'],
  ['a.js', "define(function (require, exports, module) { module.exports = require('x'); });", path, 'it neither imports'],
  ['a.js', "'use strict'; main(); require('x')", path, 'there is no line for'],
  ['a.js', 'let path = 1; export { path };', path, 'bound to something else on line 1'],
  ['a.ts', 'export {};\nenum path { a }', path, 'declared on line 2'],
  ['a.ts', 'export {};\ndeclare namespace path {}', path, 'declared on line 2'],
  ['a.ts', 'export {};\ninterface path {}', path, 'declared on line 2'],
  ['a.js', "require('x'); path = 1", path, 'assigned on line 1'],
  ['a.js', "require('x'); [path] = [1]", path, 'assigned on line 1'],
  ['a.js', "require('x'); for (path of []);", path, 'assigned on line 1'],
  ['a.js', "require('x'); crypto.subtle", [need('crypto')], 'crypto is a global, used on line 1'],
  ['a.ts', "import type path from 'path';", path, 'imported on line 1 only as a type'],
  ['a.js', "let path = require('path'); path = 1", path, 'bound to something else'],
  ['a.js', "import path from 'other';", path, 'bound to something else'],
  ['a.js', "import * as assert from 'assert';", [need('assert', 'default', { as: 'assert' })], 'bound to something else'],
  ['a.js', 'export {};', [need('fs/promises')], 'needs a name in the file'],
  ['a.js', 'export {};', [need('m', 'class')], 'needs a name in the file'],
  ['a.cjs', '', [need('module')], 'a name that each module has of its own'],
  ['a.cjs', '', [need('m', 'default', { as: 'm' })], 'cannot be told where modules are required'],
  ['a.cjs', '', [need('m', 'T', type)], 'another kind of module'],
  ['a.ts', "import a = require('a');", [need('m', 'T')], 'binds whole modules alone'],
];

for (const [file, text, requests, why] of REFUSED) {
  test(`refused: ${file} ${JSON.stringify(text)}`, () => {
    const result = placeInJavaScript(text, requests, file);
    assert.equal(result.startsWith('<') && result.includes(why), true, result);
  });
}

const used = (text: string, mark: string, newText: string): Edit =>
  replaceRange(text, { start: text.indexOf(mark), end: text.indexOf(mark) + mark.length }, newText);

test('a name that means something else where an edit uses it is refused', () => {
  const bodies = [
    'function f(path) { HERE }',
    'for (const path of []) HERE',
    'const g = (path) => HERE',
    'class path { m() { HERE } }',
  ];
  for (const body of bodies) {
    const text = `export {};\n{ ${body} }\n`;
    assert.match(placeInJavaScript(text, path, 'a.js', [used(text, 'HERE', 'path.sep')]), /^<the name path means something else/);
    const fine = text.replaceAll('path', 'way');
    assert.match(placeInJavaScript(fine, path, 'a.js', [used(fine, 'HERE', 'path.sep')]), /^import path/);
  }
  const text = "require('x'); with (a) { HERE }";
  assert.match(placeInJavaScript(text, path, 'a.js', [used(text, 'HERE', 'path.sep')]), /^<the name path means something else/);
});

test('a require that stands below the use does not count', () => {
  const text = "main();\nHERE;\nconst path = require('path');\nTHERE;\n";
  const at = (mark: string) => placeInJavaScript(text, path, 'a.js', [used(text, mark, 'path.sep')]);
  assert.match(at('HERE'), /^<the name path is required only later, on line 3/);
  assert.match(at('THERE'), /path\.sep;\n$/);
});

test('an edit that meets the place moves the import to another one', () => {
  const text = "import a from 'a';\nimport b from 'b';\nfoo();\n";
  const at = text.indexOf('\nfoo');
  assert.equal(
    placeInJavaScript(text, [need('c', 'd')], 'a.js', [insertAt(at, ' // b')]),
    "import a from 'a';\nimport { d } from 'c';\nimport b from 'b'; // b\nfoo();\n",
  );
  assert.match(placeInJavaScript(text, path, 'a.js', [replaceRange(text, { start: 0, end: at + 1 }, '')]), /^<there is no line/);
});
