import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { markdownText, visibleLine } from '../../core/display.js';
import { chooserFrom } from '../../testing/random.js';
import { suite } from '../../testing/suite.js';
import { cutSubject, LONGEST_SUBJECT } from './cut.js';
import { leanEscapes } from './lean-escapes.js';
import { quietCell, quietProse } from './quiet.js';

const test = suite('backslashes and subjects');

/** The text of Markdown that is nothing but one paragraph of text; null for any other. */
function plainOf(markdown: string): string | null {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const [only, ...more]: readonly Nodes[] = tree.children;
  if (only === undefined) return '';
  if (more.length > 0 || only.type !== 'paragraph') return null;
  const texts = only.children.map((node) => (node.type === 'text' ? node.value : null));
  return texts.includes(null) ? null : texts.join('');
}

test('prose of codemods has no backslash that does nothing', () => {
  for (const [text, wanted] of [
    ['datetime.utcnow() is deprecated (DEP0005): a_b -> c & d', 'datetime.utcnow() is deprecated (DEP0005): a_b -> c & d'],
    ['`sys` is bound nowhere', '`sys` is bound nowhere'],
    ['1 + 2 * 3 < 4 {x}', '1 + 2 * 3 < 4 {x}'],
    ['__init__ and *args', '\\_\\_init\\_\\_ and \\*args'],
    ['a `lone backtick', 'a \\`lone backtick'],
    ['/close', '\\/close'],
  ] as const) {
    assert.equal(quietProse(text), wanted);
  }
  assert.equal(quietCell('`a|b`'), '\\`a\\|b\\`', 'no cell of a table is ended by code in it');
});

test('without its needless backslashes a text is still that text, and nothing else', () => {
  const choose = chooserFrom(7);
  const alphabet = [...'\\`*_{}[]<>()#+!|&@~ a1.-=:/"', '](x)', '<b>', '&amp;', '![i](u)', '**b**', '-->'];
  let compared = 0;
  for (let round = 0; round < 8_000; round++) {
    const length = 1 + choose(12);
    const text = Array.from({ length }, () => alphabet[choose(alphabet.length)]).join('');
    const line = `x ${text} x`;
    const escaped = markdownText(line);
    if (plainOf(escaped) !== visibleLine(line)) continue;
    compared++;
    assert.equal(plainOf(leanEscapes(escaped)), visibleLine(line), JSON.stringify(line));
  }
  assert.ok(compared > 4_000, `${compared}`);
});

test('a subject ends with a part that stands for itself, else with a word and an ellipsis', () => {
  const long = 'of which every name is used only as a type, whatever it is used for in the end';
  for (const [line, wanted] of [
    ['short', 'short'],
    ['x'.repeat(72), 'x'.repeat(72)],
    [
      'Imports sys where a script calls sys.exit(): the NameError that hides there for long',
      'Imports sys where a script calls sys.exit()',
    ],
    [
      'Hooks of Bandit and of detect-secrets for pre-commit (and the arguments that they lack)',
      'Hooks of Bandit and of detect-secrets for pre-commit',
    ],
    [`Imports ${long}`, 'Imports of which every name is used only as a type, whatever it is used…'],
    [
      'Names (of files: all of them; of folders: most of them) and much else that there is',
      'Names (of files: all of them; of folders: most of them) and much else…',
    ],
  ] as const) {
    assert.equal(cutSubject(line), wanted);
    assert.ok(cutSubject(line).length <= LONGEST_SUBJECT);
  }
});
