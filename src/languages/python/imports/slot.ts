import type { Newline } from '../../../core/source-file.js';
import { newlineNear } from '../../../core/source-file.js';
import type { PythonFile } from '../python-file.js';
import { headerOf, touchingComments } from './header.js';
import type { RunLine } from './import-run.js';
import { type GapLine, type ModuleLine, moduleLines } from './module-lines.js';

/** A way to write new lines into the text: `before`, the lines joined by `newline`, `after`, all put in at `offset`. */
export interface Insertion {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly newline: Newline;
}

/** A place for new lines. Its insertions give the same text; one of them may meet another edit where the next does not. */
export type Slot = readonly Insertion[];

type Span = Pick<GapLine, 'contentEnd' | 'end'>;

/** Directly below a line. */
export function slotBelow(file: PythonFile, line: Span, blanks: { above: number; below: number } = { above: 0, below: 0 }): Slot {
  const newline = newlineNear(file, line.contentEnd);
  const above = newline.repeat(blanks.above);
  const below = newline.repeat(blanks.below);
  const atContentEnd = { offset: line.contentEnd, before: newline + above, after: below, newline };
  if (line.end === line.contentEnd) return [atContentEnd];
  return [{ offset: line.end, before: above, after: newline + below, newline }, atContentEnd];
}

/** Directly above an offset where a physical line begins. */
function slotAbove(file: PythonFile, start: number, previous: Span | null, blanksBelow: number): Slot {
  const newline = newlineNear(file, start);
  const below = newline.repeat(blanksBelow);
  const atStart = { offset: start, before: '', after: newline + below, newline };
  if (previous === null || previous.end === previous.contentEnd) return [atStart];
  return [atStart, { offset: previous.contentEnd, before: newline, after: below, newline }];
}

/** Directly above a line of a run, below the comments that touch it. */
export function slotBefore(file: PythonFile, { index, line }: RunLine): Slot {
  return slotAbove(file, line.start, line.above.at(-1) ?? moduleLines(file).lines[index - 1] ?? null, 0);
}

/** A section of its own above a group: above the comments that head the group, unless they are the file's own header. */
export function slotForSectionAbove(file: PythonFile, first: RunLine): Slot {
  const heading = touchingComments(first.line.above);
  const header = headerOf(file);
  const above = first.line.above.slice(0, first.line.above.length - heading.length);
  const previous = above.at(-1) ?? moduleLines(file).lines[first.index - 1] ?? null;
  const isHeader = heading.some((line) => line.end === header.last?.end);
  if (heading[0] !== undefined && !isHeader) return slotAbove(file, heading[0].start, previous, 1);
  return slotAbove(file, first.line.start, heading.at(-1) ?? previous, 1);
}

/** Where a module has no imports yet: below its header, one blank line around. */
export function slotBelowHeader(file: PythonFile): Slot {
  const { lines, tail } = moduleLines(file);
  const header = headerOf(file);
  const next = lines[header.lines];
  const gap = (next?.above ?? tail).filter((line) => line.start >= (header.last?.end ?? 0));
  const isBlankBelow = gap[0]?.kind === 'blank';
  const isCodeBelow = next !== undefined || gap.some((line) => line.kind === 'comment');
  const below = isBlankBelow || !isCodeBelow ? 0 : blanksBefore(file, next);
  if (header.last !== null) return slotBelow(file, header.last, { above: 1, below });
  const newline = newlineNear(file, 0);
  return [{ offset: 0, before: '', after: newline + newline.repeat(below), newline }];
}

const DEFINITIONS = ['function_definition', 'class_definition', 'decorated_definition'];

/** Blank lines between an import and what follows: one, or as many as the file has before its definitions. */
function blanksBefore(file: PythonFile, next: ModuleLine | undefined): number {
  if (!isDefinition(next)) return 1;
  const { lines } = moduleLines(file);
  const counts = lines
    .slice(1)
    .filter(isDefinition)
    .map((line) => line.above.filter((gap) => gap.kind === 'blank').length);
  return Math.min(2, Math.max(1, ...(counts.length === 0 ? [] : [Math.min(...counts)])));
}

function isDefinition(line: ModuleLine | undefined): boolean {
  return DEFINITIONS.includes(line?.statements[0]?.type ?? '');
}
