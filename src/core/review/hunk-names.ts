import type { Change, ModifyChange } from '../change.js';
import { keyOfFile } from '../fix-key.js';
import { sha256, short } from '../hash.js';
import { coupledFixes, type FixPlace } from './couple.js';

/** A group of coupled fixes with what they are named by. */
export interface HunkFixes {
  readonly id: string;
  readonly fixes: readonly FixPlace[];
}

/** The hunks of a modification by their fixes: all that is needed to carry decisions out. */
export function hunkFixes({ path, steps }: Pick<ModifyChange, 'path' | 'steps'>): readonly HunkFixes[] {
  const seen = new Map<string, number>();
  return coupledFixes(steps).map((fixes) => {
    const keys = fixes.map((place) => steps[place.step]?.fixes[place.fix]?.key ?? '');
    const name = JSON.stringify([path, keys]);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: short(sha256(`${name}#${count}`)), fixes };
  });
}

/** The id of a hunk that is a whole file. */
export function wholeFileId(change: Exclude<Change, { kind: 'modify' }>): string {
  return short(sha256(JSON.stringify([change.path, keyOfFile(change)])));
}
