import { contains, type Range } from '../../core/range.js';
import { mayHoldSuppression } from '../../core/suppression.js';
import { lastLineEnd, lineStartAt } from '../lines.js';
import type { Remark } from '../remark.js';
import { commentsIn } from './census.js';
import { descendants } from './descendants.js';
import type { MarkdownBlock, MarkdownFile } from './markdown-file.js';

/**
 * The comments that may hold codemods back. One that is a block of its own is about the next block that is more than
 * comments, lists and quotes whole; one inside of a block is about that block.
 */
export function remarks(file: MarkdownFile): readonly Remark[] {
  const blocks = [...descendants(file.blocks)];
  return blocks
    .flatMap((block, index) =>
      commentsIn(block, file.text)
        .filter(({ start, end }) => mayHoldSuppression(file.text.slice(start, end)))
        .map((comment) =>
          toRemark(file, comment, isOnlyComments(block, file.text) ? nextBlock(blocks, index, file.text) : block),
        ),
    )
    .sort((a, b) => a.start - b.start);
}

function toRemark({ text }: MarkdownFile, comment: Range, about: Range): Remark {
  const start = lineStartAt(text, Math.min(comment.start, about.start));
  const covers = { start, end: lastLineEnd(text, { start, end: Math.max(comment.end, about.end) }) };
  return { ...comment, text: text.slice(comment.start, comment.end), covers };
}

/** The block itself where none follows. */
function nextBlock(blocks: readonly MarkdownBlock[], index: number, text: string): Range {
  const [comment] = blocks.slice(index, index + 1);
  const own = comment ?? { start: 0, end: 0 };
  return blocks.slice(index + 1).find((block) => !isOnlyComments(block, text)) ?? own;
}

function isOnlyComments(block: MarkdownBlock, text: string): boolean {
  if (block.type !== 'html') return false;
  const comments = commentsIn(block, text);
  const [first] = comments;
  if (first === undefined || !contains(block, first)) return false;
  return comments.reduce((rest, { start, end }) => rest - (end - start), block.end - block.start) <= spaceIn(block, text);
}

function spaceIn({ start, end }: Range, text: string): number {
  return text
    .slice(start, end)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\S/g, '').length;
}
