import type { Hunk } from './hunk.js';
import { partners } from './partners.js';
import type { Side } from './side.js';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits what stands around the heart of a hunk from it: of `a` that became `(b)`, the parentheses may be noise. A part
 * that is not left out in the end is put together with its neighbours again: see {@link joinTouching}.
 */
export function splitNoise(hunks: readonly Hunk[], before: Side, after: Side): readonly Hunk[] {
  const [oldPairs, newPairs] = [partners(before), partners(after)];
  return hunks.flatMap((hunk) => {
    const { oldStart, oldEnd, newStart, newEnd } = hunk;
    const replaces = oldStart < oldEnd && newStart < newEnd;
    const old = heartOf(before, { start: oldStart, end: oldEnd }, oldPairs, replaces);
    const fresh = heartOf(after, { start: newStart, end: newEnd }, newPairs, replaces);
    const parts: readonly Hunk[] = [
      { oldStart, oldEnd: old.start, newStart, newEnd: fresh.start },
      { oldStart: old.start, oldEnd: old.end, newStart: fresh.start, newEnd: fresh.end },
      { oldStart: old.end, oldEnd, newStart: fresh.end, newEnd },
    ];
    return parts.filter((part) => part.oldStart < part.oldEnd || part.newStart < part.newEnd);
  });
}

/** Hunks between which no token stands, as one. */
export function joinTouching(hunks: readonly Hunk[]): readonly Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    const touches = last?.oldEnd === hunk.oldStart && last.newEnd === hunk.newStart;
    if (touches) joined.pop();
    joined.push(touches ? { ...hunk, oldStart: last.oldStart, newStart: last.newStart } : hunk);
  }
  return joined;
}

/** A span without the parentheses at its borders whose partners do not stand inside, and the outer commas and semicolons of a replacement or beside a comment. */
function heartOf({ text, tokens }: Side, span: Span, pairs: ReadonlyMap<number, number>, replaces: boolean): Span {
  const written = (index: number): string => text.slice(tokens[index]?.token.start, tokens[index]?.token.end);
  let { start, end } = span;
  while (end - start > 1) {
    const isInside = (index: number | undefined): boolean => index !== undefined && start <= index && index < end;
    const isComment = (index: number): boolean => tokens[index]?.token.kind === 'comment';
    const last = written(end - 1);
    if ((replaces || isComment(end - 2)) && (last === ',' || last === ';')) end--;
    else if ((replaces || isComment(start + 1)) && (written(start) === ',' || written(start) === ';')) start++;
    else if (written(start) === '(' && pairs.get(start) === end - 1 && end - start > 2) {
      start++;
      end--;
    } else if (written(start) === '(' && !isInside(pairs.get(start))) start++;
    else if (last === ')' && !isInside(pairs.get(end - 1))) end--;
    else break;
  }
  return { start, end };
}
