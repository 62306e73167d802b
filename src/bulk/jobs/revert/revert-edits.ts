import type { Change } from '../../../core/change.js';
import { modifiedBytes } from '../../../core/change-bytes.js';
import { sha256 } from '../../../core/hash.js';
import type { Plan } from '../../../core/plan.js';
import type { Tree } from '../../../trees/tree.js';
import type { TreeEdit } from '../../../trees/tree-edit.js';
import type { Images } from '../../units/images.js';

/** What takes a plan back, or the first file that has become another since. */
export type RevertEdits =
  | { readonly kind: 'ok'; readonly edits: readonly TreeEdit[] }
  | { readonly kind: 'changed'; readonly path: string };

/** Bytes. */
const ANY_SIZE = Number.MAX_SAFE_INTEGER;

/** Takes a plan back on top of a tree: every file has to be as the plan left it, so that nobody's later work is lost. */
export async function revertEdits(plan: Plan, images: Images, tree: Tree): Promise<RevertEdits> {
  const edits: TreeEdit[] = [];
  for (const change of plan.changes) {
    const reverse = await reverseOf(change, images, tree);
    if (reverse === null) return { kind: 'changed', path: change.path };
    edits.push(...reverse);
  }
  return { kind: 'ok', edits };
}

async function reverseOf(change: Change, images: Images, tree: Tree): Promise<readonly TreeEdit[] | null> {
  const { path } = change;
  if (change.kind === 'create') {
    return (await isAs(tree, path, change.after.sha256)) ? [{ path, content: null, mode: change.after.mode }] : null;
  }
  const image = images.get(path);
  if (image === undefined) return null;
  const before: TreeEdit = { path, content: image.bytes, mode: image.mode };
  if (change.kind === 'modify') {
    return (await isAs(tree, path, sha256(modifiedBytes(change, image.bytes)))) ? [before] : null;
  }
  if ((await contentOf(tree, path)) !== null) return null;
  if (change.kind === 'delete') return [before];
  const goes: TreeEdit = { path: change.to, content: null, mode: image.mode };
  return (await isAs(tree, change.to, change.before.sha256)) ? [before, goes] : null;
}

async function isAs(tree: Tree, path: string, hash: string): Promise<boolean> {
  const bytes = await contentOf(tree, path);
  return bytes !== null && sha256(bytes) === hash;
}

async function contentOf(tree: Tree, path: string): Promise<Buffer | null> {
  const read = await tree.read(path, ANY_SIZE);
  return read.kind === 'content' ? read.bytes : null;
}
