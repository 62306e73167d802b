import type { Hunk } from './align.js';
import type { Comparable } from './comparable.js';
import type { Side } from './side.js';

/** What ends or holds statements: a comment that passes it belongs to another one. */
const BORDERS = new Set(['o;', 'o{', 'o}']);
/** What printers add and take away beside what has moved. */
const PUNCTUATION = new Set(['o,', 'o(', 'o)']);
/** Moves that go over more hunks than this are not looked for. */
const LONGEST = 60;

/**
 * Runs of hunks that together say that comments stand elsewhere in their statement: printers attach each to a node, and write it before that node or
 * behind it, those of a list one after the other. Either the comments have gone and come, or what they have passed, or both by turns.
 */
export function commentMoves(hunks: readonly Hunk[], before: Side, after: Side): readonly (readonly Hunk[])[] {
  const moves: (readonly Hunk[])[] = [];
  for (let index = 0; index < hunks.length; ) {
    const move = moveFrom(hunks.slice(index, index + LONGEST), before, after);
    if (move !== null) moves.push(move);
    index += move?.length ?? 1;
  }
  return moves;
}

/** The shortest run from the first hunk that is a move. */
function moveFrom(hunks: readonly Hunk[], before: Side, after: Side): readonly Hunk[] | null {
  const [first] = hunks;
  for (let length = 1; first !== undefined && length <= hunks.length; length++) {
    const last = hunks[length - 1] ?? first;
    const old = before.tokens.slice(first.oldStart, last.oldEnd);
    const fresh = after.tokens.slice(first.newStart, last.newEnd);
    if (isMove(old, fresh)) return hunks.slice(0, length);
  }
  return null;
}

/** Whether two lists hold the same comments and the same other tokens, each in their order, and no comment has passed a border. */
function isMove(before: readonly Comparable[], after: readonly Comparable[]): boolean {
  const [old, fresh] = [placed(before), placed(after)];
  if (old.comments.length === 0 || !isSame(old.others, fresh.others)) return false;
  if (!isSame(keysOf(old.comments), keysOf(fresh.comments))) return false;
  return old.comments.every(({ place }, index) => {
    const other = fresh.comments[index]?.place ?? place;
    const passed = old.others.slice(Math.min(place, other), Math.max(place, other));
    return passed.every((key) => !BORDERS.has(key));
  });
}

interface PlacedComment {
  readonly key: string;
  /** How many other tokens stand before it. */
  readonly place: number;
}

function placed(tokens: readonly Comparable[]): {
  readonly comments: readonly PlacedComment[];
  readonly others: readonly string[];
} {
  const comments: PlacedComment[] = [];
  const others: string[] = [];
  for (const { key, token } of tokens) {
    if (token.kind === 'comment') comments.push({ key, place: others.length });
    else if (!PUNCTUATION.has(key)) others.push(key);
  }
  return { comments, others };
}

function keysOf(comments: readonly PlacedComment[]): readonly string[] {
  return comments.map(({ key }) => key);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
