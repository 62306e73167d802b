import assert from 'node:assert/strict';
import { insertAt, replaceRange } from '../../../core/edit.js';
import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import { placeIn } from '../../../testing/place-in.js';
import { suite } from '../../../testing/suite.js';

const test = suite('placeImports: remove and rename');

const remove = (module: string, name?: string): ImportRequest =>
  name === undefined ? { action: 'remove', module } : { action: 'remove', module, name };
const rename = (from: ImportedName, to: ImportedName): ImportRequest => ({ action: 'rename', ...from, to });

/** Text, the module (and name) to remove, and what is left. */
const REMOVED: readonly (readonly [string, string, string])[] = [
  ['import os\nimport sys\nimport re\n', 'sys', 'import os\nimport re\n'],
  ['import os, sys\n', 'sys', 'import os\n'],
  ['import sys, os\n', 'sys', 'import os\n'],
  ['import re, sys, os\n', 'sys', 'import re, os\n'],
  ['import sys, \\\n    os\n', 'sys', 'import os\n'],
  ['import os, \\\n    sys\n', 'sys', 'import os\n'],
  ['import os; import sys; import re\n', 'sys', 'import os; import re\n'],
  ['import os; import sys  # both\n', 'sys', 'import os  # both\n'],
  ['import sys; import os\n', 'sys', 'import os\n'],
  ['import os\nimport sys', 'sys', 'import os'],
  ['import sys', 'sys', ''],
  ['import os\r\nimport sys\r\nx = 1\r\n', 'sys', 'import os\r\nx = 1\r\n'],
  ['import os\rimport sys\rx = 1\r', 'sys', 'import os\rx = 1\r'],
  ['import sys as s\n', 'sys', ''],
  ['"""Doc."""\n\nimport sys\n\nx = 1\n', 'sys', '"""Doc."""\n\nx = 1\n'],
  ['"""Doc."""\n\nimport sys\n\n\ndef f():\n    pass\n', 'sys', '"""Doc."""\n\n\ndef f():\n    pass\n'],
  ['import sys\n\nx = 1\n', 'sys', 'x = 1\n'],
  ['# Licence\n\nimport sys\n\nx = 1\n', 'sys', '# Licence\n\nx = 1\n'],
  ['# Why\nimport sys\n\nx = 1\n', 'sys', '# Why\n\nx = 1\n'],
  ['from m import a\nx = 1\n', 'm.a', 'x = 1\n'],
  ['from m import a, b\n', 'm.a', 'from m import b\n'],
  ['from m import (a, b)\n', 'm.b', 'from m import (a)\n'],
  ['from m import (\n    a,  # first\n    b,  # second\n)\n', 'm.a', 'from m import (\n    b,  # second\n)\n'],
  ['from m import (\n    a,\n    b\n)\n', 'm.b', 'from m import (\n    a,\n)\n'],
  ['from m import (a,  # first\n    b, c)\n', 'm.b', 'from m import (a,  # first\n    c)\n'],
  ['from m import (a,  # first\n    b)\n', 'm.b', 'from m import (a,  # first\n    )\n'],
];

for (const [before, what, after] of REMOVED) {
  test(`remove ${what} of ${JSON.stringify(before)}`, () => {
    const [module = '', name] = what.split('.');
    assert.equal(placeIn(before, [remove(module, name)]), after);
  });
}

/** `sys` stays in each of these. */
const USED: readonly string[] = [
  'import sys\nsys.exit()\n',
  'import sys\ndef f():\n    return sys.argv\n',
  'import sys\n__all__ = ["main", "sys"]\n',
  'import sys\nx: "sys.Thing" = 1\n',
  'import sys\nclass A:\n    sys = sys\n',
  'try:\n    import sys\nexcept ImportError:\n    pass\n',
  'def f():\n    import sys\n',
];

for (const text of USED) test(`keep sys of ${JSON.stringify(text)}`, () => assert.equal(placeIn(text, [remove('sys')]), text));

test('a docstring that speaks of the name is no use', () => {
  assert.equal(placeIn('"""sys"""\nimport sys\nx = 1\n', [remove('sys')]), '"""sys"""\nx = 1\n');
});

test('uses that another edit replaces do not count, uses that it brings do', () => {
  const text = 'import sys\nimport os\nsys.exit(1)\n';
  const at = { start: text.indexOf('sys.exit'), end: text.length - 1 };
  assert.equal(placeIn(text, [remove('sys')], [replaceRange(text, at, 'leave(1)')]), 'import os\nleave(1)\n');
  assert.equal(placeIn(text, [remove('sys')], [replaceRange(text, at, 'leave(sys)')]), 'import sys\nimport os\nleave(sys)\n');
  assert.equal(placeIn(text, [remove('sys')]), text);
});

test('two names of one statement are removed together', () => {
  const both = [remove('m', 'a'), remove('m', 'b')];
  assert.equal(placeIn('from m import a, b, c\n', both), 'from m import c\n');
  assert.equal(placeIn('from m import c, a, b\n', both), 'from m import c\n');
  assert.equal(placeIn('from m import a, c, b\n', both), 'from m import c\n');
  assert.equal(placeIn('from m import a, b\nx = 1\n', both), 'x = 1\n');
  assert.equal(placeIn('from m import (\n    a,\n    # two\n    b,\n    c,\n)\n', both), 'from m import (\n    c,\n)\n');
});

test('need and remove of the same name cancel', () => {
  assert.equal(placeIn('import sys\n', [remove('sys'), { action: 'need', module: 'sys' }]), 'import sys\n');
});

test('two requests for one name are refused', () => {
  const both = [remove('a'), rename({ module: 'a' }, { module: 'b' })];
  assert.equal(placeIn('import a\n', both), '<two requests want to change the same import>');
});

test('need and remove that meet become one edit', () => {
  assert.equal(placeIn('import os\nimport re\n', [remove('re'), { action: 'need', module: 'sys' }]), 'import os\nimport sys\n');
});

test('an edit on the import to remove is refused', () => {
  const text = 'import sys\nx = 1\n';
  assert.match(placeIn(text, [remove('sys')], [insertAt(10, '  # why')]), /^<another change of the file meets its import/);
});

/** Text, from, to, and what it becomes. */
const RENAMED: readonly (readonly [string, ImportedName, ImportedName, string])[] = [
  ['import json\n', { module: 'json' }, { module: 'simplejson' }, 'import simplejson\n'],
  ['import json as j, os\n', { module: 'json' }, { module: 'simplejson' }, 'import simplejson as j, os\n'],
  ['from a import b\n', { module: 'a', name: 'b' }, { module: 'a', name: 'c' }, 'from a import c\n'],
  ['from a import b as x, d\n', { module: 'a', name: 'b' }, { module: 'a', name: 'c' }, 'from a import c as x, d\n'],
  ['from a import b\n', { module: 'a', name: 'b' }, { module: 'n.m', name: 'c' }, 'from n.m import c\n'],
  ['def f():\n    from a import b\n', { module: 'a', name: 'b' }, { module: 'n', name: 'b' }, 'def f():\n    from n import b\n'],
  [
    'from a import b, d\nx = 1\n',
    { module: 'a', name: 'b' },
    { module: 'n', name: 'b' },
    'from a import d\nfrom n import b\nx = 1\n',
  ],
  [
    'from a import b as k, d\n',
    { module: 'a', name: 'b' },
    { module: 'n', name: 'c' },
    'from a import d\nfrom n import c as k\n',
  ],
  ['import a\n', { module: 'a' }, { module: 'p', name: 'a' }, 'from p import a\n'],
  ['import a as k, d\n', { module: 'a' }, { module: 'p', name: 'a' }, 'import d\nfrom p import a as k\n'],
  ['import os\n', { module: 'a' }, { module: 'b' }, 'import os\n'],
];

for (const [before, from, to, after] of RENAMED) {
  test(`rename in ${JSON.stringify(before)}`, () => assert.equal(placeIn(before, [rename(from, to)]), after));
}

test('a rename that would need a new statement inside a function is refused', () => {
  const text = 'def f():\n    from a import b, d\n';
  assert.match(
    placeIn(text, [rename({ module: 'a', name: 'b' }, { module: 'n', name: 'b' })]),
    /^<the import of b below module level/,
  );
});
