import { groupBy } from '../../../core/group-by.js';
import { spacedTokens } from './bracket-breaks.js';
import { bracketPairs, breaksLine, breaksOf } from './bracket-pairs.js';
import { bracketsAround } from './brackets-around.js';
import { endsLine, type StrayComment, strayComments } from './comment-anchors.js';
import type { Hunk } from './hunk.js';
import { keptTokens } from './kept-tokens.js';
import { gapAt, type Side, type Sides } from './side.js';

/**
 * The printed side with the comments that end lines of the file behind what they stood behind there. Comments keep their order.
 *
 * @returns the side as it is where it has none of them elsewhere, or where one would stand beside another one that it did not stand beside.
 */
export function withCommentsInPlace(aligned: readonly Hunk[], sides: Sides): Side {
  const [before, after] = sides;
  if (!mayHaveStrays(aligned, sides)) return after;
  const strays = strayComments(sides);
  const order = strays.length === 0 ? null : orderOf(after, strays);
  if (order === null) return after;
  const byNew = new Map(strays.map((stray) => [stray.new, stray]));
  const gaps = new Map<number, string>();
  for (let at = 0; at <= order.length; at++) {
    gaps.set(at, gapBetween(sides, byNew, order[at - 1] ?? -1, order[at] ?? after.tokens.length));
  }
  const tokens = order.map((index) => after.tokens[index]).filter((token) => token !== undefined);
  return withBrackets({ ...after, tokens, gaps }, byNew, order, before.text.includes('\r\n') ? '\r\n' : '\n');
}

/** Whether any comment has not stayed right behind the token that it ended a line with. */
function mayHaveStrays(aligned: readonly Hunk[], [before, after]: Sides): boolean {
  const kept = keptTokens(aligned, after.tokens.length);
  const places = new Map(kept.map((old, index) => [old, index]));
  return [...before.tokens.keys()].some((old) => {
    if (!endsLine(before, old)) return false;
    const index = places.get(old);
    return index === undefined || kept[index - 1] !== old - 1 || breaksLine(gapAt(after, index));
  });
}

/** The printed tokens by their indexes, each stray behind its token; null where that would part or mix comments. */
function orderOf(after: Side, strays: readonly StrayComment[]): readonly number[] | null {
  const moved = new Set(strays.map((stray) => stray.new));
  const behind = groupBy(strays, (stray) => stray.behind);
  const order: number[] = [];
  for (const index of after.tokens.keys()) {
    if (moved.has(index)) continue;
    order.push(index);
    const put = (behind.get(index) ?? []).map((stray) => stray.new);
    let next = index + 1;
    while (moved.has(next)) next++;
    const isMixed = isComment(after, next) && !breaksLine(gapAt(after, next));
    if (put.length > 0 && isMixed) return null;
    order.push(...put);
  }
  const comments = order.filter((index) => isComment(after, index));
  return comments.every((index, at) => at === 0 || (comments[at - 1] ?? 0) < index) ? order : null;
}

function isComment({ tokens }: Side, index: number): boolean {
  return tokens[index]?.token.kind === 'comment';
}

function gapBetween([before, after]: Sides, strays: ReadonlyMap<number, StrayComment>, left: number, right: number): string {
  const stray = strays.get(right);
  if (stray !== undefined) return gapAt(before, stray.old);
  const behind = strays.get(left);
  const printed = behind === undefined ? gapsOf(after, left, right) : gapsOf(after, behind.behind, right);
  if (behind === undefined || breaksLine(printed)) return printed;
  return gapAt(before, behind.old + 1);
}

/** The white space between two printed tokens, without the comments in between: a single line break is that of a comment as likely as not. */
function gapsOf(after: Side, left: number, right: number): string {
  const gaps: string[] = [];
  for (let at = left + 1; at <= right; at++) gaps.push(gapAt(after, at));
  const broken = gaps.filter(breaksLine).sort((a, b) => a.split('\n').length - b.split('\n').length);
  return broken[0] ?? gaps[0] ?? '';
}

/** Brackets that hold such a comment end a line on both sides. Those that it has left do not end one behind the opening bracket alone. */
function withBrackets(side: Side, strays: ReadonlyMap<number, StrayComment>, order: readonly number[], newline: string): Side {
  const gaps = new Map(side.gaps);
  const { around } = bracketsAround(side.tokens);
  const holders = new Set(order.flatMap((index, at) => (strays.has(index) ? [around[at]] : [])));
  const left = new Set([...strays.values()].map((stray) => stray.new - 1));
  const tokens = spacedTokens(side);
  for (const pair of bracketPairs(tokens)) {
    const { first, last } = breaksOf(tokens, pair);
    if (holders.has(pair.open)) {
      if (!first) gaps.set(pair.open + 1, newline);
      if (!last) gaps.set(pair.close, newline);
    } else if (first && !last && left.has(order[pair.open] ?? -1)) gaps.set(pair.open + 1, '');
  }
  return { ...side, gaps };
}
