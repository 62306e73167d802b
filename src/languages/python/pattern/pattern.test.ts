import * as assert from 'node:assert/strict';
import { CodemodError } from '../../../core/errors.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { libraryFiles, readLibraryFile } from '../../../testing/library-files.js';
import { hasPython, skipLoudly } from '../../../testing/python.js';
import { suite } from '../../../testing/suite.js';
import { parsePython } from '../parse.js';
import type { PythonFile } from '../python-file.js';
import { pattern } from './pattern.js';

const test = suite('pattern');

function parsed(text: string): PythonFile {
  const file = parsePython({ path: 'a.py', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  if (isSkip(file)) throw new Error(file.message);
  return file;
}

/** The texts that match. */
function found(code: string, text: string): readonly string[] {
  return pattern(parsed(text), code).map(({ node, last }) => text.slice(node.start, last.end));
}

function matches(code: string, text: string): boolean {
  return found(code, text).length > 0;
}

/** What one metavariable stands for, at each place. */
function captured(code: string, text: string, name: string): readonly (readonly string[])[] {
  return pattern(parsed(text), code).map((match) => match.list(name).map((node) => node.text));
}

test('finds calls, with one argument or any number', () => {
  const text = 'f(1)\nf(a, b=2)\ng(f(x))\nf()\nf(*a)\nf(k=1)\nf(y for y in z)\n';
  assert.deepEqual(found('f($X)', text), ['f(1)', 'f(x)', 'f(y for y in z)']);
  assert.deepEqual(found('f($$$)', text).length, 7);
  assert.deepEqual(captured('f($$$ARGS)', 'f(a, *b, c=1,)\n', 'ARGS'), [['a', '*b', 'c=1']]);
  assert.deepEqual(found('$F(x)', text), ['f(x)']);
});

test('fixed arguments between any number', () => {
  const text = 'f(1, x, 2, x, 3)\nf(x)\nf(1, 2)\nf(x, k=v)\n';
  assert.deepEqual(captured('f($$$A, x, $$$B)', text, 'B'), [['2', 'x', '3'], [], ['k=v']]);
  assert.deepEqual(captured('f($$$A, x, $$$B, 3)', text, 'A'), [['1']]);
  assert.deepEqual(found('f($$$, $LAST)', text), ['f(1, x, 2, x, 3)', 'f(x)', 'f(1, 2)']);
});

test('keyword arguments match in their order', () => {
  assert.ok(matches('f(a=$X, b=$Y)', 'f(a=1, b=2)\n'));
  assert.ok(!matches('f(a=$X, b=$Y)', 'f(b=2, a=1)\n'));
  assert.deepEqual(captured('f($$$, timeout=$T, $$$)', 'f(1, x=2, timeout=9, y=3)\n', 'T'), [['9']]);
  assert.ok(!matches('f(a=$X)', 'f(a)\n'));
});

test('a repeated metavariable needs equal text', () => {
  assert.deepEqual(found('$X == $X', 'a.b == a.b\na == b\n'), ['a.b == a.b']);
  assert.deepEqual(found('f($$$A)($$$A)', 'f(1, 2)(1, 2)\nf(1)(2)\n'), ['f(1, 2)(1, 2)']);
  assert.equal(found('f($_, $_)', 'f(1, 2)\n').length, 1);
  assert.equal(found('f($_X, $_X)', 'f(1, 2)\n').length, 1);
});

test('white space, comments, trailing commas and line breaks do not count', () => {
  assert.ok(matches('f(a, b)', 'f( a,  # one\r\n  b,\r\n)\r\n'));
  assert.ok(matches('x = [1, 2]', 'x=[1,2,]\n'));
  assert.ok(matches('from a import b, c', 'from a import (\n  b,\n  c,\n)\n'));
  assert.ok(matches('with a, b: $$$', 'with (a,\n  b): pass\n'));
  assert.ok(matches('if $A: $B', 'if x:\n    # c\n\n    y\n'));
});

test('a comma that makes a tuple counts', () => {
  assert.ok(!matches('(a)', '(a,)\n'));
  assert.ok(!matches('x[1]', 'x[1,]\n'));
  assert.ok(matches('x[1,]', 'x[1,]\n'));
  assert.ok(!matches('return a', 'def f(): return a,\n'));
});

test('quotes and prefixes of a string do not count, its value does', () => {
  for (const same of ['"a\\n"', "'a\\n'", '"""a\\n"""', 'u"a\\n"', '"""a\n"""', '"\\x61\\012"', '"\\u0061\\n"', '"a\\\n\\n"']) {
    assert.ok(matches('f("a\\n")', `f(${same})\n`), same);
  }
  for (const other of ['r"a\\n"', 'b"a\\n"', 'f"a\\n"', '"a"', '"a\\n" ""', 'a'])
    assert.ok(!matches('f("a\\n")', `f(${other})\n`), other);
  assert.ok(matches('f(r"\\d")', 'f("\\\\d")\n'));
  assert.ok(matches("f(b'x')", 'f(B"x")\n'));
  assert.ok(matches('f("$X")', 'f("$X")\n'));
  assert.ok(!matches('f("$X")', 'f("y")\n'));
});

test('fields of f-strings have metavariables', () => {
  assert.deepEqual(captured('f"a {$X!r} b"', "f'a {y.z!r} b'\nf'a {y} b'\n", 'X'), [['y.z']]);
  assert.ok(!matches('f"a {$X}"', 'f"b {x}"\n'));
});

test('finds blocks', () => {
  const text = `with open(p) as f:
    a()
    # c
    b()
with open(p): pass
try: x()
except (A, B) : y()
try: x()
except A as e: y()
try:
    x()
except A:
    y()
finally:
    z()
`;
  assert.deepEqual(captured('with $X as $Y: $$$BODY', text, 'BODY'), [['a()', 'b()']]);
  assert.deepEqual(captured('with $X as $Y: $$$BODY', text, 'Y'), [['f']]);
  assert.deepEqual(captured('with $X: $$$BODY', text, 'X'), [['open(p)']]);
  assert.deepEqual(captured('try: $$$A\nexcept $E: $$$B', text, 'E'), [['(A, B)']]);
  assert.deepEqual(captured('try: $$$A\nexcept $E as $N: $$$B', text, 'N'), [['e']]);
  assert.deepEqual(captured('try: $$$A\nexcept $E: $$$B\nfinally: $$$C', text, 'C'), [['z()']]);
});

test('finds definitions', () => {
  const text = '@d\ndef f(a, b=1, *c): return 1\nclass C(A):\n  x: int = 3\n  async def m(self): pass\n';
  assert.deepEqual(captured('def $F($$$P): $$$B', text, 'P'), [['a', 'b=1', '*c']]);
  assert.deepEqual(captured('class $C($$$BASES): $$$B', text, 'BASES'), [['A']]);
  assert.deepEqual(captured('async def $F(self): $$$', text, 'F'), [['m']]);
  assert.deepEqual(captured('$X: $T = $V', text, 'T'), [['int']]);
});

test('finds imports, assignments and loops', () => {
  assert.deepEqual(captured('import $M', 'import a.b\nimport c as d\n', 'M'), [['a.b']]);
  assert.deepEqual(captured('from $M import $$$N', 'from .x import a, b as c\n', 'N'), [['a', 'b as c']]);
  assert.deepEqual(captured('$X = $V', 'a = b = 1\nc: int = 2\nd, e = f\n', 'X'), [['a'], ['b'], ['d, e']]);
  assert.deepEqual(captured('for $X in $Y: $$$', 'for a, b in c: pass\n', 'X'), [['a, b']]);
});

test('finds sets and dictionaries', () => {
  assert.equal(found('{$$$}', '{}\n{1}\n{1: 2}\n').length, 3);
  assert.deepEqual(captured('{"a": $V, $$$REST}', '{\'a\': 1, "b": 2, **c}\n{"b": 1}\n', 'REST'), [['"b": 2', '**c']]);
  assert.deepEqual(found('{$$$, x}', '{1, x}\n{x: 1}\n'), ['{1, x}']);
});

test('statements in a row', () => {
  const text = 'c = open(a)\nx\nc.close()\nd = open(b)\nc.close()\nif y:\n  e = open(c)\n  e.close()\n';
  assert.deepEqual(found('$C = open($P)\n$$$BODY\n$C.close()', text), ['c = open(a)\nx\nc.close()', 'e = open(c)\n  e.close()']);
  assert.deepEqual(captured('c.close()\n$$$REST', 'c.close()\nx\ny\n', 'REST'), [['x', 'y']]);
  assert.deepEqual(found('a\nb', 'a\nb\na\nb\n'), ['a\nb', 'a\nb']);
});

test('is limited to a node, and gives the nodes of the file', () => {
  const file = parsed('f(1)\nclass C:\n  x = f(2)\n');
  const [inner] = [...file.root.ofType('class_definition')];
  const [match] = pattern(file, 'f($X)', inner);
  assert.equal(match?.one('X').text, '2');
  assert.ok([...file.root.descendants()].includes(match?.node ?? file.root));
  assert.throws(() => match?.one('Y'), { code: 'capture-missing' });
  assert.throws(() => match?.list('Y'), { code: 'capture-missing' });
});

test('a pattern can stand indented in the source of a codemod', () => {
  const code = `
    try:
        $$$A
    finally:
        $$$B
  `;
  assert.ok(matches(code, 'try:\n\tx\nfinally:\n\ty\n'));
});

test('a pattern that is no Python is told', () => {
  for (const code of ['f(', '', '# nothing', '$X', '$$$X', 'f($x)', 'f($$X)', 'f(a$X)', 'f($X, $$$X)', 'print "x"']) {
    assert.throws(
      () => pattern(parsed('x\n'), code),
      (error) => error instanceof CodemodError && error.code === 'pattern-invalid',
      code,
    );
  }
});

test('deep trees are no danger', () => {
  const depth = 180;
  assert.equal(found('f($X)', `${'f('.repeat(depth)}1${')'.repeat(depth)}\n`).length, depth);
});

test('code matches itself', () => {
  if (!hasPython() && skipLoudly('patterns over the standard library', 'python3')) return;
  let tried = 0;
  for (const name of libraryFiles(20_000).filter((_, index) => index % 40 === 0)) {
    const file = readLibraryFile(name);
    const nodes = file === null ? [] : [...file.root.ofType(...EXPRESSIONS)];
    for (const node of nodes.filter((_, index) => index % 15 === 0)) {
      // On lines of its own, what was in brackets may be something else; inside an f-string, so may quotes.
      if (file === null || /[\r\n]/.test(node.text) || node.closest('string') !== null) continue;
      assert.ok(
        pattern(file, node.text).some((match) => match.node === node),
        `${name}: ${node.text}`,
      );
      tried++;
    }
  }
  assert.ok(tried > 200, `only ${tried}`);
});

const EXPRESSIONS = [
  ...[
    'call',
    'attribute',
    'subscript',
    'binary_operator',
    'boolean_operator',
    'comparison_operator',
    'lambda',
    'string',
    'tuple',
  ],
  ...['list', 'dictionary', 'list_comprehension', 'conditional_expression', 'assignment', 'return_statement', 'raise_statement'],
  ...['import_from_statement', 'assert_statement', 'unary_operator', 'not_operator', 'concatenated_string', 'await', 'yield'],
];
