import { diffArrays } from 'diff';
import type { Comparable } from './comparable.js';

/** Tokens `[oldStart, oldEnd)` of one list stand where `[newStart, newEnd)` of the other stand; one of the two may be empty. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Texts that differ in more tokens than this are taken to differ wholly. */
const MOST_DIFFERENCES = 5_000;

/** Tokens that are too common to tell by them which part of one text is which part of the other. */
const COMMON = new Set(['o(', 'o)', 'o,', 'o;']);

/** The places in which two lists of tokens differ, in order. Between two of them stands at least one common token. */
export function alignTokens(before: readonly Comparable[], after: readonly Comparable[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [0, 0];
  const end = { old: before.length, new: after.length };
  for (const anchor of [...anchors(before, after), end]) {
    const keys = (list: readonly Comparable[], from: number, to: number) => list.slice(from, to).map(({ key }) => key);
    const inBetween = hunksOf(keys(before, oldAt, anchor.old), keys(after, newAt, anchor.new));
    for (const hunk of inBetween) hunks.push(moved(hunk, oldAt, newAt));
    [oldAt, newAt] = [anchor.old + 1, anchor.new + 1];
  }
  return hunks;
}

interface Anchor {
  readonly old: number;
  readonly new: number;
}

/** The tokens of note that both lists have, by their indexes. */
function anchors(before: readonly Comparable[], after: readonly Comparable[]): readonly Anchor[] {
  const notable = (list: readonly Comparable[]): readonly number[] =>
    [...list.keys()].filter((index) => !COMMON.has(list[index]?.key ?? ''));
  const [old, fresh] = [notable(before), notable(after)];
  const keys = (list: readonly Comparable[], indexes: readonly number[]) => indexes.map((index) => list[index]?.key ?? '');
  const found: Anchor[] = [];
  let [oldAt, newAt] = [0, 0];
  const hunks = hunksOf(keys(before, old), keys(after, fresh));
  for (const hunk of [...hunks, { oldStart: old.length, oldEnd: 0, newStart: fresh.length, newEnd: 0 }]) {
    for (; oldAt < hunk.oldStart; oldAt++, newAt++) found.push({ old: old[oldAt] ?? 0, new: fresh[newAt] ?? 0 });
    [oldAt, newAt] = [hunk.oldEnd, hunk.newEnd];
  }
  return found;
}

function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  if (before.length === 0 && after.length === 0) return [];
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_DIFFERENCES });
  if (parts === undefined) return [{ oldStart: 0, oldEnd: before.length, newStart: 0, newEnd: after.length }];
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const { added, removed, count } of parts) {
    const [oldEnd, newEnd] = [oldAt + (added ? 0 : count), newAt + (removed ? 0 : count)];
    if (added || removed) {
      const last = hunks.at(-1);
      const follows = last?.oldEnd === oldAt && last.newEnd === newAt;
      const { oldStart, newStart } = follows ? last : { oldStart: oldAt, newStart: newAt };
      if (follows) hunks.pop();
      hunks.push({ oldStart, oldEnd, newStart, newEnd });
    }
    [oldAt, newAt] = [oldEnd, newEnd];
  }
  return hunks;
}

function moved({ oldStart, oldEnd, newStart, newEnd }: Hunk, old: number, fresh: number): Hunk {
  return { oldStart: oldStart + old, oldEnd: oldEnd + old, newStart: newStart + fresh, newEnd: newEnd + fresh };
}
