import type { Change } from '../../core/change.js';
import { changeDiff } from '../../core/change-diff.js';
import { changePatch } from '../../core/change-patch.js';
import { type PlacedFix, placeFixes } from '../../core/fix-lines.js';
import type { Targets } from '../../trees/targets.js';
import { WorkTree } from '../../trees/work-tree.js';

/** A change as it is shown. */
export interface ChangeText {
  /** The unified diff, to be read. */
  readonly diff: string;
  /** The same for `git apply`, where its bytes are not the text in UTF-8: the file has another encoding. */
  readonly patch: Buffer | null;
  readonly fixes: readonly PlacedFix[];
}

/** The texts of changes by their paths. Made before anything is written: they need the files as they were. */
export async function changeTexts(changes: readonly Change[], targets: Targets): Promise<ReadonlyMap<string, ChangeText>> {
  const texts = new Map<string, ChangeText>();
  const tree = new WorkTree(targets.root, targets.repository);
  for (const change of changes) {
    const read = change.kind === 'create' ? null : await tree.read(change.path, Number.MAX_SAFE_INTEGER);
    const before = read?.kind === 'content' ? read.bytes : null;
    const fixes = placeFixes(change, before);
    texts.set(change.path, { diff: changeDiff(change, before), patch: changePatch(change, before), fixes });
  }
  return texts;
}
