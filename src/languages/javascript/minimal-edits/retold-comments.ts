import { breaksLine } from './bracket-pairs.js';
import { endsLine, sameComments } from './comment-anchors.js';
import { gapAt, type Side, type Sides } from './side.js';

/** What tells what a comment is about: `behind` code on its line, `above` code, or the `last` thing between brackets. */
interface Place {
  readonly kind: 'behind' | 'above' | 'last';
  /** The nearest word: that before it, or for a comment above code that behind it. Null where its line of code has none. */
  readonly word: string | null;
  /** The words of that line of code, before the comment where it stands behind code. */
  readonly line: readonly string[];
  /** The token before it, and the word. */
  readonly previous: string;
  readonly last: string | null;
  /** Whether there is an empty line between the comment and what it stands above. */
  readonly isApart: boolean;
}

/**
 * The comments that stood with a word that stays and stand with another one that the file has as well, or above a word that stays and behind other code, by
 * their indexes in the file. Words are names and literals; one that stays has not become less frequent, and one that the file has no more frequent.
 */
export function retoldComments(sides: Sides): readonly number[] {
  const [before, after] = sides;
  const [many, now] = [countOf(before), countOf(after)];
  const stays = (word: string): boolean => (now.get(word) ?? 0) >= (many.get(word) ?? 0);
  const isOld = (word: string): boolean => (many.get(word) ?? 0) >= (now.get(word) ?? 0);
  return [...sameComments(sides)].flatMap(([old, fresh]) => {
    const [was, is] = [placeOf(before, old), placeOf(after, fresh)];
    if (was?.word == null || is === null || !stays(was.word) || isStill(was, is, isOld)) return [];
    const isPassed = was.kind === 'above' && is.kind === 'behind';
    const word = was.kind === 'last' ? is.last : is.word;
    return isPassed || (!was.isApart && word !== null && isOld(word)) ? [old] : [];
  });
}

/** Whether a comment stands with the same word and none that it did not stand with, or right behind the bracket that it stood behind. */
function isStill(was: Place, is: Place, isOld: (word: string) => boolean): boolean {
  if (was.previous === is.previous && /^o[({[]$/.test(is.previous)) return true;
  if (was.kind === 'last') return is.last === was.word;
  const at = is.line.indexOf(was.word ?? '');
  const beside = is.kind !== 'above' ? [] : was.kind === 'behind' ? is.line : is.line.slice(0, at);
  return at >= 0 && beside.every((word) => was.line.includes(word) || !isOld(word));
}

/** Null for comments with code on both sides of them on their line. */
function placeOf(side: Side, index: number): Place | null {
  const { tokens } = side;
  const behind = plainFrom(side, index, 1);
  const previous = tokens[plainFrom(side, index, -1)]?.key ?? '';
  const last = wordsOf(side, index, -1, false)[0] ?? null;
  if (endsLine(side, index)) {
    const line = wordsOf(side, index, -1, true);
    return { kind: 'behind', word: line[0] ?? null, line, previous, last, isApart: false };
  }
  if (index > 0 && !breaksLine(gapAt(side, index))) return null;
  const isLast = /^o[)}\]]$/.test(tokens[behind]?.key ?? 'o}');
  if (isLast) return { kind: 'last', word: last, line: [], previous, last, isApart: false };
  const line = wordsOf(side, behind - 1, 1, true);
  const gaps = Array.from({ length: behind - index }, (_, by) => gapAt(side, index + by + 1));
  const isApart = gaps.some((gap) => gap.split('\n').length > 2);
  return { kind: 'above', word: line[0] ?? null, line, previous, last, isApart };
}

/** The words before or behind a token, the nearest first: those of the line, or the nearest one. */
function wordsOf(side: Side, index: number, step: 1 | -1, isOfLine: boolean): readonly string[] {
  const words: string[] = [];
  for (let at = index + step; at >= 0 && at < side.tokens.length; at += step) {
    const { key, token } = side.tokens[at] ?? {};
    const isFirst = at === index + step;
    if (isOfLine && breaksLine(gapAt(side, step === 1 ? at : at + 1)) && !(isFirst && step === 1)) break;
    if (key !== undefined && WORDS.has(token?.kind ?? '')) words.push(key);
    if (!isOfLine && words.length > 0) break;
  }
  return words;
}

const WORDS = new Set(['name', 'privateName', 'string', 'num', 'bigint', 'regexp', 'template', 'jsxName']);

function plainFrom({ tokens }: Side, index: number, step: 1 | -1): number {
  let at = index + step;
  while (tokens[at]?.token.kind === 'comment') at += step;
  return at;
}

function countOf({ tokens }: Side): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of tokens) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
