import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Edit, hasConflict, insertAt, replaceRange } from '../../../core/edit.js';
import type { ImportRequest } from '../../../core/fix.js';
import { placeIn, pythonFile } from '../../../testing/place-in.js';
import { suite } from '../../../testing/suite.js';
import { makeScopes } from '../scope/make-scopes.js';
import { placeImports } from './place-imports.js';

const test = suite('placeImports');

const sys: ImportRequest = { action: 'need', module: 'sys' };

const placed = (text: string, requests: readonly ImportRequest[] = [sys], others: readonly Edit[] = []): string =>
  placeIn(text, requests, others);

const need = (module: string, name?: string): ImportRequest =>
  name === undefined ? { action: 'need', module } : { action: 'need', module, name };

/** Each pair is a text and what it becomes when it needs `sys`. */
const IN_RUNS: Readonly<Record<string, readonly [string, string]>> = {
  'in isort order': ['import os\nimport time\n\nx = 1\n', 'import os\nimport sys\nimport time\n\nx = 1\n'],
  'at the end of the sorted plain imports': [
    'import os\nfrom re import compile\n',
    'import os\nimport sys\nfrom re import compile\n',
  ],
  'before the first': ['import time\n', 'import sys\nimport time\n'],
  'below the heading of a group': ['# stdlib\nimport time\n', '# stdlib\nimport sys\nimport time\n'],
  'above the comment of a later import': ['import os\n# tick\nimport time\n', 'import os\nimport sys\n# tick\nimport time\n'],
  'sorted by module alone': ['from os import path\nimport time\n', 'from os import path\nimport sys\nimport time\n'],
  'in the group of the standard library': [
    'import os\nimport re\n\nimport click\nimport yaml\n',
    'import os\nimport re\nimport sys\n\nimport click\nimport yaml\n',
  ],
  'in the first group that has some of the standard library': [
    'import re\nimport click\nimport time\nimport os\n\nfrom unittest import mock\n',
    'import re\nimport click\nimport sys\nimport time\nimport os\n\nfrom unittest import mock\n',
  ],
  'across sorted groups of one section': [
    'import os\nimport re\n\nfrom abc import ABC\n\nimport click\n',
    'import os\nimport re\nimport sys\n\nfrom abc import ABC\n\nimport click\n',
  ],
  'in a new section above': ['import click\n\nfrom . import core\n', 'import sys\n\nimport click\n\nfrom . import core\n'],
  'unsorted: before the first later one': [
    'import re\nimport os\nimport time\nimport abc\n',
    'import re\nimport os\nimport sys\nimport time\nimport abc\n',
  ],
  'unsorted: after the last plain one': [
    'import re\nimport os\nfrom abc import ABC\n',
    'import re\nimport os\nimport sys\nfrom abc import ABC\n',
  ],
  'unsorted: several modules a line': [
    'import re, os\nfrom abc import ABC\n',
    'import re, os\nimport sys\nfrom abc import ABC\n',
  ],
  'after a parenthesised import': [
    'from os import (\n    path,\n)\nx = 1\n',
    'import sys\nfrom os import (\n    path,\n)\nx = 1\n',
  ],
  'with a semicolon': ['import os; import re;  # both\nx = 1\n', 'import os; import re;  # both\nimport sys\nx = 1\n'],
  'with a line continuation': ['import os, \\\n    re\nx = 1\n', 'import os, \\\n    re\nimport sys\nx = 1\n'],
  'at the end of the file without a newline': ['import os', 'import os\nimport sys'],
  'never in try': [
    'try:\n    import json\nexcept ImportError:\n    json = None\nimport os\n',
    'try:\n    import json\nexcept ImportError:\n    json = None\nimport os\nimport sys\n',
  ],
  'before a use between imports': [
    'import os\nsys.path.insert(0, "lib")\nimport time\n',
    'import os\nimport sys\nsys.path.insert(0, "lib")\nimport time\n',
  ],
  'above a use that comes before the imports': [
    '"""Doc."""\nsys.path.insert(0, "lib")\nimport time\n',
    '"""Doc."""\n\nimport sys\n\nsys.path.insert(0, "lib")\nimport time\n',
  ],
  'above a call of a function that uses it': [
    'def f():\n    sys.exit()\nf()\nimport time\n',
    'import sys\n\ndef f():\n    sys.exit()\nf()\nimport time\n',
  ],
  'below a function that uses it and is not called yet': [
    'def f():\n    sys.exit()\n\nimport time\nf()\n',
    'def f():\n    sys.exit()\n\nimport sys\nimport time\nf()\n',
  ],
  'with the newline of its neighbour': [
    'import os\r\nimport time\r\nx = 1\ny = 2\nz = 3\n',
    'import os\r\nimport sys\r\nimport time\r\nx = 1\ny = 2\nz = 3\n',
  ],
  'with lone carriage returns': ['import os\rx = 1\r', 'import os\rimport sys\rx = 1\r'],
  'with a form feed': ['import os\n\fimport time\n', 'import os\nimport sys\n\fimport time\n'],
};

const BELOW_HEADERS: Readonly<Record<string, readonly [string, string]>> = {
  'nothing above': ['print(sys.argv)\n', 'import sys\n\nprint(sys.argv)\n'],
  'an empty file': ['', 'import sys\n'],
  'a file of comments': ['# only\n', '# only\n\nimport sys\n'],
  'a file of one comment without a newline': ['# only', '# only\n\nimport sys'],
  'a shebang': ['#!/usr/bin/env python3\nprint(1)\n', '#!/usr/bin/env python3\n\nimport sys\n\nprint(1)\n'],
  'a licence and a cookie': [
    '#!/bin/python\n# -*- coding: utf-8 -*-\n# Copyright\n\nprint(1)\n',
    '#!/bin/python\n# -*- coding: utf-8 -*-\n# Copyright\n\nimport sys\n\nprint(1)\n',
  ],
  'a licence and a comment on the first statement': [
    '# Copyright\n\n# one\nprint(1)\n',
    '# Copyright\n\nimport sys\n\n# one\nprint(1)\n',
  ],
  'a cookie that touches a definition': [
    '# coding: latin-1\ndef f():\n    pass\n',
    '# coding: latin-1\n\nimport sys\n\ndef f():\n    pass\n',
  ],
  'a comment on the first definition': ['# Does it.\ndef f():\n    pass\n', 'import sys\n\n# Does it.\ndef f():\n    pass\n'],
  'a docstring': ['"""Doc."""\n\nprint(1)\n', '"""Doc."""\n\nimport sys\n\nprint(1)\n'],
  'a raw docstring': ['r"""Doc."""\nprint(1)\n', 'r"""Doc."""\n\nimport sys\n\nprint(1)\n'],
  'a concatenated docstring in parentheses': [
    '("Do"  # half\n "c.")\nprint(1)\n',
    '("Do"  # half\n "c.")\n\nimport sys\n\nprint(1)\n',
  ],
  'an f-string, which is none': ['f"""Doc."""\nprint(1)\n', 'import sys\n\nf"""Doc."""\nprint(1)\n'],
  'bytes, which are none': ['b"""Doc."""\nprint(1)\n', 'import sys\n\nb"""Doc."""\nprint(1)\n'],
  'a docstring and blank lines above a definition': [
    '"""Doc."""\n\n\ndef f():\n    pass\n',
    '"""Doc."""\n\nimport sys\n\n\ndef f():\n    pass\n',
  ],
  'a parenthesised future import': [
    '"""Doc."""\nfrom __future__ import (\n    annotations,\n)\nprint(1)\n',
    '"""Doc."""\nfrom __future__ import (\n    annotations,\n)\n\nimport sys\n\nprint(1)\n',
  ],
  'future imports with a backslash and a semicolon': [
    'from __future__ import annotations; from __future__ import \\\n    division\nprint(1)\n',
    'from __future__ import annotations; from __future__ import \\\n    division\n\nimport sys\n\nprint(1)\n',
  ],
  'two future imports around a comment': [
    'from __future__ import annotations\n# and\nfrom __future__ import division\nimport os\n',
    'from __future__ import annotations\n# and\nfrom __future__ import division\nimport os\nimport sys\n',
  ],
  'as many blank lines as the file has above definitions': [
    'def f():\n    pass\n\n\ndef g():\n    pass\n',
    'import sys\n\n\ndef f():\n    pass\n\n\ndef g():\n    pass\n',
  ],
};

for (const [title, [before, after]] of Object.entries(IN_RUNS)) test(title, () => assert.equal(placed(before), after));
for (const [title, [before, after]] of Object.entries(BELOW_HEADERS))
  test(`below ${title}`, () => assert.equal(placed(before), after));

test('the docstring and the first use on one line leave no place', () => {
  assert.match(placed('"""Doc."""; print(sys.argv)\n'), /^<there is no place for `import sys`/);
});

test('what is bound to the same thing is not imported again', () => {
  assert.equal(placed('import os, sys\n'), 'import os, sys\n');
  assert.equal(placed('import os.path\n', [need('os')]), 'import os.path\n');
  assert.equal(placed('import os\n', [need('os.path')]), 'import os\nimport os.path\n');
});

test('what is bound to something else is refused', () => {
  assert.equal(placed('import os\nsys = 1\n'), '<the name sys is bound to something else on line 2>');
  assert.equal(placed('import os as sys\n'), '<the name sys is bound to something else on line 1>');
  assert.match(placed('try:\n    import sys\nfinally:\n    pass\n'), /only under a condition/);
});

test('several requests are merged', () => {
  assert.equal(
    placed('import os\n', [need('sys'), need('re', 'compile'), need('logging'), need('sys'), need('re', 'Match')]),
    'import logging\nimport os\nimport sys\nfrom re import Match, compile\n',
  );
  assert.equal(placed('x = 1\n', [need('sys'), need('os')]), 'import os\nimport sys\n\nx = 1\n');
});

test('a from import gains a name', () => {
  const jar = (text: string): string => placed(text, [need('jar', 'b')]);
  assert.equal(jar('from jar import a\n'), 'from jar import a, b\n');
  assert.equal(jar('from jar import a, c\n'), 'from jar import a, b, c\n');
  assert.equal(jar('from jar import (a)\n'), 'from jar import (a, b)\n');
  assert.equal(jar('from jar import a  # noqa\n'), 'from jar import a  # noqa\nfrom jar import b\n');
  assert.equal(jar('from jar import (\n    a,  # first\n)\n'), 'from jar import (\n    a,  # first\n    b,\n)\n');
  assert.equal(jar('from jar import (\n    a  # first\n)\n'), 'from jar import (\n    a,  # first\n    b\n)\n');
  assert.equal(jar('from jar import (\n    a,\n    c\n)\n'), 'from jar import (\n    a,\n    b,\n    c\n)\n');
  assert.equal(jar('from jar import a\nfrom jar import c\n'), 'from jar import a\nfrom jar import b\nfrom jar import c\n');
  assert.equal(jar('from jar import *\n'), '<the star import on line 1 may bind b>');
});

test('an edit that meets the place moves the import to an equal one', () => {
  const text = 'import os\nx = 1\n';
  assert.equal(placed(text, [sys], [insertAt(10, 'y = sys.argv\n')]), 'import os\nimport sys\ny = sys.argv\nx = 1\n');
  assert.equal(placed(text, [sys], [insertAt(9, '  # here')]), 'import os  # here\nimport sys\nx = 1\n');
  assert.match(placed(text, [sys], [replaceRange(text, { start: 0, end: 15 }, '')]), /^<there is no place/);
});

test('an edit that uses the name comes after the import', () => {
  const text = '"""Doc."""\nx = 1\nimport os\n';
  const at = text.indexOf('import os');
  assert.equal(placed(text, [sys], [insertAt(at, 'y = sys.argv\n')]), '"""Doc."""\nx = 1\nimport sys\ny = sys.argv\nimport os\n');
  assert.equal(placed(text, [sys], [insertAt(at - 2, 'sys')]), '"""Doc."""\n\nimport sys\n\nx = sys1\nimport os\n');
});

test('an edit that uses the name where it means something else is refused', () => {
  const text = 'def f(sys):\n    pass\n\n\ndef g():\n    pass\n';
  const edit = (at: number): Edit =>
    replaceRange(text, { start: text.indexOf('pass', at), end: text.indexOf('pass', at) + 4 }, 'sys.exit()');
  assert.equal(placed(text, [sys], [edit(0)]), '<the name sys means something else around line 2>');
  assert.match(placed(text, [sys], [edit(20)]), /^import sys\n\n\ndef f/);
});

test('whatever else is edited, the imports meet no other edit', () => {
  const text = '"""Doc."""\n\nimport os\nfrom re import (\n    compile,\n)\n\nx = sys.argv\n';
  const edits = fc.uniqueArray(fc.nat(text.length), { maxLength: 8 }).map((offsets) =>
    offsets
      .sort((a, b) => a - b)
      .flatMap((start, index, all) => {
        const end = index % 2 === 0 ? all[index + 1] : undefined;
        return index % 2 === 0
          ? [replaceRange(text, { start, end: end === undefined ? start : end - 1 }, `${text[start] ?? ''} `)]
          : [];
      })
      .filter((edit) => edit.start <= edit.end),
  );
  fc.assert(
    fc.property(edits, (others) => {
      const file = pythonFile(text);
      const result = placeImports(file, makeScopes(file), [sys, need('re', 'match'), { action: 'remove', module: 'os' }], others);
      return 'refused' in result || !hasConflict([...result.edits, ...others]);
    }),
  );
});

test('what only imports of JavaScript know is refused', () => {
  const requests: readonly ImportRequest[] = [
    { action: 'need', module: 'os', as: 'o' },
    { action: 'need', module: 'os', typeOnly: true },
    { action: 'remove', module: 'os', sideEffect: true },
    { action: 'rename', module: 'os', to: { module: 'os', as: 'o' } },
  ];
  for (const request of requests) assert.match(placed('import os\n', [request]), /^<`as`, `typeOnly` and `sideEffect` are for/);
});
