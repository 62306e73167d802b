import { breaksLine } from './bracket-pairs.js';
import { type Hunk, movedHunk } from './hunk.js';
import { gapAt, type Side } from './side.js';

/**
 * Of `a; b; c;` without `b;` a comparison may say that `; b` is gone. The same difference is told here as one that begins
 * where a line begins, when it can be: what is taken away or put in is then whole lines. Parentheses that are put around
 * others are the outer ones, on both sides.
 */
export function slideToLines(hunks: readonly Hunk[], before: Side, after: Side): readonly Hunk[] {
  return hunks.map((hunk, index) => {
    const back = hunk.oldStart - (hunks[index - 1]?.oldEnd ?? 0) - 1;
    const ahead = (hunks[index + 1]?.oldStart ?? before.tokens.length) - hunk.oldEnd - 1;
    if (hunk.newStart === hunk.newEnd) return slide(hunk, before, hunk.oldStart, hunk.oldEnd, { back, ahead });
    if (hunk.oldStart === hunk.oldEnd) return slide(hunk, after, hunk.newStart, hunk.newEnd, { back, ahead });
    return hunk;
  });
}

/** How many common tokens a hunk may pass on either side and still have one before the next hunk. */
interface Room {
  readonly back: number;
  readonly ahead: number;
}

function slide(hunk: Hunk, side: Side, start: number, end: number, { back, ahead }: Room): Hunk {
  const { tokens } = side;
  const isAll = (key: string): boolean => tokens.slice(start, end).every((token) => token.key === key);
  if (isAll('o(')) return shifted(hunk, -countWhile(back, (by) => tokens[start - by]?.key === 'o('));
  if (isAll('o)'))
    return shifted(
      hunk,
      countWhile(ahead, (by) => tokens[end + by - 1]?.key === 'o)'),
    );
  for (let by = 0; by <= back; by++) {
    if (beginsLine(side, start - by)) return shifted(hunk, -by);
    const [entering, leaving] = [tokens[start - by - 1], tokens[end - by - 1]];
    if (entering === undefined || entering.key !== leaving?.key) return hunk;
  }
  return hunk;
}

function countWhile(most: number, holds: (by: number) => boolean): number {
  let by = 0;
  while (by < most && holds(by + 1)) by++;
  return by;
}

function beginsLine(side: Side, index: number): boolean {
  const [previous, token] = [side.tokens[index - 1]?.token, side.tokens[index]?.token];
  if (token === undefined) return false;
  return previous === undefined || breaksLine(gapAt(side, index));
}

function shifted(hunk: Hunk, by: number): Hunk {
  return movedHunk(hunk, by, by);
}
