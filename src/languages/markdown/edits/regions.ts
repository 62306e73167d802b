import { commentsIn } from '../census.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';

/** A part of a file between two comments, such as `<!-- toc -->` and `<!-- end toc -->`: indexes of the blocks that hold them. */
export interface Region {
  readonly open: number;
  readonly close: number;
}

const END = /\b(?:end|stop)\b|^<!--\s*\//i;
const WORDS_OF_MARKS = /\b(?:start|begin|end|stop)\b|<!--|-->/gi;
const ONE_WORD = /^<!--\s*[\w:.-]+\s*-->$/;

/** True for a comment that closes a region. */
export function isEndMark(comment: string): boolean {
  return END.test(comment);
}

/** The regions of a file: an end mark belongs to the nearest open comment of its name, one without a name to any single word. */
export function regionsOf({ blocks, text }: MarkdownFile): readonly Region[] {
  const regions: Region[] = [];
  const open: { readonly index: number; readonly comment: string }[] = [];
  for (const [index, block] of blocks.entries()) {
    for (const { start, end } of commentsIn(block, text)) {
      const comment = text.slice(start, end);
      if (!isEndMark(comment)) open.push({ index, comment });
      else {
        const at = open.findLastIndex((mark) => belongTogether(mark.comment, comment));
        const opening = at < 0 ? undefined : open.splice(at)[0];
        if (opening !== undefined && opening.index < index) regions.push({ open: opening.index, close: index });
      }
    }
  }
  return regions;
}

function belongTogether(opening: string, closing: string): boolean {
  const name = nameOf(closing);
  return name === '' ? ONE_WORD.test(opening) || nameOf(opening) === '' : nameOf(opening) === name;
}

function nameOf(comment: string): string {
  return comment
    .replace(WORDS_OF_MARKS, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

/** True when a block is nothing but comments. */
export function isComment(block: MarkdownBlock): boolean {
  return block.type === 'html' && block.text.replace(/<!--[\s\S]*?-->/g, '').trim() === '' && block.text.includes('<!--');
}
