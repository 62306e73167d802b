import type { Statement } from '@babel/types';
import type { Range } from '../../../core/range.js';
import { type Newline, newlineNear } from '../../../core/source-file.js';
import { isBlankBefore, isBlankLine, lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { isBuiltin, unprefixed } from './builtin-modules.js';
import { commentsAbove, isOfNext } from './comments.js';
import { headerSlots } from './header-slots.js';
import { extentOf } from './import-item.js';
import { importItems } from './import-items.js';
import { leadingRun } from './leading-run.js';
import type { ParsedModule } from './parsed-module.js';

/** A way to write new lines into the text: `before`, the lines joined by `newline`, `after`, all put in at `offset`. */
export interface Slot {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly newline: Newline;
}

/** Where a new import of a module may stand, best first: among the leading imports, else below the header of the file. */
export function slotsFor(parsed: ParsedModule, module: string, isBare: boolean): readonly Slot[] {
  const run = leadingRun(parsed);
  return run.length === 0 ? headerSlots(parsed) : slotsInRun(parsed, run, module, isBare);
}

/** Built-in modules, packages, files of the project: the order that most files have. */
export function rankOf(module: string): number {
  return isBuiltin(module) ? 0 : /^[./#]/.test(module) ? 2 : 1;
}

interface Line {
  readonly statement: Statement & Range;
  /** The module that it imports; null where it binds nothing of it. */
  readonly module: string | null;
}

function slotsInRun(
  { file, program }: ParsedModule,
  run: readonly (Statement & Range)[],
  module: string,
  isBare: boolean,
): readonly Slot[] {
  const items = importItems(program).filter(({ local }) => local !== null);
  const lines = run.map((statement): Line => {
    return { statement, module: items.find((item) => item.statement === statement)?.module ?? null };
  });
  const best = isBare ? [] : bestSlots(file, lines, module);
  const below = [...run].reverse().map((statement) => slotBelow(file, statement, 0));
  const above = run.map((statement) => slotAbove(file, statement, 0));
  return [...best, ...below, ...above].filter((slot) => slot !== null);
}

function bestSlots(file: JavaScriptFile, lines: readonly Line[], module: string): readonly (Slot | null)[] {
  const rank = rankOf(module);
  const ranked = lines.flatMap((line) =>
    line.module === null ? [] : [{ ...line, module: line.module, rank: rankOf(line.module) }],
  );
  const same = ranked.filter((line) => line.rank === rank);
  if (same.length > 0) {
    const modules = same.map((line) => unprefixed(line.module));
    const isSorted = modules.every((one, index) => index === 0 || (modules[index - 1] ?? '') <= one);
    const next = isSorted ? same.find((line) => unprefixed(line.module) > unprefixed(module)) : undefined;
    const previous = next === undefined ? same.at(-1) : same[same.indexOf(next) - 1];
    return [
      ...(next === undefined ? [] : [slotAbove(file, next.statement, 0)]),
      previous ? slotBelow(file, previous.statement, 0) : null,
    ];
  }
  const blanks = hasGroups(file, lines) ? 1 : 0;
  const lower = ranked.filter((line) => line.rank < rank).at(-1);
  if (lower !== undefined) return [slotBelow(file, lower.statement, 0, blanks)];
  const higher = ranked.find((line) => line.rank > rank);
  return higher === undefined ? [] : [slotAbove(file, higher.statement, blanks)];
}

function hasGroups({ text }: JavaScriptFile, lines: readonly Line[]): boolean {
  return lines.slice(1).some(({ statement }) => isBlankBefore(text, lineStartAt(text, statement.start)));
}

/** Directly below the line of a statement; null where something but comments shares the line, or a comment goes on below it. */
function slotBelow(file: JavaScriptFile, whole: Range, blanksBelow: number, blanksAbove = 0): Slot | null {
  const { text, tokens } = file;
  const statement = extentOf(file, whole);
  const end = lineEndAt(text, statement.end);
  const shares = tokens.some(
    (token) => token.start >= statement.end && token.start < end && (token.kind !== 'comment' || token.end > end),
  );
  if (shares) return null;
  const newline = newlineNear(file, end);
  const indent = indentAt(text, statement.start);
  const below = isBlankLine(text, skipBreak(text, end)) ? 0 : blanksBelow;
  return { offset: end, before: newline + newline.repeat(blanksAbove) + indent, after: newline.repeat(below), newline };
}

/** Directly above a statement; null where it does not begin its line, or a comment above belongs to it. */
function slotAbove(file: JavaScriptFile, statement: Range, blanksBelow: number): Slot | null {
  const { text } = file;
  const start = lineStartAt(text, statement.start);
  if (text.slice(start, statement.start).trim() !== '') return null;
  const above = commentsAbove(file, start);
  const last = above.at(-1);
  const touches = last !== undefined && skipBreak(text, lineEndAt(text, last.end)) === start;
  if (touches || above.some((comment) => isOfNext(file, comment))) return null;
  const newline = newlineNear(file, start);
  return { offset: start, before: indentAt(text, statement.start), after: newline.repeat(1 + blanksBelow), newline };
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartAt(text, offset), offset))?.[0] ?? '';
}
