import { lineStartAt } from '../../lines.js';
import { breaksLine } from './bracket-pairs.js';
import { type BracketsAround, bracketsAround } from './brackets-around.js';
import type { Hunk } from './hunk.js';
import { keptTokens } from './kept-tokens.js';
import { type Beginnings, beginningsOf } from './list-items.js';
import { gapAt, type Side, type Sides } from './side.js';

/**
 * The printed side with the indentation of the file: lines that begin with the same token as one of the file have that of the file. Others have that of
 * their neighbours in a list, or stand one unit deeper than the line that they belong to. No white space but that before tokens is touched.
 */
export function withFileIndents(hunks: readonly Hunk[], sides: Sides, unit: () => string): Side {
  const [, after] = sides;
  const gaps = new Map(after.gaps);
  const indents = new Indents(hunks, sides, unit);
  for (let index = 1; index < after.tokens.length; index++) {
    const gap = gapAt(after, index);
    // Form feeds part the pages of a file: that is no indentation.
    if (breaksLine(gap) && /^[ \t]*$/.test(lastLine(gap)))
      gaps.set(index, gap.replace(/[^\r\n\u2028\u2029]*$/, indents.of(index)));
  }
  return { ...after, gaps };
}

/** What may stand before an item on its line. */
const SEPARATORS = new Set(['o,', 'o|', 'o&']);

/** How many neighbours in a list, on either side, are asked for the indentation of an item. */
const NEAR = 16;

/** How many lines above one are looked at for the one that it goes on from. */
const FAR = 200;

class Indents {
  readonly #before: Side;
  readonly #after: Side;
  readonly #unit: () => string;
  readonly #kept: readonly (number | null)[];
  readonly #brackets: BracketsAround;
  readonly #known = new Map<number, string>();
  readonly #firstLines = new Map<number, readonly number[]>();
  readonly #indexes: ReadonlyMap<number, number>;
  #beginnings: Beginnings | null = null;

  constructor(hunks: readonly Hunk[], [before, after]: Sides, unit: () => string) {
    [this.#before, this.#after, this.#unit] = [before, after, unit];
    this.#kept = keptTokens(hunks, after.tokens.length);
    this.#brackets = bracketsAround(after.tokens);
    this.#indexes = new Map(after.tokens.map(({ token }, index) => [token.start, index]));
  }

  /** The indentation of the line that begins with a token. */
  of(index: number): string {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    // Should lines ever be told by each other, that of the printer is told.
    this.#known.set(index, lastLine(gapAt(this.#after, index)));
    const found = (this.#isWrapped(index) ? null : this.#inFile(index)) ?? this.#made(index);
    this.#known.set(index, found);
    return found;
  }

  /** Null where the line does not begin with that token in the file. */
  #inFile(index: number): string | null {
    const old = this.#kept[index] ?? null;
    if (old === null || (this.#beginsClosingTag(index) && this.#kept[index + 1] !== old + 1)) return null;
    const gap = gapAt(this.#before, old);
    return old === 0 || breaksLine(gap) ? lastLine(gap) : null;
  }

  /** Its `<` may be told to be that of any other tag of the file. */
  #beginsClosingTag(index: number): boolean {
    return this.#after.tokens[index]?.key === 'o<' && this.#after.tokens[index + 1]?.key === 'o/';
  }

  /** Whether a token begins the one line of the file that new brackets are put around. Of several lines each stays as it is. */
  #isWrapped(index: number): boolean {
    const open = this.#brackets.around[index] ?? null;
    const close = open === null ? undefined : this.#brackets.closing.get(open);
    if (open === null || close === undefined || (this.#kept[open] ?? null) !== null) return false;
    return this.#firstInFile(open, close).every((at) => at === index);
  }

  /** The first two lines between two brackets that begin as lines of the file do, by their tokens. */
  #firstInFile(open: number, close: number): readonly number[] {
    const known = this.#firstLines.get(open);
    if (known !== undefined) return known;
    const found: number[] = [];
    for (let at = open + 1; at < close && found.length < 2; at++) if (this.#inFile(at) !== null) found.push(at);
    this.#firstLines.set(open, found);
    return found;
  }

  #made(index: number): string {
    const { token, key } = this.#after.tokens[index] ?? {};
    if (token === undefined) return '';
    const open = this.#brackets.opening.get(index);
    if (open !== undefined) return this.#ofLineWith(open);
    if (token.kind === 'comment') return this.#ofComment(index);
    this.#beginnings ??= beginningsOf(this.#after.root);
    const { items, tags, tagEnds } = this.#beginnings;
    const next = this.#after.tokens[index + 1]?.token;
    const tag = tags.get(token.start) ?? tagEnds.get(token.end) ?? (key === 'o/' ? tagEnds.get(next?.end ?? -1) : undefined);
    if (tag !== undefined) return this.#ofOffset(tag) ?? '';
    const isItem = items.has(token.start);
    const item = isItem ? token.start : SEPARATORS.has(key ?? '') && next !== undefined ? next.start : null;
    return (item === null ? null : this.#ofItem(index, item)) ?? this.#ofContinued(index);
  }

  #ofComment(index: number): string {
    let next = index + 1;
    while (this.#after.tokens[next]?.token.kind === 'comment') next++;
    if (next < this.#after.tokens.length && !this.#brackets.opening.has(next)) return this.of(next);
    const open = this.#brackets.around[index] ?? null;
    return open === null ? '' : this.#ofLineWith(open) + this.#unit();
  }

  #ofItem(index: number, start: number): string | null {
    const item = this.#beginnings?.items.get(start);
    if (item === undefined) return null;
    const { list, at, parent } = item;
    for (let by = 1; by <= Math.min(NEAR, Math.max(at, list.length - at)); by++) {
      for (const sibling of [list[at - by], list[at + by]]) {
        const found = sibling === undefined ? null : this.#ofSibling(sibling.start);
        if (found !== null) return found;
      }
    }
    if (parent.type === 'Program') return null;
    const open = this.#brackets.around[index] ?? null;
    const isBracketed = open !== null && (this.#after.tokens[open]?.token.start ?? -1) >= parent.start;
    const outer = isBracketed ? this.#ofLineWith(open) : this.#ofOffset(parent.start);
    // Some indent cases, some do not.
    const isFlat = parent.type === 'SwitchStatement' && isBracketed && this.#printed(index) <= this.#printed(this.#lineOf(open));
    return outer === null ? null : isFlat ? outer : outer + this.#unit();
  }

  /** The indentation of an item that stays, where it begins its line in the file. */
  #ofSibling(start: number): string | null {
    const index = this.#indexes.get(start);
    if (index === undefined || this.#isWrapped(index)) return null;
    const previous = this.#after.tokens[index - 1]?.key ?? '';
    return this.#inFile(index) ?? (SEPARATORS.has(previous) ? this.#inFile(index - 1) : null);
  }

  #ofContinued(index: number): string {
    const open = this.#brackets.around[index] ?? null;
    const first = this.#behindCode(index);
    if (open === first - 1) return this.#ofLineWith(open) + this.#unit();
    const width = this.#printed(index);
    let left = FAR;
    for (let line = this.#lineOf(first - 1); line > (open ?? 0) && left > 0; line = this.#lineOf(line - 1), left--) {
      if (this.#brackets.around[line] !== open || this.#printed(line) > width) continue;
      return this.of(line) + (this.#printed(line) < width ? this.#unit() : '');
    }
    if (open !== null) return this.#ofLineWith(open) + this.#unit();
    return width === 0 ? '' : this.#ofLineWith(0) + this.#unit();
  }

  /** The first of the comments that stand right before a token, and are told by it; the token itself where there are none. */
  #behindCode(index: number): number {
    let first = index;
    while (this.#after.tokens[first - 1]?.token.kind === 'comment') first--;
    return first;
  }

  #ofOffset(start: number): string | null {
    const index = this.#indexes.get(start);
    return index === undefined ? null : this.#ofLineWith(index);
  }

  /** The indentation of the line on which a token stands: in the file, where it stays. */
  #ofLineWith(index: number): string {
    const old = this.#kept[index] ?? null;
    const start = old === null ? undefined : this.#before.tokens[old]?.token.start;
    if (start === undefined) return this.of(this.#lineOf(index));
    const line = this.#before.text.slice(lineStartAt(this.#before.text, start), start);
    return /^[ \t]*/.exec(line)?.[0] ?? '';
  }

  /** The token that begins the printed line on which a token stands. */
  #lineOf(index: number): number {
    let line = index;
    while (line > 0 && !breaksLine(gapAt(this.#after, line))) line--;
    return line;
  }

  /** How far a printed line is indented. A tab is as wide as most printers have it. */
  #printed(index: number): number {
    return lastLine(gapAt(this.#after, index)).replaceAll('\t', '    ').length;
  }
}

function lastLine(gap: string): string {
  return /[^\r\n\u2028\u2029]*$/.exec(gap)?.[0] ?? '';
}
