import type { SyntaxObject } from '../syntax-object.js';
import { bracketPairs } from './bracket-pairs.js';
import type { Comparable } from './comparable.js';
import { innermost } from './gap-kind.js';
import type { Hunk } from './hunk.js';
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
  const may = mayBeMove(before, after);
  for (let index = 0; index < hunks.length; ) {
    const move = moveFrom(hunks.slice(index, index + LONGEST), before, after, may);
    if (move !== null) moves.push(move);
    index += move?.length ?? 1;
  }
  return moves;
}

/** Tells by numbers alone whether what stands between two hunks, and they themselves, may be a move: most are none, and all of them are asked about. */
function mayBeMove(before: Side, after: Side): (first: Hunk, last: Hunk) => boolean {
  const [commentsBefore, commentsAfter] = [countIn(before.tokens, isComment), countIn(after.tokens, isComment)];
  const [othersBefore, othersAfter] = [countIn(before.tokens, isOther), countIn(after.tokens, isOther)];
  return ({ oldStart, newStart }, { oldEnd, newEnd }) => {
    const comments = commentsBefore(oldStart, oldEnd);
    if (comments === 0 || comments !== commentsAfter(newStart, newEnd)) return false;
    return othersBefore(oldStart, oldEnd) === othersAfter(newStart, newEnd);
  };
}

/** Counts the tokens of a kind between two indexes, in a time that does not depend on how far they are apart. */
function countIn(tokens: readonly Comparable[], isOf: (token: Comparable) => boolean): (start: number, end: number) => number {
  let count = 0;
  const before = [0, ...tokens.map((token) => (isOf(token) ? ++count : count))];
  return (start, end) => (before[end] ?? 0) - (before[start] ?? 0);
}

function isComment({ token }: Comparable): boolean {
  return token.kind === 'comment';
}

function isOther(token: Comparable): boolean {
  return !isComment(token) && !PUNCTUATION.has(token.key);
}

/** The shortest run from the first hunk that is a move. */
function moveFrom(
  hunks: readonly Hunk[],
  before: Side,
  after: Side,
  mayBe: (first: Hunk, last: Hunk) => boolean,
): readonly Hunk[] | null {
  const [first] = hunks;
  for (let length = 1; first !== undefined && length <= hunks.length; length++) {
    const last = hunks[length - 1] ?? first;
    if (!mayBe(first, last)) continue;
    const old = before.tokens.slice(first.oldStart, last.oldEnd);
    const fresh = after.tokens.slice(first.newStart, last.newEnd);
    if (isMove(old, fresh, before.root)) return hunks.slice(0, length);
  }
  return null;
}

/** Whether two lists hold the same comments and the same other tokens, each in their order, and no comment has passed a border. */
function isMove(before: readonly Comparable[], after: readonly Comparable[], root: SyntaxObject): boolean {
  const [old, fresh] = [placed(before), placed(after)];
  if (old.comments.length === 0 || !isSame(keysOf(old.others), keysOf(fresh.others))) return false;
  if (!isSame(keysOf(old.comments), keysOf(fresh.comments))) return false;
  return old.comments.every(({ place }, index) => {
    const other = fresh.comments[index]?.place ?? place;
    const passed = old.others.slice(Math.min(place, other), Math.max(place, other));
    return passed.every(({ key }) => !BORDERS.has(key)) || isWithinStatement(passed, root);
  });
}

/** Whether tokens are a part of one statement, or all of it, with every bracket closed: what such brackets hold is no border. */
function isWithinStatement(passed: readonly Comparable[], root: SyntaxObject): boolean {
  const [first, last] = [passed[0]?.token, passed.at(-1)?.token];
  if (first === undefined || last === undefined) return true;
  const held = bracketPairs(passed).filter(({ open }) => passed[open]?.key === 'o{');
  const isHeld = (index: number): boolean => held.some(({ open, close }) => open <= index && index <= close);
  if (passed.some(({ key }, index) => BORDERS.has(key) && !isHeld(index))) return false;
  const owner = innermost(root, first.start, last.end);
  return ![owner['body'], owner['cases'], owner['consequent']].some(Array.isArray);
}

interface PlacedComment {
  readonly key: string;
  /** How many other tokens stand before it. */
  readonly place: number;
}

function placed(tokens: readonly Comparable[]): {
  readonly comments: readonly PlacedComment[];
  readonly others: readonly Comparable[];
} {
  const comments: PlacedComment[] = [];
  const others: Comparable[] = [];
  for (const found of tokens) {
    if (isComment(found)) comments.push({ key: found.key, place: others.length });
    else if (isOther(found)) others.push(found);
  }
  return { comments, others };
}

function keysOf(list: readonly { readonly key: string }[]): readonly string[] {
  return list.map(({ key }) => key);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
