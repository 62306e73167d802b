import { isBlankLine, lineBefore, lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { TomlFile, TomlTable } from '../toml-file.js';

const COMMENT_LINE = /^[ \t]*#/;

/** Where the comment lines begin that stand right above the line of an offset; else where that line begins. */
export function startOfComments({ text }: TomlFile, offset: number): number {
  let start = lineStartAt(text, offset);
  for (let above = lineBefore(text, start); above !== null && isComment(text, above); above = lineBefore(text, above))
    start = above;
  return start;
}

/** The end of a table's last line, with the comment lines right below it unless they stand right above something else. */
export function endOfTable({ text }: TomlFile, table: TomlTable): number {
  const own = lineEndAt(text, Math.max(table.end, table.header?.end ?? 0));
  let end = own;
  let next = skipBreak(text, end);
  while (next > end && isComment(text, next)) {
    end = lineEndAt(text, next);
    next = skipBreak(text, end);
  }
  return next >= text.length || isBlankLine(text, next) ? end : own;
}

function isComment(text: string, start: number): boolean {
  return COMMENT_LINE.test(text.slice(start, lineEndAt(text, start)));
}
