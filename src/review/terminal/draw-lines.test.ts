import assert from 'node:assert/strict';
import { diffHunks } from '../../core/diff.js';
import { suite } from '../../testing/suite.js';
import { drawParts } from './draw-lines.js';
import { themeOf } from './theme.js';
import { characterWidth, endOf, textWidth } from './width.js';
import { hangText, wrapText } from './wrap.js';

const test = suite('lines in a terminal');

interface Style {
  readonly colors?: boolean;
  readonly columns?: number;
  readonly wraps?: boolean;
  readonly path?: string;
}

function drawn(
  before: string,
  after: string,
  { colors = false, columns = 40, wraps = false, path = 'a.py' }: Style = {},
): readonly string[] {
  return drawParts(path, diffHunks(before, after), { theme: themeOf(colors), columns, wraps }).slice(1);
}

test('without colour, the words that differ are underlined', () => {
  assert.deepEqual(drawn('x = old(1)\n', 'x = new(1)\n'), ['-x = old(1)', '     ^^^', '+x = new(1)', '     ^^^']);
});

test('in colour, lines have theirs, words that differ are inverse, and code is coloured in between', () => {
  const [, removed, added] = drawn('# why\nreturn old("a", 1)\n', '# why\nreturn new("a", 1)\n', { colors: true });
  assert.equal(
    removed,
    ['-', 'return', ' ', 'old', '(', '"a"', ', ', '1', ')'].map((text, index) => painted(text, index, 31)).join(''),
  );
  assert.equal(
    added,
    ['+', 'return', ' ', 'new', '(', '"a"', ', ', '1', ')'].map((text, index) => painted(text, index, 32)).join(''),
  );
});

function painted(text: string, index: number, line: number): string {
  const inColor = (color: number): string => `\u001b[${color}m${text}\u001b[39m`;
  if (text === 'return') return inColor(35);
  if (index === 3) return `\u001b[7m${inColor(line)}\u001b[27m`;
  return inColor(text === '"a"' || text === '1' ? 36 : line);
}

test('a long line that changes is wrapped, one of context is cut with a mark, or wrapped when that is asked for', () => {
  const [before, after] = [`${'a'.repeat(25)} = old\n${'c'.repeat(25)}\n`, `${'a'.repeat(25)} = new\n${'c'.repeat(25)}\n`];
  const narrow = drawn(before, after, { columns: 21 });
  assert.deepEqual(narrow, [
    '-aaaaaaaaaaaaaaaaaaaa',
    '|aaaaa = old',
    '         ^^^',
    '+aaaaaaaaaaaaaaaaaaaa',
    '|aaaaa = new',
    '         ^^^',
    ' ccccccccccccccccccc>',
  ]);
  assert.deepEqual(drawn(before, after, { columns: 21, wraps: true }).slice(-2), [' cccccccccccccccccccc', '|ccccc']);
});

test('tabs reach to the next multiple of four, and show where they changed', () => {
  assert.deepEqual(drawn('\tkeep\n\tx\ty\n', '\tkeep\n\tx y\n', { path: 'a.txt' }), [
    '     keep',
    '-    x→  y',
    '      ^^^',
    '+    x y',
    '      ^',
  ]);
});

test('the line ends of a file are shown where they differ alone', () => {
  assert.deepEqual(
    drawn('a = 1\r\nb = 2\r\n', 'a = 3\r\nb = 2\r\n').filter((row) => !row.includes('^')),
    ['-a = 1', '+a = 3', ' b = 2'],
  );
  assert.deepEqual(
    drawn('a = 1\r\n', 'a = 1\n').filter((row) => !row.includes('^')),
    ['-a = 1\\r', '+a = 1'],
  );
});

test('that a newline is missing is said', () => {
  assert.deepEqual(drawn('a\n', 'a', { columns: 80 }), ['-a', '+a', '\\ No newline at end of file']);
});

test('no row is wider than the terminal, and nothing of a changed line is lost', () => {
  const texts = [
    'x = "名前名前名前名前名前名前"',
    '\tif 😀 == 1:\t# é e\u0301',
    'a'.repeat(99),
    '\u001b[31m'.repeat(9),
    '한국어 텍스트'.repeat(5),
  ];
  for (const columns of [20, 21, 40, 80]) {
    for (const text of texts) {
      const rows = drawn('', `${text}\n`, { columns });
      for (const row of rows) assert.ok(textWidth(row) <= columns, row);
      const shown = rows
        .map((row) => row.slice(1))
        .join('')
        .replace(/\s+/g, '');
      assert.equal(shown, text.replaceAll('\u001b', '\\x1b').replace(/\s+/g, ''));
    }
  }
});

test('wide characters take two columns, those over others none', () => {
  assert.deepEqual(['a', 'é', '名', '한', '！', '😀', '\u0301', '→'].map(characterWidth), [1, 1, 2, 2, 2, 2, 0, 1]);
  assert.equal(endOf('ab名前', 3), '前');
  assert.equal(endOf('ab', 3), 'ab');
});

test('prose is wrapped between words, and a word that is too long where it must be', () => {
  assert.deepEqual(wrapText('one two three', 8), ['one two', 'three']);
  assert.deepEqual(wrapText('src/averylongname.py x', 8), ['src/aver', 'ylongnam', 'e.py x']);
  assert.deepEqual(hangText('one two three', 9, '  '), ['one two', '  three']);
  assert.deepEqual(wrapText('', 8), ['']);
});
