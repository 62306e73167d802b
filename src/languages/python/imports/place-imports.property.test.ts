import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeIn } from '../../../testing/place-in.js';
import { hasPython, python3, skipLoudly } from '../../../testing/python.js';
import { suite } from '../../../testing/suite.js';

const test = suite('placeImports under CPython');

interface Case {
  readonly before: string;
  readonly after: string;
}

/**
 * Tells for each case what is wrong with it, or an empty string (null for a text that Python refuses as it is): both must compile, the trees must be equal but for one
 * `import sys` at module level above the first use, docstring and compiler flags must be the same.
 */
const JUDGE = `
import ast, json, sys

def uses(node):
    if isinstance(node, ast.FunctionDef):
        return False
    return isinstance(node, ast.Name) and node.id == "sys" or any(map(uses, ast.iter_child_nodes(node)))

def fault(before, after):
    try:
        compile(before, "a.py", "exec", dont_inherit=True)
    except SyntaxError:
        return None
    try:
        old, new = ast.parse(before), ast.parse(after)
        flags = [compile(text, "a.py", "exec", dont_inherit=True).co_flags for text in (before, after)]
    except SyntaxError as error:
        return f"does not compile: {error}"
    if ast.get_docstring(old, clean=False) != ast.get_docstring(new, clean=False):
        return "another docstring"
    if flags[0] != flags[1]:
        return "other __future__ flags"
    added = [n for n in new.body if isinstance(n, ast.Import) and [(a.name, a.asname) for a in n.names] == [("sys", None)]]
    if len(added) != 1:
        return f"{len(added)} imports"
    if any(uses(n) for n in new.body[:new.body.index(added[0])]):
        return "imported after its use"
    new.body.remove(added[0])
    return "" if ast.dump(old) == ast.dump(new) else "another tree"

print(json.dumps([fault(case["before"], case["after"]) for case in json.load(sys.stdin)]))
`;

function judge(cases: readonly Case[]): readonly (string | null)[] {
  const { stdout, stderr } = python3(['-c', JUDGE], { input: JSON.stringify(cases) });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly (string | null)[];
}

const lines = (...choices: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...choices);
const some = (choice: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(choice, { maxLength }).map((parts) => parts.join(''));

const gap = some(lines('\n', '\n\n', '# note\n', '  # odd column\n', '\f\n', '# type: ignore\n'), 2);
const shebang = lines(
  '',
  '#!/usr/bin/env python3\n',
  '#!/bin/sh\n# -*- coding: utf-8 -*-\n',
  '# vim: set fileencoding=utf-8 :\n',
);
const licence = lines(
  '',
  '# Copyright (c) us\n# License: MIT\n',
  '# licence\n\n',
  '\n\n',
  '# /// script\n# dependencies = []\n# ///\n',
);
const docstring = lines(
  '',
  '"""Doc."""\n',
  "r'''Do\\c.\n\nimport nothing\n'''\n",
  '"Do" \\\n    "c."\n',
  '("Do"  # half\n\n "c.")\n',
  'u"Doc."  # why\n',
);
const notDocstring = lines(
  '"Doc."; VERSION = 1\n',
  'f"""No doc."""\n',
  'b"No doc."\n',
  '"No" + "doc."\n',
  '("No doc.",)\n',
  '"Doc."; import time\n',
);
const future = lines(
  '',
  'from __future__ import annotations\n',
  'from __future__ import (\n    annotations,  # lazily\n    division,\n)\n',
  'from __future__ import \\\n    division\n\n# and\nfrom __future__ import generators\n',
  'from __future__ import annotations; from __future__ import division\n',
  'from __future__ import division; import abc\n',
);
const header = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(docstring, gap, future).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: notDocstring },
);
const importLine = lines(
  'import os\n',
  'import abc, re\n',
  'import time  # tick\n',
  'import zlib; import bz2;\n',
  'import os.path as p, \\\n    json\n',
  'from re import (\n    compile,  # one\n    match\n)\n',
  'from collections import OrderedDict\n',
  'import click\n',
  'from . import core\n',
  'from os import path; from os import sep\n',
);
const run = fc.array(fc.oneof({ weight: 4, arbitrary: importLine }, gap), { maxLength: 6 }).map((parts) => parts.join(''));
const code = some(
  lines(
    'sys.path.insert(0, ".")\n',
    'if True:\n    import math\n',
    'try:\n\timport json\nexcept ImportError:\n\tjson = None\n',
    'def main():\n  return sys.argv\n',
    '\n\n@cache\nclass A:\n    here = sys.platform\n',
    'X = """\nimport sys\n"""; Y = 2\n',
    'x = (1,\n# inside\n2)\n',
    'print("end") \\\n\n',
  ),
  4,
);

const newline = fc.constantFrom('\n', '\n', '\r\n', '\r');

const module = fc
  .tuple(shebang, licence, header, gap, run, code, run, code, newline, fc.boolean())
  .map(([...parts]) => ({ text: parts.slice(0, 8).join(''), newline: parts[8], isOpen: parts[9] }))
  .map(({ text, newline, isOpen }) => (isOpen ? text.replace(/[\\\s]+$/, '') : text).replaceAll('\n', newline));

test('an import of sys is added to any module, and nothing else changes', () => {
  if (!hasPython() && skipLoudly('placing imports in generated modules', 'python3')) return;
  const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() % 1_000_000);
  const texts = fc.sample(module, { numRuns: 3000, seed });
  const placed = texts.map((before) => ({ before, after: placeIn(before, [{ action: 'need', module: 'sys' }]) }));
  const refused = placed.filter(({ after }) => after.startsWith('<'));
  for (const { before } of refused) assert.match(before, /^("Doc."|from __future__).*sys/m);
  const cases = placed.filter(({ after }) => !after.startsWith('<'));
  assert.ok(cases.length > 2500, `only ${cases.length} were placed`);
  const faults = judge(cases);
  assert.ok(faults.filter((fault) => fault !== null).length > 2000, 'most texts are valid Python');
  for (const [index, fault] of faults.entries()) {
    if (fault === null) continue;
    const { before = '', after = '' } = cases[index] ?? {};
    assert.equal(fault, '', `seed ${seed}: ${fault}\n${JSON.stringify(before)}\n${JSON.stringify(after)}`);
    assert.equal(codeLines(after), codeLines(before) + 1, `seed ${seed}: more than one line\n${JSON.stringify(after)}`);
    assert.equal(after.replace(/[\r\n]*import sys[\r\n]*/, '').length <= before.length, true);
    assert.equal(/[\r\n]$/.test(after), /[\r\n]$/.test(before) || before === '', `seed ${seed}: ${JSON.stringify(after)}`);
  }
});

test('the judge finds a wrong place', () => {
  if (!hasPython() && skipLoudly('the control of the placing of imports', 'python3')) return;
  const before = '"""Doc."""\nfrom __future__ import annotations\nsys.exit()\n';
  const wrong = [`import sys\n${before}`, before.replace('sys', 'import sys\nsys.path; sys'), `${before}import sys\n`, before];
  const right = before.replace('sys', 'import sys\nsys');
  assert.deepEqual(judge([...wrong, right].map((after) => ({ before, after }))), [
    'does not compile: from __future__ imports must occur at the beginning of the file (a.py, line 3)',
    'another tree',
    'imported after its use',
    '0 imports',
    '',
  ]);
});

/** Lines that are not blank. */
function codeLines(text: string): number {
  return text.split(/\r\n|\r|\n/).filter((line) => /[^ \t\f]/.test(line)).length;
}
