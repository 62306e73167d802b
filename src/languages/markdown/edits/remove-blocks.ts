import { type Edit, replaceRange } from '../../../core/edit.js';
import { isBlankBefore, isBlankLine, lastLineEnd, lineBefore, lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import type { MarkdownSection } from '../services.js';
import { endOfRemoval } from './gap.js';
import { endOfSection, indexOf } from './insert-section.js';
import { regionsOf } from './regions.js';
import { type BlockPath, blockAt, pathTo } from './shape.js';
import { verified } from './verified.js';

/** See {@link MarkdownServices.removeBlocks}. */
export function removeBlocks(file: MarkdownFile, first: MarkdownBlock, last: MarkdownBlock): readonly Edit[] | null {
  const path = pathTo(file.blocks, first);
  const lastPath = pathTo(file.blocks, last);
  const [from, to] = [path?.at(-1), lastPath?.at(-1)];
  if (path == null || lastPath == null || from === undefined || to === undefined || from > to) return null;
  const parent = path.slice(0, -1);
  if (parent.join() !== lastPath.slice(0, -1).join()) return null;
  return removeRun(file, parent, from, to + 1);
}

/** See {@link MarkdownServices.removeSection}. */
export function removeSection(file: MarkdownFile, section: MarkdownSection): readonly Edit[] | null {
  const at = indexOf(file, section);
  return at === null ? null : removeRun(file, [], at, endOfRemoval(file, at, endOfSection(file, at, section)));
}

function removeRun(file: MarkdownFile, parent: BlockPath, from: number, to: number): readonly Edit[] | null {
  const siblings = parent.length === 0 ? file.blocks : (blockAt(file.blocks, parent)?.children ?? []);
  const [first, last] = [siblings[from], siblings[to - 1]];
  if (first === undefined || last === undefined) return null;
  if (to - from === siblings.length && parent.length > 0) return removeParent(file, parent);
  if (parent.length === 0 && tearsRegion(file, from, to)) return null;
  const span = { start: lineStartAt(file.text, first.start), end: lastLineEnd(file.text, last) };
  const isLast = to === siblings.length && parent.length === 0;
  const range = withBlankLines(file.text, span, {
    isFirst: from === 0,
    isLast,
    blank: blankIn(file, parent),
  });
  return verified(file, [replaceRange(file.text, range, '')], { parent, from, to, inserted: [] });
}

/** A container that would be left empty goes as well. */
function removeParent(file: MarkdownFile, parent: BlockPath): readonly Edit[] | null {
  const at = parent.at(-1);
  return at === undefined ? null : removeRun(file, parent.slice(0, -1), at, at + 1);
}

function tearsRegion(file: MarkdownFile, from: number, to: number): boolean {
  const holds = (index: number): boolean => from <= index && index < to;
  return regionsOf(file).some(({ open, close }) => holds(open) !== holds(close));
}

/** In a quote, a line with nothing but its mark is blank. */
function blankIn(file: MarkdownFile, parent: BlockPath): RegExp {
  const isQuoted = parent.some((_, index) => blockAt(file.blocks, parent.slice(0, index + 1))?.type === 'blockquote');
  return isQuoted ? /^[ \t>]*$/ : /^[ \t]*$/;
}

interface Surroundings {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly blank: RegExp;
}

/** The lines to take out: of the blank lines around, those below go, or those above at the end of the file. */
function withBlankLines(
  text: string,
  span: { start: number; end: number },
  around: Surroundings,
): { start: number; end: number } {
  const { blank } = around;
  const end = skipBreak(text, span.end);
  if (around.isLast) return atEnd(text, { start: span.start, end }, around);
  if (!around.isFirst && !isBlankBefore(text, span.start, blank)) return { start: span.start, end };
  let next = end;
  while (isBlankLine(text, next, blank)) next = skipBreak(text, lineEndAt(text, next));
  return { start: span.start, end: next };
}

function atEnd(
  text: string,
  { start, end }: { start: number; end: number },
  { blank }: Surroundings,
): { start: number; end: number } {
  let above = start;
  while (isBlankBefore(text, above, blank)) above = lineBefore(text, above) ?? 0;
  if (end > 0 && /[\r\n]/.test(text.charAt(end - 1))) return { start: above, end };
  // The file ends without a line break, and goes on doing so.
  const before = lineBefore(text, above);
  return { start: before === null ? above : lineEndAt(text, before), end };
}
