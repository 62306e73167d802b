import { breaksLine, isOpening } from './bracket-pairs.js';
import { gapKind } from './gap-kind.js';
import type { Hunk } from './hunk.js';
import { gapAt, type Side, type Sides } from './side.js';

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
  const removed = reach === 'tokens' && newStart === newEnd ? gapOfRemoved(hunk, [before, after]) : null;
  if (removed !== null) return { left: removed, right: removed, quote: null };
  const gapBehind = (left: Place, beyond: Place): Gap =>
    isReplacement && keepsGap(before, after, { left, beyond })
      ? { text: gapAt(before, left.old + 1), from: 'file' }
      : { text: gapAt(after, left.new + 1), from: 'printer' };
  const isOne = isReplacement && oldEnd - oldStart === 1 && newEnd - newStart === 1;
  const first = before.text[before.tokens[oldStart]?.token.start ?? before.text.length] ?? '';
  return { left: gapBehind(ahead, ahead), right: gapBehind(last, behind), quote: isOne && /['"]/.test(first) ? first : null };
}

/**
 * Where tokens go, and a line ended on both sides of them or on neither, it is the same afterwards, whatever the printer makes of it: theirs is the white
 * space before the token that is next now, or the one behind the bracket that they followed. Null where that would be no space of its kind.
 */
function gapOfRemoved({ oldStart, oldEnd, newStart }: Hunk, [before, after]: Sides): Gap | null {
  const [left, right] = [gapAt(before, oldStart), gapAt(before, oldEnd)];
  const breaks = breaksLine(left);
  if (breaks !== breaksLine(right) || breaks === breaksLine(gapAt(after, newStart))) return null;
  const index = isOpening(before.tokens[oldStart - 1]?.key ?? '') ? oldStart : oldEnd;
  return gapKind(before, index) === gapKind(after, newStart) ? { text: gapAt(before, index), from: 'file' } : null;
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
