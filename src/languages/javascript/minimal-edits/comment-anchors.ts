import { alignTokens } from './align.js';
import { breaksLine } from './bracket-pairs.js';
import { hunksOf } from './hunk.js';
import { keptTokens } from './kept-tokens.js';
import { gapAt, type Side, type Sides } from './side.js';
import { slideToLines } from './slide.js';

/** Where code differs in more places than this, nobody looks for the comments that have gone astray. */
const MOST_DIFFERENCES = 1_000;

/** A comment that ends a line of the file, and stands elsewhere in the printed text than behind what it stood behind. */
export interface StrayComment {
  /** Its indexes among the tokens of the two sides. */
  readonly old: number;
  readonly new: number;
  /** The printed token behind which it belongs, by its index. */
  readonly behind: number;
}

/**
 * The comments that a printer has moved away from tokens that stay, in the order of the file. Where the code of a line has not stayed together, its comment
 * may have gone with a part of it: that one is none.
 */
export function strayComments([before, after]: Sides): readonly StrayComment[] {
  const ends = [...before.tokens.keys()].filter((index) => endsLine(before, index));
  if (ends.length === 0) return [];
  const [old, fresh] = [plainIndexes(before), plainIndexes(after)];
  const plain: Sides = [only(before, old), only(after, fresh)];
  const aligned = alignTokens(plain[0].tokens, plain[1].tokens, MOST_DIFFERENCES);
  const kept = keptTokens(slideToLines(aligned, ...plain), fresh.length);
  const placeOf = new Map(kept.flatMap((at, index) => (at === null ? [] : [[at, index] as const])));
  const same = sameComments([before, after]);
  let count = 0;
  return ends.flatMap((index) => {
    while ((old[count] ?? index) < index) count++;
    const comment = same.get(index);
    const last = comment === undefined ? null : lastOfLine(before, old, count, placeOf);
    if (comment === undefined || last === null) return [];
    const isPut = kept[last + 1] === null && /^o[,;]$/.test(plain[1].tokens[last + 1]?.key ?? '');
    const behind = fresh[isPut ? last + 1 : last] ?? 0;
    const isThere = !breaksLine(gapAt(after, comment)) && [fresh[last], behind].includes(plainBefore(after, comment));
    return isThere ? [] : [{ old: index, new: comment, behind }];
  });
}

/** Whether a token is a comment behind code, the last thing on its line. */
export function endsLine(side: Side, index: number): boolean {
  const isComment = side.tokens[index]?.token.kind === 'comment';
  return isComment && index > 0 && !breaksLine(gapAt(side, index)) && breaksLine(gapAt(side, index + 1));
}

function plainIndexes({ tokens }: Side): readonly number[] {
  return [...tokens.keys()].filter((index) => tokens[index]?.token.kind !== 'comment');
}

function only(side: Side, indexes: readonly number[]): Side {
  return { ...side, tokens: indexes.flatMap((index) => side.tokens[index] ?? []) };
}

function plainBefore({ tokens }: Side, index: number): number {
  let at = index - 1;
  while (tokens[at]?.token.kind === 'comment') at--;
  return at;
}

/** The comments of both sides, by their indexes; those that have changed their order are none. */
export function sameComments(sides: Sides): ReadonlyMap<number, number> {
  const [old, fresh] = sides.map(({ tokens }) => [...tokens.keys()].filter((index) => tokens[index]?.token.kind === 'comment'));
  const keys = ({ tokens }: Side): readonly string[] => tokens.flatMap(({ key, token }) => (token.kind === 'comment' ? key : []));
  const kept = keptTokens(hunksOf(keys(sides[0]), keys(sides[1])), fresh?.length ?? 0);
  return new Map(kept.flatMap((at, index) => (at === null ? [] : [[old?.[at] ?? 0, fresh?.[index] ?? 0] as const])));
}

/**
 * Where the last token stands now of the line that ends before the plain token `count`, by its index among the plain ones; null where the line has not stayed
 * together. Printers may leave out the comma at its end.
 */
function lastOfLine(before: Side, old: readonly number[], count: number, placeOf: ReadonlyMap<number, number>): number | null {
  const isLost = placeOf.get(count - 1) === undefined && /^o[,;]$/.test(before.tokens[old[count - 1] ?? -1]?.key ?? '');
  const end = isLost ? count - 1 : count;
  let start = count - 1;
  while (start > 0 && !spansLines(before, old[start - 1] ?? 0, old[start] ?? 0)) start--;
  const last = placeOf.get(end - 1);
  if (last === undefined || end <= start) return null;
  const places = Array.from({ length: end - start }, (_, index) => placeOf.get(start + index));
  const stay = places.filter((place) => place !== undefined);
  const isTogether = places.every((place, index) => place === undefined || place === last - (end - start - 1) + index);
  return isTogether && stay.length * 2 > places.length ? last : null;
}

function spansLines(side: Side, from: number, to: number): boolean {
  return breaksLine(side.text.slice(side.tokens[from]?.token.end, side.tokens[to]?.token.start));
}
