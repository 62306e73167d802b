import type { Hunk } from './align.js';
import { gapKind } from './gap-kind.js';
import type { Side, Sides } from './side.js';

/** White space, and whose it is. */
export interface Gap {
  readonly text: string;
  readonly from: 'file' | 'printer';
}

/** `tokens`: white space beside replaced tokens stays as it was where it is of the same kind; `gaps`: it comes with the new tokens. */
export type Reach = 'tokens' | 'gaps';

/** What stands on either side of the new tokens of a hunk; where there are none, `right` is all that is left in their place. */
export interface HunkGaps {
  readonly left: Gap;
  readonly right: Gap;
  /** The quote of the string that another string replaces; null where nothing of the kind is done. */
  readonly quote: string | null;
}

/** A token of either side, by its index. */
interface Place {
  readonly old: number;
  readonly new: number;
}

export function hunkGaps(hunk: Hunk, [before, after]: Sides, reach: Reach): HunkGaps {
  const { oldStart, oldEnd, newStart, newEnd } = hunk;
  const isReplacement = oldStart < oldEnd && newStart < newEnd && reach === 'tokens';
  const ahead = { old: oldStart - 1, new: newStart - 1 };
  const last = { old: oldEnd - 1, new: newEnd - 1 };
  const behind = { old: oldEnd, new: newEnd };
  const gapBehind = (left: Place, beyond: Place): Gap =>
    isReplacement && keepsGap(before, after, { left, beyond })
      ? { text: gapAt(before, left.old + 1), from: 'file' }
      : { text: gapAt(after, left.new + 1), from: 'printer' };
  const isOne = isReplacement && oldEnd - oldStart === 1 && newEnd - newStart === 1;
  const first = before.text[before.tokens[oldStart]?.token.start ?? before.text.length] ?? '';
  return { left: gapBehind(ahead, ahead), right: gapBehind(last, behind), quote: isOne && /['"]/.test(first) ? first : null };
}

/** The white space before a token; behind the last one, where the index is their number. */
export function gapAt({ text, tokens }: Side, index: number): string {
  return text.slice(tokens[index - 1]?.token.end ?? 0, tokens[index]?.token.start ?? text.length);
}

/**
 * Whether the white space between the tokens at `left` and behind them, of which one is replaced and one (at `beyond`) is not, stays as it was: it does,
 * where the two stand to each other as they did.
 */
function keepsGap(before: Side, after: Side, { left, beyond }: { readonly left: Place; readonly beyond: Place }): boolean {
  if (gapAt(before, left.old + 1) === gapAt(after, left.new + 1)) return true;
  // Another token stands beyond it where a parenthesis stays that the printer has not written.
  if (before.tokens[beyond.old]?.key !== after.tokens[beyond.new]?.key) return true;
  return gapKind(before, left.old + 1) === gapKind(after, left.new + 1);
}
