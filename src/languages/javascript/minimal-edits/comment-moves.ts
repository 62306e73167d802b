import type { Hunk } from './align.js';
import type { Comparable } from './comparable.js';
import type { Side } from './slide.js';

/** What ends or holds statements: a comment that passes it belongs to another one. */
const BORDERS = new Set(['o;', 'o{', 'o}']);
/** What printers add and take away beside what has moved. */
const PUNCTUATION = new Set(['o,', 'o(', 'o)']);

/**
 * Pairs of hunks that together say that comments stand elsewhere in their statement: printers attach each to a node, and write it before that node or
 * behind it. Either the comments have gone and come, or what they have passed.
 */
export function commentMoves(hunks: readonly Hunk[], before: Side, after: Side): readonly (readonly Hunk[])[] {
  return hunks.flatMap((hunk, index) => {
    const next = hunks[index + 1];
    return next !== undefined && isMove(hunk, next, before, after) ? [[hunk, next]] : [];
  });
}

function isMove(one: Hunk, other: Hunk, before: Side, after: Side): boolean {
  const gone = [...before.tokens.slice(one.oldStart, one.oldEnd), ...before.tokens.slice(other.oldStart, other.oldEnd)];
  const come = [...after.tokens.slice(one.newStart, one.newEnd), ...after.tokens.slice(other.newStart, other.newEnd)];
  const isOneWay = (hunk: Hunk): boolean => hunk.oldStart === hunk.oldEnd || hunk.newStart === hunk.newEnd;
  if (!isOneWay(one) || !isOneWay(other) || worded(gone) === '' || worded(gone) !== worded(come)) return false;
  const between = before.tokens.slice(one.oldEnd, other.oldStart);
  const passed = gone.every(isComment) ? between : between.every(isComment) ? gone : null;
  return passed?.every(({ key }) => !BORDERS.has(key)) === true;
}

function isComment({ token }: Comparable): boolean {
  return token.kind === 'comment';
}

function worded(tokens: readonly Comparable[]): string {
  return tokens.flatMap(({ key }) => (PUNCTUATION.has(key) ? [] : [key])).join('\0');
}
