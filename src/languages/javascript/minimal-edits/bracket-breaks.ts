import { type Breaks, bracketPairs, breaksLine, breaksOf, isHalf, type Pair, type Spaced } from './bracket-pairs.js';
import type { Cell } from './lay-out.js';
import { gapAt, type Side, type Sides } from './side.js';

/** The white space inside of brackets, behind the opening and before the closing one, and whose it is. */
interface Inside {
  readonly first: string;
  readonly last: string;
  readonly from: 'file' | 'printer';
}

/**
 * The line break behind an opening bracket and the one before the closing bracket are one decision. Where there is but one of them, as neither the file
 * nor the printer has it, both become those of the file; or those of the printer, where its lines stand in between, or where it is asked for.
 *
 * @returns null where all brackets are as one of the two has them.
 */
export function agreeingBreaks(cells: readonly Cell[], sides: Sides, asked: 'file' | 'printer'): readonly Cell[] | null {
  const [before, after] = [pairedSide(sides[0], 'file'), pairedSide(sides[1], 'printer')];
  const tokens = cells.map(({ key, gap }) => ({ key, gap: gap.text }));
  const agreed = [...cells];
  let hasChanged = false;
  for (const pair of bracketPairs(tokens)) {
    const breaks = breaksOf(tokens, pair);
    const old = pairIn(before, cells, pair, 'old');
    const fresh = pairIn(after, cells, pair, 'new');
    const stands = [old, fresh].some((layout) => layout !== null && isSame(layout.breaks, breaks));
    if (!isHalf(breaks) || stands) continue;
    const ofFile = asked === 'file' && !holdsPrintedLines(cells, pair) ? (old?.inside ?? unbroken(cells, pair)) : null;
    const inside = ofFile ?? fresh?.inside;
    if (inside === undefined) continue;
    hasChanged = true;
    for (const [index, text] of [
      [pair.open + 1, inside.first],
      [pair.close, inside.last],
    ] as const) {
      const cell = agreed[index];
      if (cell !== undefined) agreed[index] = { ...cell, gap: { text, from: inside.from } };
    }
  }
  return hasChanged ? agreed : null;
}

interface PairedSide {
  readonly side: Side;
  readonly tokens: readonly Spaced[];
  /** Closing brackets by their opening ones. */
  readonly closing: ReadonlyMap<number, number>;
  readonly from: 'file' | 'printer';
}

function pairedSide(side: Side, from: PairedSide['from']): PairedSide {
  const closing = new Map(bracketPairs(side.tokens).map(({ open, close }) => [open, close]));
  return { side, tokens: spacedTokens(side), closing, from };
}

/** The tokens of a text, each with the white space before it. */
export function spacedTokens(side: Side): readonly Spaced[] {
  return side.tokens.map(({ key }, index) => ({ key, gap: gapAt(side, index) }));
}

/** How one side lays out a pair of brackets; null where it has no such pair. */
function pairIn(
  { side, tokens, closing, from }: PairedSide,
  cells: readonly Cell[],
  pair: Pair,
  key: 'old' | 'new',
): { readonly breaks: Breaks; readonly inside: Inside } | null {
  const [open, close] = [cells[pair.open]?.[key] ?? null, cells[pair.close]?.[key] ?? null];
  if (open === null || close === null || closing.get(open) !== close) return null;
  return { breaks: breaksOf(tokens, { open, close }), inside: { first: gapAt(side, open + 1), last: gapAt(side, close), from } };
}

function isSame(one: Breaks, other: Breaks): boolean {
  return one.first === other.first && one.last === other.last;
}

/** Where brackets meet that were of two pairs, around a single line: the side of the file that does not end a line, mirrored. */
function unbroken(cells: readonly Cell[], { open, close }: Pair): Inside | null {
  if (cells.slice(open + 2, close).some(({ gap }) => breaksLine(gap.text))) return null;
  const gaps = [cells[open + 1]?.gap, cells[close]?.gap];
  const kept = gaps.find((gap) => gap?.from === 'file' && !breaksLine(gap.text));
  return kept === undefined ? null : { first: kept.text, last: kept.text, from: 'file' };
}

/** Whether the printer ends lines between the first and the last token inside of the brackets. */
function holdsPrintedLines(cells: readonly Cell[], { open, close }: Pair): boolean {
  return cells.slice(open + 2, close).some(({ gap }) => gap.from === 'printer' && breaksLine(gap.text));
}
