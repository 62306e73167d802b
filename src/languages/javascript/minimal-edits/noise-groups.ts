import { commentMoves } from './comment-moves.js';
import type { Hunk } from './hunk.js';
import { partners } from './partners.js';
import type { Side } from './side.js';

/**
 * What printers add and take away without a change of meaning: `|` and `&` are also written before the first type of several. Whether it was so is
 * decided by the trees.
 */
const NOISE = new Set(['(', ')', ',', ';', '|', '&']);

/** The hunks that may be noise, in groups that only make sense together: a parenthesis and the one that closes it, a comment and its place. */
export function noiseGroups(hunks: readonly Hunk[], before: Side, after: Side): readonly (readonly Hunk[])[] {
  const noise = hunks.filter((hunk) => isNoise(before, hunk.oldStart, hunk.oldEnd) && isNoise(after, hunk.newStart, hunk.newEnd));
  const oldPartner = partners(before);
  const newPartner = partners(after);
  const groups: Hunk[][] = [];
  const grouped = new Set<Hunk>();
  for (const hunk of noise) {
    if (grouped.has(hunk)) continue;
    const group = [hunk];
    grouped.add(hunk);
    for (const member of group) {
      const closing = new Set([
        ...range(member.oldStart, member.oldEnd).map((index) => holder(noise, oldPartner.get(index), 'old')),
        ...range(member.newStart, member.newEnd).map((index) => holder(noise, newPartner.get(index), 'new')),
      ]);
      for (const other of closing) {
        if (other === undefined || grouped.has(other)) continue;
        grouped.add(other);
        group.push(other);
      }
    }
    groups.push(group);
  }
  return [...groups, ...commentMoves(hunks, before, after)];
}

function isNoise({ text, tokens }: Side, start: number, end: number): boolean {
  return tokens.slice(start, end).every(({ token }) => NOISE.has(text.slice(token.start, token.end)));
}

function holder(hunks: readonly Hunk[], index: number | undefined, side: 'old' | 'new'): Hunk | undefined {
  if (index === undefined) return undefined;
  return hunks.find((hunk) =>
    side === 'old' ? hunk.oldStart <= index && index < hunk.oldEnd : hunk.newStart <= index && index < hunk.newEnd,
  );
}

function range(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
