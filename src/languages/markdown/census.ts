import { contains, type Range } from '../../core/range.js';
import { descendants } from './descendants.js';
import type { MarkdownBlock, MarkdownFile } from './markdown-file.js';

/**
 * The texts of the HTML comments and, unless only comments are asked for, of the code blocks and code spans that lie
 * wholly inside a range, in the order of the text.
 */
export function census(file: MarkdownFile, range: Range, only?: 'comments'): readonly string[] {
  return [...descendants(file.blocks)]
    .flatMap((block) => [...commentsIn(block, file.text), ...(only === 'comments' ? [] : codeIn(block))])
    .filter((part) => contains(range, part))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => file.text.slice(start, end));
}

/** The HTML comments of a block that holds no other. */
export function commentsIn(block: MarkdownBlock, text: string): readonly Range[] {
  const sources = block.type === 'html' ? [block] : block.inlines.filter(({ type }) => type === 'html');
  return sources.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(/<!--[\s\S]*?-->/g)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
    })),
  );
}

function codeIn(block: MarkdownBlock): readonly Range[] {
  return block.type === 'code' ? [block] : block.inlines.filter(({ type }) => type === 'inlineCode');
}
