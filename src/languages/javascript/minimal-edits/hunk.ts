import { diffArrays } from 'diff';
import { uniqueKeys } from './unique-keys.js';

/** Tokens `[oldStart, oldEnd)` of one list stand where `[newStart, newEnd)` of the other stand; one of the two may be empty. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Lists that differ in more tokens than this are taken to differ wholly. */
const MOST_DIFFERENCES = 5_000;

/** Lists that differ in more keys than this are parted by the keys that both hold once: to compare them whole costs the square of the differences. */
const FEW_DIFFERENCES = 400;

/**
 * The places in which two lists of keys differ, in order. Between two of them stands at least one common key.
 *
 * @param most more differences than this, between two keys that both lists hold once, are not told apart.
 */
export function hunksOf(before: readonly string[], after: readonly string[], most = MOST_DIFFERENCES): readonly Hunk[] {
  return differences(before, after, FEW_DIFFERENCES) ?? hunksBetween(before, after, most);
}

function hunksBetween(before: readonly string[], after: readonly string[], most: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const shared of [...uniqueKeys(before, after), { old: before.length, new: after.length }]) {
    const [old, fresh] = [before.slice(oldAt, shared.old), after.slice(newAt, shared.new)];
    const found = differences(old, fresh, most) ?? [{ oldStart: 0, oldEnd: old.length, newStart: 0, newEnd: fresh.length }];
    hunks.push(...found.map((hunk) => movedHunk(hunk, oldAt, newAt)));
    [oldAt, newAt] = [shared.old + 1, shared.new + 1];
  }
  return hunks;
}

/** Null where there are more than so many. */
function differences(before: readonly string[], after: readonly string[], most: number): readonly Hunk[] | null {
  if (before.length === 0 && after.length === 0) return [];
  const parts = diffArrays([...before], [...after], { maxEditLength: most });
  if (parts === undefined) return null;
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

/** The same further on in both lists. */
export function movedHunk({ oldStart, oldEnd, newStart, newEnd }: Hunk, old: number, fresh: number): Hunk {
  return { oldStart: oldStart + old, oldEnd: oldEnd + old, newStart: newStart + fresh, newEnd: newEnd + fresh };
}
