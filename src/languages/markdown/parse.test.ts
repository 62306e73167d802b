import assert from 'node:assert/strict';
import { isSkip } from '../../core/source-file.js';
import { markdownCase } from '../../testing/markdown.js';
import { suite } from '../../testing/suite.js';
import { census } from './census.js';
import { titleKey } from './make-sections.js';
import { parseBlocks } from './parse.js';

const test = suite('markdown');

function outline(text: string): readonly string[] {
  return markdownCase(text).services.sections.all.map(({ level, title }) => `${level} ${title}`);
}

const OUTLINES: readonly [string, string, readonly string[]][] = [
  ['ATX and setext', '# A\n\nB\nb\n---\n\n### `c` **d** ###\n', ['1 A', '2 B\nb', '3 c d']],
  ['headings inside of other blocks', '> # a\n\n- # b\n\n```\n# c\n```\n\n<div>\n# d\n</div>\n\n    # e\n', []],
  ['front matter', '---\n# a: b\n---\n# C\n', ['1 C']],
  ['TOML front matter', '+++\na = 1\n+++\n# C\n', ['1 C']],
  ['CRLF', '# A\r\n\r\nB\r\n===\r\n', ['1 A', '1 B']],
  ['a lone CR', '# A\r\rB\r===\r', ['1 A', '1 B']],
  ['no final newline', '# A', ['1 A']],
  ['tabs', '#\tA\t#\n\n-\ta\n\n\t# b\n', ['1 A']],
  ['an empty heading', '#\n## \n', ['1 ', '2 ']],
  ['a thematic break is no heading', 'a\n\n---\n', []],
];

for (const [what, text, expected] of OUTLINES) test(`sections: ${what}`, () => assert.deepEqual(outline(text), expected));

test('sections have ranges of whole lines, and nest', () => {
  const text = '---\na: b\n---\nx\n# A\n\na\n ## B\nb\n# C\n';
  const { services } = markdownCase(text);
  const { root } = services.sections;
  const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  assert.deepEqual([slice(root.own), slice(root.range)], ['x\n', 'x\n# A\n\na\n ## B\nb\n# C\n']);
  const [a, c] = root.children;
  assert.deepEqual(
    [a, c].map((one) => one && [slice(one.range), slice(one.own)]),
    [
      ['# A\n\na\n ## B\nb\n', '\na\n'],
      ['# C\n', ''],
    ],
  );
  assert.deepEqual(
    a?.children.map((one) => slice(one.range)),
    [' ## B\nb\n'],
  );
});

test('a section is found in spite of case, emoji, marks and punctuation', () => {
  const { services } = markdownCase('# x\n\n## :lock: **Security** `Scanning`!\n\n## 🔒️ Don’t panic\n\n## !!!\n');
  assert.equal(services.sections.find('security scanning')?.level, 2);
  assert.equal(services.sections.find("don't PANIC")?.level, 2);
  assert.equal(services.sections.find('security'), null);
  assert.equal(services.sections.find('???'), null, 'a title without letters is not any title without letters');
  assert.equal(services.sections.find(({ title }) => title === '!!!')?.title, '!!!');
  assert.equal(titleKey('ＡＢ'), 'ab');
});

test('ranges of blocks are those of the text, with tabs and a second byte order mark too', () => {
  for (const text of ['\ufeffa\n\n## b\n', '-\ta\n\n\t- [x] b\n', '> - a\r\n>   b\r\n']) {
    const { file } = markdownCase(text);
    for (const { start, end, inlines } of file.blocks) {
      assert.doesNotMatch(text.slice(start, end), /^[ \t\r\n]|[ \t\r\n]$/);
      for (const inline of inlines) if (inline.type === 'text') assert.match(text.slice(inline.start, inline.end), /[ab]/);
    }
  }
  assert.equal(markdownCase('\ufeffa\n\n## b\n').file.blocks[1]?.start, 4);
});

test('the census tells comments and code', () => {
  const text = '<!-- a --> <!-- b -->\n\nc <!-- d --> `e`\n\n```\nf\n```\n';
  const { file } = markdownCase(text);
  const whole = { start: 0, end: text.length };
  assert.deepEqual(census(file, whole, 'comments'), ['<!-- a -->', '<!-- b -->', '<!-- d -->']);
  assert.deepEqual(census(file, whole), ['<!-- a -->', '<!-- b -->', '<!-- d -->', '`e`', '```\nf\n```']);
  assert.deepEqual(census(file, { start: 1, end: text.length - 2 }), ['<!-- b -->', '<!-- d -->', '`e`']);
});

const HOSTILE: readonly [string, string, string | null][] = [
  ['50,000 quotes', `${'>'.repeat(50_000)}a`, 'too-deep'],
  ['100,000 brackets', '['.repeat(100_000), null],
  ['a line of 1 MiB', 'a'.repeat(1 << 20), 'too-large'],
  ['unclosed emphasis', '*a **b '.repeat(25_000), 'too-deep'],
  ['less of it', '*a **b '.repeat(1_400), null],
  ['nested emphasis', '**a '.repeat(1_400) + 'a** '.repeat(1_400), 'too-deep'],
  ['nested images', '!['.repeat(30_000) + '](b)'.repeat(10_000), 'too-deep'],
  ['links that do not end', '[a]('.repeat(30_000), 'too-deep'],
  ['underlines', 'a\n-\n'.repeat(9_000), 'too-deep'],
  ['lists in lists', Array.from({ length: 440 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'), 'too-deep'],
  ['a table', `${`${'a|'.repeat(300)}\n${'-|'.repeat(300)}\n`}${`${'a|'.repeat(300)}\n`.repeat(300)}`, 'too-deep'],
  ['a very long thematic break', '- '.repeat(50_000), null],
  ['200,000 lines', '\n'.repeat(200_000), 'too-large'],
  ['backticks', Array.from({ length: 500 }, (_, length) => `${'`'.repeat(length)}a`).join(''), null],
];

for (const [what, text, code] of HOSTILE) {
  test(`hostile: ${what}`, () => {
    const started = Date.now();
    const blocks = parseBlocks(text);
    assert.equal(isSkip(blocks) ? blocks.code : null, code);
    assert.ok(Date.now() - started < 20_000, 'on a busy machine, too');
  });
}
