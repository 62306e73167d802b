import type { Comparable } from './comparable.js';
import { type Hunk, hunksOf, movedHunk } from './hunk.js';

/** Tokens that are too common to tell by them which part of one text is which part of the other. */
const COMMON = new Set(['o(', 'o)', 'o,', 'o;']);

/** The places in which two lists of tokens differ, in order. Between two of them stands at least one common token. */
export function alignTokens(before: readonly Comparable[], after: readonly Comparable[], most?: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [0, 0];
  const end = { old: before.length, new: after.length };
  for (const anchor of [...anchors(before, after, most), end]) {
    if (oldAt < anchor.old || newAt < anchor.new) {
      const inBetween = hunksOf(keysOf(before.slice(oldAt, anchor.old)), keysOf(after.slice(newAt, anchor.new)), most);
      for (const hunk of inBetween) hunks.push(movedHunk(hunk, oldAt, newAt));
    }
    [oldAt, newAt] = [anchor.old + 1, anchor.new + 1];
  }
  return hunks;
}

function keysOf(list: readonly Comparable[]): readonly string[] {
  return list.map(({ key }) => key);
}

interface Anchor {
  readonly old: number;
  readonly new: number;
}

/** The tokens of note that both lists have, by their indexes. */
function anchors(before: readonly Comparable[], after: readonly Comparable[], most?: number): readonly Anchor[] {
  const notable = (list: readonly Comparable[]): readonly number[] =>
    [...list.keys()].filter((index) => !COMMON.has(list[index]?.key ?? ''));
  const [old, fresh] = [notable(before), notable(after)];
  const keys = (list: readonly Comparable[], indexes: readonly number[]) => indexes.map((index) => list[index]?.key ?? '');
  const found: Anchor[] = [];
  let [oldAt, newAt] = [0, 0];
  const hunks = hunksOf(keys(before, old), keys(after, fresh), most);
  for (const hunk of [...hunks, { oldStart: old.length, oldEnd: 0, newStart: fresh.length, newEnd: 0 }]) {
    for (; oldAt < hunk.oldStart; oldAt++, newAt++) found.push({ old: old[oldAt] ?? 0, new: fresh[newAt] ?? 0 });
    [oldAt, newAt] = [hunk.oldEnd, hunk.newEnd];
  }
  return found;
}
