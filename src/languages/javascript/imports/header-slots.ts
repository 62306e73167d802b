import type { Range } from '../../../core/range.js';
import { newlineNear } from '../../../core/source-file.js';
import { isBlankBefore, isBlankLine, lineBefore, lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { JavaScriptFile, JavaScriptToken } from '../javascript-file.js';
import { isOfFile, isOfNext } from './comments.js';
import { extentOf, placed } from './import-item.js';
import type { ParsedModule } from './parsed-module.js';
import type { Slot } from './slots.js';

/**
 * Where the first import of a file may stand: below hashbang, directives and the comments about the file, above the first
 * statement with the comments that are about it.
 */
export function headerSlots(parsed: ParsedModule): readonly Slot[] {
  const { file, program } = parsed;
  const { body, directives } = program.node;
  const [first] = body;
  const last = directives.at(-1) ?? program.node.interpreter;
  const floor = last == null ? 0 : extentOf(file, placed(last)).end;
  if (first === undefined) return atEnd(file);
  const start = startOfFirst(file, floor, first.start ?? 0);
  if (start === null) return [];
  const newline = newlineNear(file, start);
  const isTight = start > 0 && !isBlankBefore(file.text, start);
  const indent = /^[ \t]*/.exec(file.text.slice(lineStartAt(file.text, first.start ?? 0)))?.[0] ?? '';
  const slot: Slot = { offset: start, before: (isTight ? newline : '') + indent, after: newline + newline, newline };
  return [slot];
}

/** Where the line begins that the first statement, or the first comment about it, stands on; null where that line is shared. */
function startOfFirst(file: JavaScriptFile, floor: number, statement: number): number | null {
  const { text, tokens } = file;
  const below = floor === 0 ? 0 : lineEndAt(text, floor);
  const above = tokens.filter(({ kind, start, end }) => kind === 'comment' && start >= below && end <= statement);
  const [bound] = above.filter((comment) => isOfNext(file, comment));
  let start = lineStartAt(text, statement);
  for (const comment of above.toReversed()) {
    const isBound = bound !== undefined && comment.start >= bound.start;
    const isAbout = touches(text, comment, start) && !(isOfFile(file, comment) && comment.end <= start);
    if (!isBound && !isAbout) break;
    start = lineStartAt(text, comment.start);
  }
  return start < below || isWithin(tokens, start) ? null : start;
}

/** True when nothing stands between the comment and the line below it. */
function touches(text: string, comment: JavaScriptToken, start: number): boolean {
  return comment.end > start || skipBreak(text, lineEndAt(text, comment.end)) === start;
}

function isWithin(tokens: readonly Range[], offset: number): boolean {
  return tokens.some(({ start, end }) => start < offset && offset < end);
}

/** A file without a statement. */
function atEnd(file: JavaScriptFile): readonly Slot[] {
  const { text } = file;
  const newline = newlineNear(file, text.length);
  if (text.trim() === '') return [{ offset: text.length, before: '', after: newline, newline }];
  const isOpen = lineStartAt(text, text.length) !== text.length;
  const start = lineStartAt(text, text.length);
  const previous = isOpen ? start : lineBefore(text, start);
  const isBlank = previous !== null && isBlankLine(text, previous);
  const before = (isOpen ? newline : '') + (isBlank ? '' : newline);
  return [{ offset: text.length, before, after: isOpen ? '' : newline, newline }];
}
