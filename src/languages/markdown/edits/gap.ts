import { isBlankBefore, lineStartAt } from '../../lines.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import { isComment, isEndMark, type Region, regionsOf } from './regions.js';

/**
 * The index at which blocks are added behind the blocks `from` to `to` (exclusive): before the definitions that end them,
 * and before a comment that stands right above what follows.
 *
 * @param keepsDefinitions false where definitions at the end belong to the blocks before them.
 */
export function endOfRun(file: MarkdownFile, from: number, to: number, keepsDefinitions: boolean): number {
  const { blocks } = file;
  let tail = to;
  while (tail > from && isTail(blocks[tail - 1])) tail--;
  const definition = blocks.slice(tail, to).findIndex(isDefinition);
  let cut = keepsDefinitions && definition >= 0 ? tail + definition : to;
  while (cut > tail && isAttached(file, cut - 1)) cut--;
  return outsideOfRegions(cut, from, to, regionsOf(file));
}

/** The index at which blocks are added before the block `at`: before a mark that opens a region with it. */
export function beforeBlock(file: MarkdownFile, at: number, from: number): number {
  return outsideOfRegions(at, from, at, regionsOf(file));
}

/** Where the definitions and comments begin that end a run and stay when it is removed. */
export function endOfRemoval(file: MarkdownFile, from: number, to: number): number {
  const cut = endOfRun(file, from, to, to === file.blocks.length);
  const isTorn = (index: number): boolean => regionsOf(file).some(({ open, close }) => close === index && open < from);
  const lonelyEnd = (index: number): boolean => {
    const block = file.blocks[index];
    return (
      block !== undefined && isComment(block) && isEndMark(block.text) && !regionsOf(file).some(({ close }) => close === index)
    );
  };
  let end = cut;
  while (end > from + 1 && (isTorn(end - 1) || lonelyEnd(end - 1))) end--;
  return end;
}

function outsideOfRegions(start: number, from: number, to: number, regions: readonly Region[]): number {
  let cut = start;
  while (cut > from && regions.some(({ open, close }) => open === cut - 1 && close >= Math.max(cut, to))) cut--;
  while (cut < to && regions.some(({ open, close }) => open >= from && open < cut && close === cut)) cut++;
  return cut;
}

function isTail(block: MarkdownBlock | undefined): boolean {
  return block !== undefined && (isDefinition(block) || isComment(block));
}

function isDefinition({ type }: MarkdownBlock): boolean {
  return type === 'definition' || type === 'footnoteDefinition';
}

/** True for a comment that opens something and stands right above the block that follows. */
function isAttached({ blocks, text }: MarkdownFile, index: number): boolean {
  const [comment, next] = [blocks[index], blocks[index + 1]];
  if (comment === undefined || next === undefined || !isComment(comment) || isEndMark(comment.text)) return false;
  return !isBlankBefore(text, lineStartAt(text, next.start));
}
