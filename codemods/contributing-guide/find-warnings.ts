import type { MarkdownBlock, MarkdownFile, MarkdownSection, MarkdownSections } from 'codex-codemod';
import { standsAlone } from './stands-alone.js';
import { isAdmonitionHead, isAdmonitionInfo, opensAdmonition, stripAdmonition } from './strip-admonition.js';
import { whatItSays } from './workflow-warning.js';

/** A part of a guide that says that workflows are off. */
export interface Warning {
  readonly section: MarkdownSection;
  /** The blocks of the section that say it: one, or an admonition's first line and its text. */
  readonly first: MarkdownBlock;
  readonly last: MarkdownBlock;
  /** True where the blocks say that alone, and nothing leans on them. */
  readonly isWhole: boolean;
}

/** The warnings of a file, in the order of the text. */
export function findWarnings(file: MarkdownFile, sections: MarkdownSections): readonly Warning[] {
  return [sections.root, ...sections.all].flatMap((section) =>
    section.blocks.flatMap((first, index) => {
      const { texts, last = first, isPlain } = readAt(file, first, section.blocks[index + 1]);
      const said = texts.map(whatItSays);
      if (said.every((one) => one === 'nothing')) return [];
      const isWhole = isPlain && said.every((one) => one === 'warning');
      return [{ section, first, last, isWhole: isWhole && standsAlone(file, sections, { section, first, last }) }];
    }),
  );
}

interface Reading {
  /** What is judged each by itself. */
  readonly texts: readonly string[];
  readonly last?: MarkdownBlock;
  readonly isPlain: boolean;
}

const NOTHING: Reading = { texts: [], isPlain: false };

function readAt(file: MarkdownFile, block: MarkdownBlock, next: MarkdownBlock | undefined): Reading {
  const text = stripAdmonition(block.text);
  switch (block.type) {
    case 'paragraph': {
      const goesOn = opensAdmonition(block.text) && next?.type === 'code' && !isFenced(file, next);
      if (goesOn && isAdmonitionHead(block.text)) return { texts: [next.text], last: next, isPlain: true };
      return { texts: [text], isPlain: !goesOn && hasPlainInlines(block) };
    }
    case 'code':
      return isAdmonitionInfo(block.info ?? '') ? { texts: [block.text], isPlain: /^\{\w+\}$/.test(block.info ?? '') } : NOTHING;
    case 'html':
      return { texts: [htmlText(block.text)], isPlain: false };
    case 'list':
      // An item may end a sentence that the text above the list begins.
      return { texts: block.children.map(({ children }) => children[0]?.text ?? ''), isPlain: false };
    case 'blockquote':
      return inQuote(block);
    default:
      return NOTHING;
  }
}

function inQuote({ children }: MarkdownBlock): Reading {
  const isPlain = children.every((block) => block.type === 'paragraph' && hasPlainInlines(block));
  const texts = children.flatMap(({ type, text }) => (type === 'paragraph' ? [text] : []));
  return isPlain ? { texts: [stripAdmonition(texts.join('\n\n'))], isPlain } : { texts: texts.map(stripAdmonition), isPlain };
}

const PLAIN: readonly string[] = ['text', 'emphasis', 'strong', 'inlineCode', 'break'];

/** A link, a footnote or struck text says something else. */
function hasPlainInlines({ inlines }: MarkdownBlock): boolean {
  return inlines.every(({ type }) => PLAIN.includes(type));
}

function htmlText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .trim();
}

function isFenced({ text }: MarkdownFile, { start }: MarkdownBlock): boolean {
  return /^(?:```|~~~)/.test(text.slice(start, start + 3));
}
