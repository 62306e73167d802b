import type { ModifyChange } from '../change.js';
import { fixKeysOf } from '../fix-key.js';
import { lineStarts, positionAt } from '../range.js';
import { type FixPlace, placeName } from './couple.js';
import type { Narrowed } from './narrow.js';

/** A fix or a file that a person has decided against. */
export interface Rejection {
  readonly codemod: string;
  readonly path: string;
  /** By which the next run knows it again, see `fixKey`. */
  readonly key: string;
  /** The id of the hunk that it is of. */
  readonly hunk: string;
  readonly reason: string;
}

/**
 * Tells rejections of fixes of a change, of which only a part is carried out. Each is remembered by the fix as it was, and as it
 * will be found in the text that the run leaves.
 */
export function rejectionsOf(
  { path, steps }: ModifyChange,
  { text, dropped }: Pick<Narrowed, 'text' | 'dropped'>,
): (place: FixPlace, said: Pick<Rejection, 'hunk' | 'reason'>) => readonly Rejection[] {
  const left = new Map(dropped.map((one) => [placeName(one.place), one]));
  const starts = lineStarts(text);
  const keyOf = fixKeysOf(text);
  return (place, said) => {
    const step = steps[place.step];
    const fix = step?.fixes[place.fix];
    if (step === undefined || fix === undefined) return [];
    const { codemod } = step;
    const found = left.get(placeName(place));
    const now =
      found === undefined
        ? fix.key
        : keyOf({ codemod, path, edits: found.edits, imports: fix.imports, line: positionAt(starts, found.at).line });
    return [...new Set([fix.key, now])].map((key) => ({ codemod, path, ...said, key }));
  };
}
