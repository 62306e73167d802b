import { diffArrays } from 'diff';

/** Tokens `[oldStart, oldEnd)` of one list stand where `[newStart, newEnd)` of the other stand; one of the two may be empty. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Lists that differ in more tokens than this are taken to differ wholly. */
const MOST_DIFFERENCES = 5_000;

/** The places in which two lists of keys differ, in order. Between two of them stands at least one common key. */
export function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
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

/** The same further on in both lists. */
export function movedHunk({ oldStart, oldEnd, newStart, newEnd }: Hunk, old: number, fresh: number): Hunk {
  return { oldStart: oldStart + old, oldEnd: oldEnd + old, newStart: newStart + fresh, newEnd: newEnd + fresh };
}
