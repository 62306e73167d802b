import type { Hunk } from '../../core/diff.js';

/** Lines of a file that others come in the place of. They are as a hunk has them, with their marks. */
export interface Replacement {
  /** Counts from 1. Where nothing is removed, the line before which something is added. */
  readonly start: number;
  /** The number of old lines. */
  readonly removes: number;
  readonly lines: readonly string[];
}

/** The old lines that a hunk shows, by number, each as one or, at an end without newline, two lines of context. */
export type KnownLines = ReadonlyMap<number, readonly string[]>;

export interface TakenApart {
  readonly replacements: readonly Replacement[];
  readonly known: KnownLines;
}

/** What hunks replace, and the lines around it. */
export function takeApart(parts: readonly Hunk[]): TakenApart {
  const known = new Map<number, readonly string[]>();
  const replacements: Replacement[] = [];
  for (const { oldStart, lines } of parts) {
    let old = oldStart;
    let former = ' ';
    for (const line of withRemarks(lines)) {
      const mark = line[0]?.charAt(0) ?? ' ';
      if (mark !== ' ' && former === ' ') replacements.push({ start: old, removes: 0, lines: [] });
      if (mark !== ' ') replacements.push(longer(replacements.pop(), line));
      if (mark !== '+') known.set(old++, [` ${line[0]?.slice(1) ?? ''}`, ...line.slice(1)]);
      former = mark;
    }
  }
  return { replacements, known };
}

/** Each line with git's remark that it has no newline, where there is one. */
function withRemarks(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('\\')) found.at(-1)?.push(line);
    else found.push([line]);
  }
  return found;
}

function longer(replacement: Replacement | undefined, line: readonly string[]): Replacement {
  const { start, removes, lines } = replacement ?? { start: 1, removes: 0, lines: [] };
  return { start, removes: removes + (line[0]?.startsWith('-') ? 1 : 0), lines: [...lines, ...line] };
}

export function isSame(one: Replacement, other: Replacement): boolean {
  return one.start === other.start && one.lines.join('\n') === other.lines.join('\n');
}

/** Lines around a change that a hunk shows. */
export const CONTEXT = 3;

/** Whether two replacements are of the same lines, or add at the same place, so that they cannot be shown as one. */
export function doMeet(all: readonly Replacement[]): boolean {
  const sorted = [...all].sort(byPlace);
  return sorted.some((one, index) => {
    const next = sorted[index + 1];
    return next !== undefined && (next.start < one.start + one.removes || next.start + next.removes === one.start);
  });
}

/** Hunks that replace all of it. No two may meet, but for the same one. */
export function putTogether(all: readonly Replacement[], known: KnownLines): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let grown = 0;
  for (const group of groupsOf([...withoutDoubles(all)].sort(byPlace))) {
    const hunk = hunkOf(group, known, grown);
    grown += hunk.newLines - hunk.oldLines;
    hunks.push(hunk);
  }
  return hunks;
}

export function withoutDoubles(all: readonly Replacement[]): readonly Replacement[] {
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}

/** What is added before a line comes before what is in its place. */
function byPlace(a: Replacement, b: Replacement): number {
  return a.start - b.start || a.removes - b.removes;
}

/** Those whose context touches share a hunk. */
function groupsOf(sorted: readonly Replacement[]): readonly (readonly Replacement[])[] {
  const groups: Replacement[][] = [];
  for (const one of sorted) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && one.start - (last.start + last.removes) <= 2 * CONTEXT) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups;
}

function hunkOf(group: readonly Replacement[], known: KnownLines, grown: number): Hunk {
  const from = (group[0]?.start ?? 1) - CONTEXT;
  const context = (start: number, end: number): readonly (readonly string[])[] =>
    Array.from({ length: Math.max(0, end - start) }, (_, index) => known.get(start + index) ?? []).filter(
      ({ length }) => length > 0,
    );
  const before = context(from, group[0]?.start ?? 1);
  const lines: string[] = before.flat();
  for (const [index, one] of group.entries()) {
    const end = one.start + one.removes;
    lines.push(...one.lines, ...context(end, group[index + 1]?.start ?? end + CONTEXT).flat());
  }
  const count = (mark: string): number => lines.filter((line) => line.startsWith(mark)).length;
  const oldStart = (group[0]?.start ?? 1) - before.length;
  return { oldStart, newStart: oldStart + grown, oldLines: count(' ') + count('-'), newLines: count(' ') + count('+'), lines };
}
