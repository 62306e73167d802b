import { diffWordsWithSpace } from 'diff';
import type { Hunk } from '../diff.js';
import type { Range } from '../range.js';

/** A line of a hunk, with the words of it that differ. */
export interface DiffLine {
  /** `\` is git's remark that the line before has no newline. */
  readonly mark: ' ' | '-' | '+' | '\\';
  /** Without its mark and without its LF. */
  readonly text: string;
  /** Ranges of the text, sorted and apart. Empty where the whole line is new, or too much of it to tell. */
  readonly changed: readonly Range[];
  /** Counts from 1; null on the side where the line is not. */
  readonly oldLine: number | null;
  readonly newLine: number | null;
}

/** Characters. Longer lines are seldom read, and comparing their words is slow. */
const LONGEST_LINE = 500;
/** Characters on each side, for lines that are compared together. */
const LONGEST_BLOCK = 4000;
/** The search takes time quadratic in the number of words that differ. */
const MAX_EDIT_LENGTH = 300;
/** Where less of the shorter side than this stays, the lines are told apart whole: marks all over help nobody. */
const LEAST_COMMON = 0.3;

interface Pair {
  readonly old: readonly Range[];
  readonly now: readonly Range[];
}

const NOTHING: Pair = { old: [], now: [] };

/** The lines of a hunk, numbered, with the changed words of those that replace each other. */
export function wordDiff(hunk: Hunk): readonly DiffLine[] {
  const lines = numbered(hunk);
  const changed = new Map<DiffLine, readonly Range[]>();
  for (const block of changedBlocks(lines)) {
    const old = block.filter(({ mark }) => mark === '-');
    const now = block.filter(({ mark }) => mark === '+');
    for (const [line, ranges] of compareBlock(old, now)) changed.set(line, ranges);
  }
  return lines.map((line) => ({ ...line, changed: changed.get(line) ?? [] }));
}

function numbered(hunk: Hunk): readonly DiffLine[] {
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  return hunk.lines.map((line) => {
    const mark = markOf(line);
    const isOld = mark === ' ' || mark === '-';
    const isNew = mark === ' ' || mark === '+';
    return {
      mark,
      text: line.slice(1),
      changed: [],
      oldLine: isOld ? oldLine++ : null,
      newLine: isNew ? newLine++ : null,
    };
  });
}

function markOf(line: string): DiffLine['mark'] {
  const mark = line[0];
  return mark === '-' || mark === '+' || mark === '\\' ? mark : ' ';
}

/** Runs of lines between those that stay. */
function changedBlocks(lines: readonly DiffLine[]): readonly (readonly DiffLine[])[] {
  const blocks: DiffLine[][] = [[]];
  for (const line of lines) {
    if (line.mark === ' ') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** Line by line where there are as many; else together, so that a line that is split in two is compared with both. */
function compareBlock(old: readonly DiffLine[], now: readonly DiffLine[]): readonly (readonly [DiffLine, readonly Range[]])[] {
  if (old.length === now.length) return old.flatMap((line, index) => compareLines([line], now.slice(index, index + 1)));
  return compareLines(old, now);
}

function compareLines(old: readonly DiffLine[], now: readonly DiffLine[]): readonly (readonly [DiffLine, readonly Range[]])[] {
  if (old.length === 0 || now.length === 0 || [...old, ...now].some(({ text }) => text.length > LONGEST_LINE)) return [];
  const pair = compareTexts(joined(old), joined(now));
  return [...perLine(old, pair.old), ...perLine(now, pair.now)];
}

function joined(lines: readonly DiffLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

function compareTexts(old: string, now: string): Pair {
  if (Math.max(old.length, now.length) > LONGEST_BLOCK) return NOTHING;
  const changes = diffWordsWithSpace(old, now, { maxEditLength: MAX_EDIT_LENGTH });
  if (changes === undefined) return NOTHING;
  const ranges: { old: Range[]; now: Range[] } = { old: [], now: [] };
  let [common, oldEnd, newEnd] = [0, 0, 0];
  for (const { added, removed, value } of changes) {
    if (removed) ranges.old.push({ start: oldEnd, end: oldEnd + value.length });
    if (added) ranges.now.push({ start: newEnd, end: newEnd + value.length });
    if (!added && !removed) common += value.replace(/\s/g, '').length;
    if (!added) oldEnd += value.length;
    if (!removed) newEnd += value.length;
  }
  if (common < LEAST_COMMON * Math.min(old.trim().length, now.trim().length)) return NOTHING;
  return { old: tidied(old, ranges.old), now: tidied(now, ranges.now) };
}

/** Ranges with nothing but blanks between them become one; none begins or ends inside of a surrogate pair. */
function tidied(text: string, ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const start = isInsidePair(text, range.start) ? range.start - 1 : range.start;
    const end = isInsidePair(text, range.end) ? range.end + 1 : range.end;
    const last = result.at(-1);
    if (last !== undefined && /^[ \t]*$/.test(text.slice(last.end, start)))
      result[result.length - 1] = { start: last.start, end };
    else result.push({ start, end });
  }
  return result;
}

function isInsidePair(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

/** A line that is new from end to end tells so by itself. */
function isWhole(text: string, ranges: readonly Range[]): boolean {
  const kept = ranges.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return kept.trim() === '';
}

/** Ranges of joined lines as ranges of each. */
function perLine(lines: readonly DiffLine[], ranges: readonly Range[]): readonly (readonly [DiffLine, readonly Range[]])[] {
  let start = 0;
  return lines.map((line) => {
    const end = start + line.text.length;
    const own = ranges
      .map((range) => ({ start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start }))
      .filter((range) => range.start < range.end);
    start = end + 1;
    return [line, isWhole(line.text, own) ? [] : own];
  });
}
