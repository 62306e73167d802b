import { bracketPairs } from './bracket-pairs.js';
import { type Hunk, movedHunk } from './hunk.js';
import type { Side } from './side.js';

/** A brace that comes or goes by itself is told, among those that it stands with, to be the one whose partner comes or goes. */
export function slideToPartners(hunks: readonly Hunk[], before: Side, after: Side): readonly Hunk[] {
  const isBrace = ({ tokens }: Side, start: number, end: number): boolean => end - start === 1 && tokens[start]?.key === 'o}';
  return hunks.map((hunk, index) => {
    const { oldStart, oldEnd, newStart, newEnd } = hunk;
    const room = {
      back: oldStart - (hunks[index - 1]?.oldEnd ?? 0) - 1,
      ahead: (hunks[index + 1]?.oldStart ?? before.tokens.length) - oldEnd - 1,
    };
    if (oldStart === oldEnd && isBrace(after, newStart, newEnd)) {
      const changed = (at: number): boolean => hunks.some((other) => other.newStart <= at && at < other.newEnd);
      return slide(hunk, after, newStart, room, changed);
    }
    if (newStart === newEnd && isBrace(before, oldStart, oldEnd)) {
      const changed = (at: number): boolean => hunks.some((other) => other.oldStart <= at && at < other.oldEnd);
      return slide(hunk, before, oldStart, room, changed);
    }
    return hunk;
  });
}

interface Room {
  readonly back: number;
  readonly ahead: number;
}

function slide(hunk: Hunk, { tokens }: Side, start: number, { back, ahead }: Room, isChanged: (index: number) => boolean): Hunk {
  let [first, last] = [0, 0];
  while (-first < back && tokens[start + first - 1]?.key === 'o}') first--;
  while (last < ahead && tokens[start + last + 1]?.key === 'o}') last++;
  if (first === last) return hunk;
  const opening = new Map(bracketPairs(tokens).map(({ open, close }) => [close, open]));
  for (let by = first; by <= last; by++) if (isChanged(opening.get(start + by) ?? -1)) return movedHunk(hunk, by, by);
  return hunk;
}
