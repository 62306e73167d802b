import type { Change, ContentId } from '../../core/change.js';
import { createdBytes, modifiedBytes } from '../../core/change-bytes.js';
import { messageOf } from '../../core/errors.js';
import { sha256 } from '../../core/hash.js';
import { isInventoryChange } from '../../core/inventory-step.js';
import { unsafePath } from '../../core/paths.js';
import type { Plan } from '../../core/plan.js';
import type { TreeEdit } from '../../trees/tree-edit.js';
import type { Image, Images } from './images.js';

/**
 * - `stale-plan`: a file is not as it was when the plan was made.
 * - `write-refused`: a path that nothing is written to, or two changes that cannot both be.
 * - `plan-inconsistent`: what comes out is not what the plan says.
 */
export type TreeEdits =
  | { readonly kind: 'edits'; readonly edits: readonly TreeEdit[] }
  | {
      readonly kind: 'failed';
      readonly code: 'stale-plan' | 'write-refused' | 'plan-inconsistent';
      readonly path: string;
      readonly message: string;
    };

type Failed = Extract<TreeEdits, { kind: 'failed' }>;

/** Exactly what carrying a plan out writes, in the order of the plan. */
export function treeEdits(plan: Plan, images: Images): TreeEdits {
  const edits: TreeEdit[] = [];
  for (const change of plan.changes) {
    const made = isInventoryChange(change, plan) ? changedFile(change, images) : editsOf(change, images);
    if ('kind' in made) return made;
    edits.push(...made);
  }
  return meeting(edits) ?? { kind: 'edits', edits };
}

function editsOf(change: Change, images: Images): readonly TreeEdit[] | Failed {
  for (const path of change.kind === 'rename' ? [change.path, change.to] : [change.path]) {
    const why = unsafePath(path);
    if (why !== null) return failed('write-refused', path, why);
  }
  return changedFile(change, images);
}

function changedFile(change: Change, images: Images): readonly TreeEdit[] | Failed {
  if (change.kind === 'create') return created(change);
  const image = imageOf(change, images);
  if ('kind' in image) return image;
  const { path } = change;
  const gone = { path, content: null, mode: image.mode };
  switch (change.kind) {
    case 'delete':
      return [gone];
    case 'rename':
      return [gone, { path: change.to, content: image.bytes, mode: image.mode }];
    case 'modify':
      return written(path, change.after, () => modifiedBytes(change, image.bytes), image.mode);
  }
}

function created(change: Extract<Change, { kind: 'create' }>): readonly TreeEdit[] | Failed {
  return written(change.path, change.after, () => createdBytes(change), gitMode(change.after.mode));
}

function written(path: string, after: ContentId, make: () => Buffer, mode: number): readonly TreeEdit[] | Failed {
  try {
    const content = make();
    if (sha256(content) === after.sha256) return [{ path, content, mode }];
    return failed('plan-inconsistent', path, 'its new content is not the one that the plan names');
  } catch (thrown) {
    return failed('plan-inconsistent', path, messageOf(thrown));
  }
}

function imageOf({ path, before }: Exclude<Change, { kind: 'create' }>, images: Images): Image | Failed {
  const image = images.get(path);
  if (image === undefined) return failed('stale-plan', path, 'the file as it was is not at hand');
  if (sha256(image.bytes) !== before.sha256) {
    return failed('stale-plan', path, 'the file is not as it was when the plan was made');
  }
  if (gitMode(image.mode) !== gitMode(before.mode))
    return failed('stale-plan', path, 'its mode has changed since the plan was made');
  return { bytes: image.bytes, mode: gitMode(image.mode) };
}

/** Git knows whether the owner may run a file, and no more. */
function gitMode(mode: number): number {
  return (mode & 0o100) === 0 ? 0o644 : 0o755;
}

/** Two edits of one path, or a file where another one needs a folder: one of them would be lost without a word. */
function meeting(edits: readonly TreeEdit[]): Failed | null {
  const seen = new Set<string>();
  for (const { path } of edits) {
    if (seen.has(path)) return failed('write-refused', path, 'two changes of the plan touch it');
    seen.add(path);
  }
  const files = new Set(edits.flatMap(({ path, content }) => (content === null ? [] : [path])));
  for (const path of files) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (files.has(folder)) return failed('write-refused', folder, `the plan makes it a file and puts ${path} below it`);
    }
  }
  return null;
}

function failed(code: Failed['code'], path: string, message: string): Failed {
  return { kind: 'failed', code, path, message };
}
