import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, type Edit } from '../../core/edit.js';
import { markdownCase } from '../../testing/markdown.js';
import { suite } from '../../testing/suite.js';
import { descendants } from './descendants.js';
import type { MarkdownBlock, MarkdownFile } from './markdown-file.js';
import type { MarkdownServices } from './services.js';

const word = fc.constantFrom('alpha', '*beta*', '`gamma`', '[delta][d]', 'ε', '**zeta** `x`', '&amp;', '1. not', '<b>eta</b>');
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));
const level = fc.integer({ min: 1, max: 6 });

const headings = fc.tuple(level, words, fc.constantFrom('atx', 'closed', 'setext')).map(([depth, title, style]) => {
  if (style === 'setext' && depth < 3) return `${title}\n${(depth === 1 ? '=' : '-').repeat(5)}`;
  return `${'#'.repeat(depth)} ${title}${style === 'closed' ? ` ${'#'.repeat(depth)}` : ''}`;
});
const lists = fc
  .tuple(
    fc.constantFrom('- ', '* ', '+   ', '1. ', '9) ', '- [ ] ', '* [x] '),
    fc.array(words, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([mark, items, isLoose]) => items.map((item) => `${mark}${item}\n    - inner`).join(isLoose ? '\n\n' : '\n'));
const others = fc.constantFrom(
  '```js\n# not\n\nx\n```',
  '~~~\ncode\n~~~',
  '    # code',
  '| a | b |\n|---|--:|\n| 1 | `2` |',
  '> # quoted\n> - item\n>\n> more',
  '<div>\n# not\n</div>',
  '<!-- begin x -->',
  '<!-- end x -->',
  '<!-- a\n\n# not\n-->',
  '***',
  '[d]: https://example.org "t"',
  '[^1]: a note\n\n    # and more',
  '\ta tab',
);
const block = fc.oneof(
  { weight: 3, arbitrary: headings },
  { weight: 2, arbitrary: words },
  { weight: 2, arbitrary: lists },
  others,
);
const matter = fc.constantFrom('', '', '---\ntitle: x\n---\n', '+++\na = 1\n+++\n\n');

const document = fc
  .tuple(
    matter,
    fc.array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n', '\n \n\n')), { maxLength: 9 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([front, blocks, newline, endsOpen]) => {
    const text = `${front}${blocks.map(([source, gap]) => source + gap).join('')}`;
    return (endsOpen ? text.trimEnd() : text).replaceAll('\n', newline);
  });

const MARKDOWN = '## Zyx new\n\nzyx [delta][d]\n\n- zyx item\n\n### Zyx part\n\n```\nzyx\n```';

/** What an operation puts in, as the plain texts of leaves, and which blocks it takes out. */
interface Act {
  readonly name: string;
  readonly edits: readonly Edit[] | null;
  readonly added: readonly string[];
  readonly removed: readonly MarkdownBlock[];
}

function acts({ blocks }: MarkdownFile, services: MarkdownServices, choice: number): readonly Act[] {
  const { all, root } = services.sections;
  const pick = <T>(items: readonly T[]): T | undefined => items[choice % Math.max(1, items.length)];
  const chosen = pick(all);
  const list = pick([...descendants(blocks)].filter(({ type }) => type === 'list'));
  const one = pick(blocks);
  const isDefined = [...descendants(blocks)].some(({ type }) => type === 'definition');
  const section = ['Zyx new', isDefined ? 'zyx delta' : 'zyx [delta][d]', 'zyx item', 'Zyx part', 'zyx'];
  const act = (
    name: string,
    edits: readonly Edit[] | null,
    added: readonly string[],
    removed: readonly MarkdownBlock[] = [],
  ): Act => ({
    name,
    edits,
    added,
    removed,
  });
  return [
    act('end', services.insertSection(MARKDOWN, 'end'), section),
    act('preamble', services.appendTo(root, 'zyx a\n\nzyx b'), ['zyx a', 'zyx b']),
    ...(chosen === undefined
      ? []
      : [
          act('before', services.insertSection(MARKDOWN, { before: chosen }), section),
          act('after', services.insertSection(MARKDOWN, { after: chosen }), section),
          act('atEndOf', services.insertSection(MARKDOWN, { atEndOf: chosen }), section),
          act('append', services.appendTo(chosen, 'zyx a\n\nzyx b'), ['zyx a', 'zyx b']),
          act('prepend', services.prependTo(chosen, 'zyx a'), ['zyx a']),
        ]),
    ...(list === undefined ? [] : [act('item', services.appendItem(list, 'zyx `a`\nb'), ['zyx a\nb'])]),
    ...(one === undefined
      ? []
      : [
          act('replace', services.replaceBlock(one, 'zyx a'), ['zyx a'], [one]),
          act('remove', services.removeBlocks(one, one), [], [one]),
        ]),
  ];
}

/** The plain texts of all blocks that hold no others. */
function leaves(blocks: readonly MarkdownBlock[]): readonly string[] {
  return [...descendants(blocks)]
    .filter(({ children }) => children.length === 0)
    .map(({ type, text }) => `${type === 'heading' ? 'heading' : ''}${text.replace(/\r\n?/g, '\n')}`);
}

/** Judges an edit without the code that made it: bytes, texts of leaves with a simple set of additions, newlines. */
function faultOf(text: string, file: MarkdownFile, { edits, added, removed }: Act): string | null {
  if (edits === null) return null;
  const after = applyEdits(text, edits);
  const gone = new Set(removed);
  const isAdded = (leaf: string): boolean => added.some((one) => leaf === one || leaf === `heading${one}`);
  const old = leaves(file.blocks.filter((one) => !gone.has(one)));
  const now = leaves(markdownCase(after).file.blocks);
  const rest = now.filter((leaf) => !isAdded(leaf));
  if (rest.join('\0') !== old.join('\0')) return 'other blocks than the added ones differ';
  if (now.length - rest.length !== added.length) return 'not all is there that was added';
  const newlines = (one: string): ReadonlySet<string> => new Set(one.match(/\r\n|\r|\n/g));
  if (newlines(text).size === 1 && newlines(after).size > 1) return 'the newlines are mixed';
  return null;
}

const test = suite('markdown edits of generated documents');
const tally = new Map<string, { done: number; none: number }>();

test('change what they say and nothing else', () => {
  const property = fc.property(document, fc.nat(), (text, choice) => {
    const { file, services } = markdownCase(text);
    for (const act of acts(file, services, choice)) {
      const count = tally.get(act.name) ?? { done: 0, none: 0 };
      tally.set(act.name, { done: count.done + (act.edits === null ? 0 : 1), none: count.none + (act.edits === null ? 1 : 0) });
      assert.equal(faultOf(text, file, act), null, `${act.name} ${JSON.stringify(act.edits)}`);
    }
  });
  fc.assert(property, { numRuns: Number(process.env['MARKDOWN_CASES'] ?? 150) });
});

test('are seldom refused', () => {
  assert.equal(tally.size, 10);
  for (const [name, { done, none }] of tally) assert.ok(done > none, `${name}: ${done} done, ${none} refused`);
});

test('a fault would be seen (control)', () => {
  const text = 'a\n\nb\n';
  const { file } = markdownCase(text);
  const act = (newText: string): Act => ({
    name: '',
    edits: [{ start: 1, end: 1, oldText: '', newText }],
    added: ['n'],
    removed: [],
  });
  assert.equal(faultOf(text, file, act('\n\nn')), null);
  assert.match(faultOf(text, file, act('\nn')) ?? '', /other blocks/);
  assert.match(faultOf(text, file, act('\n\n# n\n\nn')) ?? '', /not all/);
  assert.match(faultOf(text, file, act('\r\n\r\nn')) ?? '', /mixed/);
});
