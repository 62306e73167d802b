import { createHash } from 'node:crypto';
import type { GitTree } from '../trees/bare/git-tree.js';
import { HEAD } from '../trees/file-digest.js';
import type { TreeEdit } from '../trees/tree-edit.js';
import { type Classify, compileClassify } from './classify.js';
import { comparePaths, type InventoryEntry } from './entry.js';
import { entryOfFile, entryOfLink, entryWithoutContent } from './entry-of.js';
import { isLeftOut } from './list-paths.js';

/**
 * The entries of a commit as edits leave it: what `takeInventory` finds in a fresh checkout of that. What counts is what git keeps; a
 * checkout that converts line ends or fetches from Git LFS has other bytes.
 *
 * @throws CodemodError as the tree does.
 */
export async function inventoryOfTree(tree: GitTree, edits: readonly TreeEdit[]): Promise<readonly InventoryEntry[]> {
  const classify = compileClassify();
  const edited = new Set(edits.map(({ path }) => path));
  const standing = [...(await tree.files()).values()].filter(({ path }) => !edited.has(path) && !isLeftOut(path));
  const entries: InventoryEntry[] = [];
  for (const { path, kind } of standing) {
    if (kind === 'repository') entries.push(entryWithoutContent(path, 'submodule'));
    else if (kind === 'unnamed') entries.push(entryWithoutContent(path, kind));
  }
  for await (const [{ path, kind, mode }, bytes] of tree.contents(standing)) {
    entries.push(kind === 'link' ? entryOfLink(path, bytes) : fileEntry(path, bytes, mode, classify));
  }
  for (const { path, content, mode } of edits) {
    if (content !== null && !isLeftOut(path)) entries.push(fileEntry(path, content, mode, classify));
  }
  return entries.sort(comparePaths);
}

function fileEntry(path: string, bytes: Buffer, mode: number, classify: Classify): InventoryEntry {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const digest = { size: bytes.length, sha256, isExecutable: (mode & 0o100) !== 0, head: bytes.subarray(0, HEAD) };
  return entryOfFile(path, digest, classify);
}
