import type { Change } from '../core/change.js';
import { changeDiff } from '../core/change-diff.js';
import { changePatch } from '../core/change-patch.js';
import { type PlacedFix, placeFixes } from '../core/fix-lines.js';

/** A change as it is shown. */
export interface ChangeText {
  /** The unified diff, to be read. */
  readonly diff: string;
  /** The same for `git apply`, where its bytes are not the text in UTF-8: the file has another encoding. */
  readonly patch: Buffer | null;
  readonly fixes: readonly PlacedFix[];
}

/** @param before the bytes that the change was planned on; null for a file that is made. */
export function changeText(change: Change, before: Uint8Array | null): ChangeText {
  return { diff: changeDiff(change, before), patch: changePatch(change, before), fixes: placeFixes(change, before) };
}
