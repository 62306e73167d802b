import assert from 'node:assert/strict';
import type { Edit } from '../../core/edit.js';
import { type MarkdownCase, markdownCase } from '../../testing/markdown.js';
import { suite } from '../../testing/suite.js';
import { descendants } from './descendants.js';
import { verified } from './edits/verified.js';
import type { MarkdownBlock, MarkdownFile } from './markdown-file.js';
import type { MarkdownPlace, MarkdownSection, MarkdownServices } from './services.js';

type Act = (services: MarkdownServices, file: MarkdownFile) => readonly Edit[] | null;

const test = suite('markdown edits');

/** Null in the place of the expected text: the edit is refused. */
function table(what: string, rows: readonly [string, string, Act, string | null][]): void {
  for (const [name, before, act, after] of rows) {
    test(`${what}: ${name}`, () => {
      const spellings: readonly ((text: string) => string)[] =
        before.includes('\r') || !before.includes('\n') ? [String] : [String, (text) => text.replaceAll('\n', '\r\n')];
      for (const spell of spellings) {
        const { file, services, edited }: MarkdownCase = markdownCase(spell(before));
        assert.equal(edited(act(services, file)), after === null ? null : spell(after));
      }
    });
  }
}

function section({ sections }: MarkdownServices, title: string): MarkdownSection {
  const found = sections.find(title);
  if (found === null) throw new Error(`no section ${title}`);
  return found;
}

function block(file: MarkdownFile, type: string, index = 0): MarkdownBlock {
  const found = [...descendants(file.blocks)].filter((one) => one.type === type)[index];
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

const put =
  (markdown: string, where: (services: MarkdownServices) => MarkdownPlace): Act =>
  (services) =>
    services.insertSection(markdown, where(services));
const atEnd = (markdown: string): Act => put(markdown, () => 'end');
const before = (title: string, markdown = '## N\n\nn\n'): Act =>
  put(markdown, (services) => ({ before: section(services, title) }));
const after = (title: string, markdown = '## N\n\nn\n'): Act =>
  put(markdown, (services) => ({ after: section(services, title) }));
const inside = (title: string, markdown = '## N\n\nn\n'): Act =>
  put(markdown, (services) => ({ atEndOf: section(services, title) }));

table('insertSection', [
  ['at the end', '# A\n\na\n', atEnd('## N\n\nn\n'), '# A\n\na\n\n## N\n\nn\n'],
  ['at the end of a file without final newline', '# A\n\na', atEnd('## N\n\nn\n'), '# A\n\na\n\n## N\n\nn'],
  ['blank lines at the end stay', '# A\n\na\n\n\n', atEnd('## N'), '# A\n\na\n\n## N\n\n\n'],
  ['into an empty file', '', atEnd('## N\n\nn'), '## N\n\nn\n'],
  ['into a blank file', '\n\n', atEnd('## N'), '\n\n## N\n'],
  ['behind front matter', '---\na: 1\n---\n', atEnd('# N'), '---\na: 1\n---\n\n# N\n'],
  [
    'before definitions',
    '# A\n\na [b]\n\n[b]: c\n[d]: e\n',
    atEnd('## N\n\nn [b]'),
    '# A\n\na [b]\n\n## N\n\nn [b]\n\n[b]: c\n[d]: e\n',
  ],
  ['before footnotes', '# A\n\na[^1]\n\n[^1]: c\n', atEnd('## N'), '# A\n\na[^1]\n\n## N\n\n[^1]: c\n'],
  [
    'before a comment over definitions',
    '# A\n\na\n\n<!-- links -->\n[b]: c\n',
    atEnd('## N'),
    '# A\n\na\n\n## N\n\n<!-- links -->\n[b]: c\n',
  ],
  [
    'behind a closing comment',
    '# A\n\n<!-- toc -->\na\n\n<!-- end -->\n',
    atEnd('## N'),
    '# A\n\n<!-- toc -->\na\n\n<!-- end -->\n\n## N\n',
  ],
  [
    'between a closing comment and definitions',
    '# A\n\n<!-- end -->\n[b]: c\n',
    atEnd('## N'),
    '# A\n\n<!-- end -->\n\n## N\n\n[b]: c\n',
  ],
  ['beside sections', '# A\n\n### B\n', atEnd('# N\n\n## O'), '# A\n\n### B\n\n### N\n\n#### O\n'],
  ['beside several titles', '# A\n\n# B\n', atEnd('## N'), '# A\n\n# B\n\n# N\n'],
  ['an open fence is not closed', '# A\n\n```\na\n', atEnd('## N'), null],
  ['an open HTML comment is not closed', '# A\n\n<!--\na\n', atEnd('## N'), null],
  ['text that is open at its end', '# A\n', atEnd('## N\n\n```\nn'), null],
  ['text without a heading', '# A\n', atEnd('n'), null],
  ['two headings of one level', '# A\n', atEnd('## N\n\n## O'), null],
  ['levels that there are not', '# A\n\n##### B\n', inside('B', '# N\n\n## O'), null],
  ['a definition that is there', '[a]\n\n[a]: b\n', atEnd('# N\n\n[a]: c'), null],
  ['before', '# A\n\na\n\n## B\n\nb\n', before('B'), '# A\n\na\n\n## N\n\nn\n\n## B\n\nb\n'],
  ['before, without blank lines', '# A\na\n## B\nb\n', before('B'), '# A\na\n\n## N\n\nn\n\n## B\nb\n'],
  ['before, blank lines stay', '# A\n\n\n\n## B\n', before('B'), '# A\n\n\n\n## N\n\nn\n\n## B\n'],
  ['before the first', '# A\n', before('A'), '# N\n\nn\n\n# A\n'],
  [
    'before a setext heading, in its style',
    'A\n===\n\nB\n---\n',
    before('B', '# New\n\n## O'),
    'A\n===\n\nNew\n---\n\n### O\n\nB\n---\n',
  ],
  ['underlines of one length', 'A b\n-----\n\nC\n-----\n', before('C', '# N'), 'A b\n-----\n\nN\n-----\n\nC\n-----\n'],
  ['closed headings', '# A #\n\n## B ##\n', before('B', '### N'), '# A #\n\n## N ##\n\n## B ##\n'],
  [
    'above an opening comment',
    '# A\n\n<!-- start x -->\n## B\n\n<!-- end x -->\n',
    before('B'),
    '# A\n\n## N\n\nn\n\n<!-- start x -->\n## B\n\n<!-- end x -->\n',
  ],
  [
    'under a closing comment',
    '# A\n\n<!-- x -->\na\n\n<!-- end -->\n## B\n',
    before('B'),
    '# A\n\n<!-- x -->\na\n\n<!-- end -->\n\n## N\n\nn\n\n## B\n',
  ],
  ['after, behind sub-sections', '## A\n\n### B\n\nb\n\n## C\n', after('A'), '## A\n\n### B\n\nb\n\n## N\n\nn\n\n## C\n'],
  ['after a list', '## A\n\n- a\n- b\n\n## C\n', after('A'), '## A\n\n- a\n- b\n\n## N\n\nn\n\n## C\n'],
  ['after a table', '## A\n\n|a|\n|-|\n|b|\n', after('A'), '## A\n\n|a|\n|-|\n|b|\n\n## N\n\nn\n'],
  [
    'after, above a comment of the next',
    '## A\n\na\n\n<!-- c -->\n## C\n',
    after('A'),
    '## A\n\na\n\n## N\n\nn\n\n<!-- c -->\n## C\n',
  ],
  ['at the end of a section', '# A\n\n## B\n\nb\n\n## C\n', inside('B'), '# A\n\n## B\n\nb\n\n### N\n\nn\n\n## C\n'],
  [
    'bullets and fences of the file',
    '# A\n\n* a\n\n~~~\nx\n~~~\n',
    atEnd('## N\n\n- n\n- o\n\n```sh\ny\n```'),
    '# A\n\n* a\n\n~~~\nx\n~~~\n\n## N\n\n* n\n* o\n\n~~~sh\ny\n~~~\n',
  ],
  ['bullets that would join two lists stay', '# A\n\n* a\n', atEnd('## N\n\n- n\n\n* o'), '# A\n\n* a\n\n## N\n\n- n\n\n* o\n'],
  ['a fence inside of code stays', '~~~\na\n~~~\n', atEnd('# N\n\n```\n~~~\n```'), '~~~\na\n~~~\n\n# N\n\n```\n~~~\n```\n'],
  ['newlines that are mixed', 'a\r\n\r\n# A\n\nb\n', before('A', '# N'), 'a\r\n\r\n# N\n\n# A\n\nb\n'],
]);

table('appendTo and prependTo', [
  ['append', '# A\n\na\n\n## B\n', (s) => s.appendTo(section(s, 'A'), 'n'), '# A\n\na\n\nn\n\n## B\n'],
  ['append to an empty section', '# A\n## B\n', (s) => s.appendTo(section(s, 'A'), 'n'), '# A\n\nn\n\n## B\n'],
  [
    'append before definitions',
    '# A\n\na\n\n[b]: c\n\n## B\n',
    (s) => s.appendTo(section(s, 'A'), 'n'),
    '# A\n\na\n\nn\n\n[b]: c\n\n## B\n',
  ],
  ['append a heading', '# A\n\na\n', (s) => s.appendTo(section(s, 'A'), '# N'), '# A\n\na\n\n## N\n'],
  ['append a list to a list', '# A\n\n- a\n', (s) => s.appendTo(section(s, 'A'), '- n'), null],
  ['append to the preamble', 'a\n\n# A\n', (s) => s.appendTo(s.sections.root, 'n'), 'a\n\nn\n\n# A\n'],
  ['prepend', '# A\na\n', (s) => s.prependTo(section(s, 'A'), 'n'), '# A\n\nn\n\na\n'],
  ['prepend to a setext section', 'A\n=\n\na\n', (s) => s.prependTo(section(s, 'A'), 'n'), 'A\n=\n\nn\n\na\n'],
  ['prepend to the document', '---\na: 1\n---\n# A\n', (s) => s.prependTo(s.sections.root, 'n'), '---\na: 1\n---\n\nn\n\n# A\n'],
  ['prepend a heading', '# A\n\na\n', (s) => s.prependTo(section(s, 'A'), '## N'), null],
]);

table('replaceBlock', [
  ['a paragraph', 'a\nb\n\nc\n', (s, f) => s.replaceBlock(block(f, 'paragraph'), 'n\n\no'), 'n\n\no\n\nc\n'],
  ['in a quote', '> a\n> b\n\nc\n', (s, f) => s.replaceBlock(block(f, 'paragraph'), 'n\n\no'), '> n\n>\n> o\n\nc\n'],
  ['in an item', '- a\n- b\n', (s, f) => s.replaceBlock(block(f, 'paragraph'), 'n\no'), '- n\n  o\n- b\n'],
  ['by nothing', 'a\n', (s, f) => s.replaceBlock(block(f, 'paragraph'), ' \n'), null],
  ['by the same', 'a\n', (s, f) => s.replaceBlock(block(f, 'paragraph'), 'a'), 'a\n'],
  ['that would take the next line in', '# a\nb\n', (s, f) => s.replaceBlock(block(f, 'heading'), 'n'), null],
  ['a definition', '[a]\n\n[a]: b\n', (s, f) => s.replaceBlock(block(f, 'definition'), '[a]: c'), '[a]\n\n[a]: c\n'],
]);

table('removeBlocks and removeSection', [
  ['a block', 'a\n\nb\n\nc\n', (s, f) => s.removeBlocks(block(f, 'paragraph', 1), block(f, 'paragraph', 1)), 'a\n\nc\n'],
  ['the first', 'a\n\nb\n', (s, f) => s.removeBlocks(block(f, 'paragraph'), block(f, 'paragraph')), 'b\n'],
  ['the last', 'a\n\nb\n', (s, f) => s.removeBlocks(block(f, 'paragraph', 1), block(f, 'paragraph', 1)), 'a\n'],
  [
    'the last, without final newline',
    'a\n\nb',
    (s, f) => s.removeBlocks(block(f, 'paragraph', 1), block(f, 'paragraph', 1)),
    'a',
  ],
  ['all', 'a\n\nb\n', (s, f) => s.removeBlocks(block(f, 'paragraph'), block(f, 'paragraph', 1)), ''],
  ['between what would join', 'a\n# b\nc\n', (s, f) => s.removeBlocks(block(f, 'heading'), block(f, 'heading')), null],
  ['a used definition', '[a]\n\n[a]: b\n', (s, f) => s.removeBlocks(block(f, 'definition'), block(f, 'definition')), null],
  [
    'what would become front matter',
    'a\n\n---\nb: c\n\n---\n',
    (s, f) => s.removeBlocks(block(f, 'paragraph'), block(f, 'paragraph')),
    null,
  ],
  ['an item', '- a\n- b\n', (s, f) => s.removeBlocks(block(f, 'listItem'), block(f, 'listItem')), '- b\n'],
  ['every item', 'x\n\n- a\n- b\n', (s, f) => s.removeBlocks(block(f, 'listItem'), block(f, 'listItem', 1)), 'x\n'],
  ['a quoted paragraph', '> a\n>\n> b\n', (s, f) => s.removeBlocks(block(f, 'paragraph'), block(f, 'paragraph')), '> b\n'],
  [
    'a row',
    '|a|\n|-|\n|b|\n|c|\n',
    (s, f) => s.removeBlocks(block(f, 'tableRow', 1), block(f, 'tableRow', 1)),
    '|a|\n|-|\n|c|\n',
  ],
  ['blocks that are no siblings', '- a\n\nb\n', (s, f) => s.removeBlocks(block(f, 'listItem'), block(f, 'paragraph', 1)), null],
  ['a section', '# A\n\n## B\n\nb\n\n### C\n\n## D\n', (s) => s.removeSection(section(s, 'B')), '# A\n\n## D\n'],
  [
    'the last section, not its definitions',
    '# A\n\n[c]\n\n## B\n\nb\n\n[c]: d\n',
    (s) => s.removeSection(section(s, 'B')),
    '# A\n\n[c]\n\n[c]: d\n',
  ],
  [
    'not the comment of the next',
    '# A\n\n## B\n\n<!-- c -->\n## C\n',
    (s) => s.removeSection(section(s, 'B')),
    '# A\n\n<!-- c -->\n## C\n',
  ],
  [
    'not half of a pair of comments',
    '# A\n\n<!-- x -->\n\n## B\n\nb\n\n<!-- end -->\n',
    (s) => s.removeSection(section(s, 'B')),
    '# A\n\n<!-- x -->\n\n<!-- end -->\n',
  ],
  ['the document', '# A\n', (s) => s.removeSection(s.sections.root), null],
]);

const item =
  (markdown: string, index = 0): Act =>
  (services, file) =>
    services.appendItem(block(file, 'list', index), markdown);

table('appendItem', [
  ['to a bullet list', '* a\n* b\n\nc\n', item('n'), '* a\n* b\n* n\n\nc\n'],
  ['without final newline', '- a', item('n'), '- a\n- n'],
  ['wide marks', '-   a\n', item('n\no'), '-   a\n-   n\n    o\n'],
  ['an indented list', '  - a\n  - b\n', item('n'), '  - a\n  - b\n  - n\n'],
  ['a loose list', '- a\n\n- b\n', item('n'), '- a\n\n- b\n\n- n\n'],
  ['numbers', '8) a\n9) b\n', item('n'), '8) a\n9) b\n10) n\n'],
  ['numbers in a column', '8.  a\n9.  b\n', item('n'), '8.  a\n9.  b\n10. n\n'],
  ['numbers that are all the same', '1. a\n1. b\n', item('n'), '1. a\n1. b\n1. n\n'],
  ['a task list', '- [x] a\n- [ ] b\n', item('n'), '- [x] a\n- [ ] b\n- [ ] n\n'],
  ['a ticked task', '- [x] a\n', item('[x] n'), '- [x] a\n- [x] n\n'],
  ['behind what the last item holds', '- a\n  - b\n\nc\n', item('n'), '- a\n  - b\n- n\n\nc\n'],
  ['to the inner list', '- a\n  - b\n- c\n', item('n', 1), '- a\n  - b\n  - n\n- c\n'],
  ['to a list right behind a mark', '- - a\n', item('n', 1), '- - a\n  - n\n'],
  ['in a quote', '> - a\n> - b\n', item('n\no'), '> - a\n> - b\n> - n\n>   o\n'],
  ['with a list of its own', '- a\n', item('n\n- o'), '- a\n- n\n  - o\n'],
  ['that is none', '- a\n', item('\n'), null],
  ['to an open fence', '- a\n- ```\n  b\n', item('n'), '- a\n- ```\n  b\n- n\n'],
]);

test('an edit that does something else than is meant is refused (control)', () => {
  const { file } = markdownCase('a\n\nb\n');
  const intent = { parent: [], from: 0, to: 1, inserted: [] };
  assert.notEqual(verified(file, [{ start: 0, end: 3, oldText: 'a\n\n', newText: '' }], intent), null);
  assert.equal(verified(file, [{ start: 0, end: 4, oldText: 'a\n\nb', newText: '' }], intent), null, 'a block too many');
  assert.equal(verified(file, [{ start: 0, end: 3, oldText: 'a\n\n', newText: '# ' }], intent), null, 'another type');
  assert.equal(verified(file, [{ start: 0, end: 1, oldText: 'a', newText: 'c' }], intent), null, 'another text');
});
