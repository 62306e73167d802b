import assert from 'node:assert/strict';
import { type Edit, insertAt } from '../../core/edit.js';
import { isSkip } from '../../core/source-file.js';
import { suite } from '../../testing/suite.js';
import { tomlCase } from '../../testing/toml.js';
import { census } from './census.js';
import { setAt } from './edits/changes.js';
import { verified } from './edits/verified.js';
import { parseToml } from './parse.js';
import type { TomlServices } from './services.js';

type Act = (services: TomlServices) => readonly Edit[] | null;

const test = suite('toml');

/** Null in the place of the expected text: the edit is refused. */
function table(what: string, rows: readonly [string, string, Act, string | null][]): void {
  for (const [name, before, act, after] of rows) {
    test(`${what}: ${name}`, () => {
      const spellings: readonly ((text: string) => string)[] = before.includes('\n')
        ? [String, (text) => text.replaceAll('\n', '\r\n')]
        : [String];
      for (const spell of spellings) {
        const { services, edited } = tomlCase(spell(before));
        assert.equal(edited(act(services)), after === null ? null : spell(after));
      }
    });
  }
}

const set =
  (path: readonly (string | number)[], value: string): Act =>
  (services) =>
    services.setValue(path, value);

table('setValue', [
  ['a scalar', 'a = 1 # c\n', set(['a'], '2'), 'a = 2 # c\n'],
  ['the same', 'a = 1\n', set(['a'], '1'), 'a = 1\n'],
  ['in a table', '[t]\na = 1\n', set(['t', 'a'], '"x"'), '[t]\na = "x"\n'],
  ['with a dotted key', '[t]\nb.c = 1\n', set(['t', 'b', 'c'], '2'), '[t]\nb.c = 2\n'],
  ['with quoted keys', '[t."x y"]\n\'b.c\' = 1\n', set(['t', 'x y', 'b.c'], '2'), '[t."x y"]\n\'b.c\' = 2\n'],
  ['in an inline table', 't = { a = 1, b = 2 }\n', set(['t', 'b'], '3'), 't = { a = 1, b = 3 }\n'],
  ['in the second of array tables', '[[t]]\na = 1\n[[t]]\na = 1\n', set(['t', 1, 'a'], '2'), '[[t]]\na = 1\n[[t]]\na = 2\n'],
  ['an element', 'a = [1, { b = 2 }]\n', set(['a', 1, 'b'], '3'), 'a = [1, { b = 3 }]\n'],
  ['that is not there', '[t]\na = 1\n', set(['t', 'b'], '2'), '[t]\na = 1\nb = 2\n'],
  ['without its table', 'a = 1\n', set(['t', 'b'], '2'), null],
  ['no value', 'a = 1\n', set(['a'], '2\nb = 3'), null],
  ['a comment behind the value', 'a = 1\n', set(['a'], '2 # x'), 'a = 2 # x\n'],
  ['that would comment out what follows', 't = { a = 1, b = 2 }\n', set(['t', 'a'], '2 # x'), null],
  ['of several lines', 'a = 1\n', set(['a'], '[\n  1,\n]'), 'a = [\n  1,\n]\n'],
  ['in an array with comments', 'a = [ # x\n  1, # y\n]\n', set(['a', 0], '2'), 'a = [ # x\n  2, # y\n]\n'],
  ['a table with a header', '[t]\na = 1\n', set(['t'], '2'), null],
  [
    'beside dates and large numbers',
    'd = 1979-05-27T07:32:00-08:00\nn = 9223372036854775807\na = 1.0\n',
    set(['a'], '1'),
    'd = 1979-05-27T07:32:00-08:00\nn = 9223372036854775807\na = 1\n',
  ],
]);

const add =
  (path: readonly (string | number)[], key: string, value: string): Act =>
  (services) =>
    services.addKey(path, key, value);

table('addKey', [
  ['behind the last', '[t]\na = 1 # c\n\n[u]\n', add(['t'], 'b', '2'), '[t]\na = 1 # c\nb = 2\n\n[u]\n'],
  ['without final newline', '[t]\na=1', add(['t'], 'b', '2'), '[t]\na=1\nb=2'],
  ['under an empty header', '[t] # c\n\n[u]\n', add(['t'], 'b', '2'), '[t] # c\nb = 2\n\n[u]\n'],
  ['an indented one', '[t]\n  a = 1\n', add(['t'], 'b', '2'), '[t]\n  a = 1\n  b = 2\n'],
  ['in a column', 'a    = 1\nbcd  = 2\n', add([], 'ef', '3'), 'a    = 1\nbcd  = 2\nef   = 3\n'],
  ['that needs quotes', '[t]\na = 1\n', add(['t'], 'x.y "z"', '2'), '[t]\na = 1\n"x.y \\"z\\"" = 2\n'],
  ['behind a value of several lines', 'a = """\nb\n"""\n', add([], 'c', '2'), 'a = """\nb\n"""\nc = 2\n'],
  ['above the first table and its comment', '# f\n\n# c\n[t]\n', add([], 'a', '1'), '# f\n\na = 1\n\n# c\n[t]\n'],
  ['into an empty file', '', add([], 'a', '1'), 'a = 1\n'],
  ['into comments', '# c', add([], 'a', '1'), '# c\na = 1'],
  ['to an inline table', 't = { a = 1 }\n', add(['t'], 'b', '2'), 't = { a = 1, b = 2 }\n'],
  ['to an empty inline table', 't = {}\n', add(['t'], 'b', '2'), 't = { b = 2 }\n'],
  ['beside dotted keys', '[t]\nu.a = 1\nv = 2\n', add(['t', 'u'], 'b', '3'), '[t]\nu.a = 1\nu.b = 3\nv = 2\n'],
  ['to an array table', '[[t]]\na = 1\n[[t]]\n', add(['t', 1], 'b', '2'), '[[t]]\na = 1\n[[t]]\nb = 2\n'],
  ['that is there', '[t]\na = 1\n', add(['t'], 'a', '1'), null],
  ['that is a table', '[t]\na = 1\n[t.b]\n', add(['t'], 'b', '1'), null],
  ['before a table inside of the table', '[t]\na = 1\n[t.u]\n', add(['t'], 'b', '1'), '[t]\na = 1\nb = 1\n[t.u]\n'],
]);

table('addTable', [
  ['at the end', 'a = 1\n', (s) => s.addTable(['t', 'x y'], 'b = 2\n'), 'a = 1\n\n[t."x y"]\nb = 2\n'],
  ['without final newline', 'a = 1', (s) => s.addTable(['t'], 'b = 2'), 'a = 1\n\n[t]\nb = 2'],
  ['blank lines at the end stay', 'a = 1\n\n', (s) => s.addTable(['t'], ''), 'a = 1\n\n[t]\n\n'],
  ['into an empty file', '', (s) => s.addTable(['t'], 'b = 2'), '[t]\nb = 2\n'],
  [
    'after another',
    '[t]\na = 1\n# b = 2\n\n[u]\n',
    (s) => s.addTable(['v'], 'c = 3', { after: ['t'] }),
    '[t]\na = 1\n# b = 2\n\n[v]\nc = 3\n\n[u]\n',
  ],
  [
    'above the comment of the next',
    '[t]\na = 1\n# u\n[u]\n',
    (s) => s.addTable(['v'], '', { after: ['t'] }),
    '[t]\na = 1\n\n[v]\n\n# u\n[u]\n',
  ],
  ['after one that is not there', '[t]\n', (s) => s.addTable(['v'], '', { after: ['u'] }), null],
  ['that is there', '[t]\na = 1\n', (s) => s.addTable(['t'], 'b = 2'), null],
  ['above one that is there', '[t.u]\na = 1\n', (s) => s.addTable(['t'], 'b = 2'), '[t.u]\na = 1\n\n[t]\nb = 2\n'],
  ['an array table', '[[t]]\na = 1\n', (s) => s.addTable(['t'], 'a = 2', { array: true }), '[[t]]\na = 1\n\n[[t]]\na = 2\n'],
  ['a part of the last array table', '[[t]]\na = 1\n', (s) => s.addTable(['t', 'u'], 'b = 2'), '[[t]]\na = 1\n\n[t.u]\nb = 2\n'],
  ['with a header in its body', 'a = 1\n', (s) => s.addTable(['t'], 'b = 2\n[u]'), null],
  ['with comments', 'a = 1\n', (s) => s.addTable(['t'], '# c\nb = 2 # d'), 'a = 1\n\n[t]\n# c\nb = 2 # d\n'],
]);

const append =
  (value: string): Act =>
  (services) =>
    services.appendToArray(['a'], value);

table('appendToArray', [
  ['on one line', 'a = [1, 2] # c\n', append('3'), 'a = [1, 2, 3] # c\n'],
  ['without spaces', 'a = [1,2]\n', append('3'), 'a = [1,2,3]\n'],
  ['with spaces inside', 'a = [ 1 ]\n', append('3'), 'a = [ 1, 3 ]\n'],
  ['with a closing comma', 'a = [1, 2,]\n', append('3'), 'a = [1, 2, 3,]\n'],
  ['empty', 'a = []\n', append('3'), 'a = [3]\n'],
  ['empty, on two lines', 'a = [\n]\n', append('3'), 'a = [\n    3,\n]\n'],
  ['comments alone', 'a = [\n  # x\n]\n', append('3'), 'a = [\n  # x\n  3,\n]\n'],
  ['on lines', 'a = [\n  1,\n  2,\n]\n', append('3'), 'a = [\n  1,\n  2,\n  3,\n]\n'],
  ['on lines, without a closing comma', 'a = [\n  1,\n  2\n]\n', append('3'), 'a = [\n  1,\n  2,\n  3\n]\n'],
  ['with comments', 'a = [\n  1, # x\n  2 # y, z\n  # w\n]\n', append('3'), 'a = [\n  1, # x\n  2, # y, z\n  3\n  # w\n]\n'],
  ['with a comment behind the comma', 'a = [\n  1, # x\n]\n', append('3'), 'a = [\n  1, # x\n  3,\n]\n'],
  ['with the bracket on the last line', 'a = [1,\n     2]\n', append('3'), 'a = [1,\n     2,\n     3]\n'],
  ['a comma on the next line', 'a = [\n  1 # x\n  , # y\n]\n', append('3'), 'a = [\n  1 # x\n  , # y\n  3,\n]\n'],
  ['no array', 'a = 1\n', append('3'), null],
  ['tables', '[[a]]\n', append('3'), null],
  ['no value', 'a = [1]\n', append('3, 4'), null],
]);

const remove =
  (...path: readonly (string | number)[]): Act =>
  (services) =>
    services.removeKey(path);

table('removeKey', [
  ['with its comment', 'a = 1\nb = 2 # c\nd = 3\n', remove('b'), 'a = 1\nd = 3\n'],
  ['comments above stay', '# c\na = 1\nb = 2\n', remove('a'), '# c\nb = 2\n'],
  ['the last, without final newline', 'a = 1\nb = 2', remove('b'), 'a = 1'],
  ['of several lines', 'a = [\n  1,\n]\nb = 2\n', remove('a'), 'b = 2\n'],
  ['of a table', '[t]\na = 1\n', remove('t', 'a'), '[t]\n'],
  ['a dotted one', 't.a.b = 1\nc = 2\n', remove('t', 'a', 'b'), 'c = 2\n'],
  ['the first of an inline table', 't = { a = 1, b = 2 }\n', remove('t', 'a'), 't = { b = 2 }\n'],
  ['the last of an inline table', 't = { a = 1, b = 2 }\n', remove('t', 'b'), 't = { a = 1 }\n'],
  ['a table', '[t]\na = 1\n', remove('t'), null],
  ['what is not there', 'a = 1\n', remove('b'), null],
]);

test('reads values, tables and what stands at a path', () => {
  const { services, file } = tomlCase('a.b = 0x10\n[t]\nd = 1979-05-27\n[[t.u]]\nc = "x"\n[[t.u]]\n');
  assert.deepEqual(services.get(['a', 'b'])?.scalar, 16n);
  assert.deepEqual([services.get(['t', 'd'])?.kind, services.get(['t', 'd'])?.scalar], ['local-date', '1979-05-27']);
  assert.equal(services.get(['t', 'u', 0, 'c'])?.scalar, 'x');
  assert.deepEqual([services.get(['t']), services.get(['t', 'u', 1, 'c'])], [null, null]);
  assert.deepEqual(services.table(['t', 'u', 1])?.kind, 'array-table');
  assert.deepEqual(
    [['a'], ['t', 'u'], ['x']].map((path) => services.has(path)),
    [true, true, false],
  );
  assert.deepEqual(
    file.tables.map(({ header }) => header && file.text.slice(header.start, header.end)),
    ['[t]', '[[t.u]]', '[[t.u]]'],
  );
});

test('the census tells comments and strings', () => {
  const text = '# a\nb = ["c", { d = \'e\' }] # f\n';
  const { file } = tomlCase(text);
  assert.deepEqual(census(file, { start: 0, end: text.length }), ['# a', '"c"', "'e'", '# f']);
  assert.deepEqual(census(file, { start: 0, end: text.length }, 'comments'), ['# a', '# f']);
});

const SKIPPED: readonly [string, string, string][] = [
  ['deep arrays', `a = ${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'too-deep'],
  ['deep inline tables', `a = ${'{a='.repeat(5_000)}1${'}'.repeat(5_000)}`, 'too-deep'],
  ['long keys', `${Array(20_000).fill('a').join('.')} = 1`, 'too-deep'],
  ['long headers', `[${Array(20_000).fill('a').join('.')}]`, 'too-deep'],
  ['a line of 1 MiB', `a = "${'x'.repeat(1 << 20)}"`, 'too-large'],
  ['a string that is too long for the parser', `a = "${'x'.repeat(200_000)}"`, 'too-large'],
  ['a key twice', 'a = 1\na = 2\n', 'syntax-error'],
  ['a lone CR', 'a = 1\rb = 2', 'syntax-error'],
  ['TOML 1.1', 'a = {\n  b = 1,\n}\n', 'syntax-error'],
  ['no TOML', '{% a %}\n', 'syntax-error'],
];

for (const [what, text, code] of SKIPPED) {
  test(`skips ${what}`, () => {
    const file = parseToml({ path: 'a.toml', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
    assert.equal(isSkip(file) ? file.code : null, code);
  });
}

test('brackets in strings and comments are not nested', () => {
  assert.equal(tomlCase(`a = "${'['.repeat(500)}" # ${'['.repeat(500)}\n`).file.root.pairs.length, 1);
  assert.equal(tomlCase(`a = "${'x'.repeat(50_000)}"\n`).file.root.pairs.length, 1);
});

test('an edit that does something else than is meant is refused (control)', () => {
  const { file } = tomlCase('a = 1 # c\n');
  const meant = setAt(['b'], 'bigint 2');
  assert.notEqual(verified(file, [insertAt(10, 'b = 2\n')], meant), null);
  assert.equal(verified(file, [insertAt(10, 'b = 3\n')], meant), null, 'another value');
  assert.equal(verified(file, [insertAt(10, 'b = 2\nd = 4\n')], meant), null, 'a key too many');
  assert.equal(verified(file, [insertAt(10, 'b = 2.0\n')], meant), null, 'another type');
  assert.equal(verified(file, [{ start: 5, end: 6, oldText: ' ', newText: '\nb = 2 #' }], meant), null, 'another comment');
});
