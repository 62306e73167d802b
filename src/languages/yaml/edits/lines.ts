import { type Edit, insertAt } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import type { YamlComment, YamlFile } from '../yaml-file.js';

/** The start of the line that an offset is on. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that an offset is on, before its newline. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The start of the line after that of an offset; the end of the text on its last line. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Columns count from 0, in UTF-16 code units. */
export function columnOf(text: string, offset: number): number {
  return offset === 0 ? 0 : offset - lineStart(text, offset);
}

/** True when nothing but white space stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return offset === 0 || text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Where the lines after a node begin; a block scalar that keeps its blank lines ends there already. */
export function lineAfter(text: string, end: number): number {
  return end > 0 && text[end - 1] === '\n' ? end : nextLine(text, end);
}

/** The newline of the line before an offset, else of the next. */
export function newlineBefore(file: YamlFile, offset: number): string {
  const before = offset === 0 ? -1 : file.text.lastIndexOf('\n', offset - 1);
  if (before < 0) return newlineNear(file, offset);
  return file.text[before - 1] === '\r' ? '\r\n' : '\n';
}

/** Whole lines put in at the start of a line, or behind a last line that has no newline, which then stays so. */
export function insertLines(file: YamlFile, offset: number, lines: readonly string[]): Edit {
  const newline = newlineBefore(file, offset);
  const isStart = offset === 0 || file.text[offset - 1] === '\n';
  if (!isStart) return insertAt(offset, lines.map((line) => newline + line).join(''));
  return insertAt(offset, lines.map((line) => line + newline).join(''));
}

/** The comments that stand on lines of their own, by the start of their line. */
export function ownLineComments({ text, comments }: YamlFile): ReadonlyMap<number, YamlComment> {
  return new Map(comments.filter(({ ownLine }) => ownLine).map((comment) => [lineStart(text, comment.start), comment]));
}
