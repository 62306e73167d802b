import { setImmediate } from 'node:timers/promises';
import { CodemodError } from '../core/errors.js';
import { ReachedFolders } from '../trees/reached-folders.js';
import type { Targets } from '../trees/targets.js';
import type { Pruned } from '../trees/tree.js';
import type { RoleRule } from './classification.js';
import { compileClassify } from './classify.js';
import type { InventoryEntry } from './entry.js';
import { type ListedPaths, listPaths } from './list-paths.js';
import { readEntry } from './read-entry.js';
import { type InventorySummary, summarise } from './summary.js';

export interface InventoryOptions {
  /** Rules that come before those of the toolkit. */
  readonly roles?: readonly RoleRule[];
  /** Paths, relative to the root, that are not part of it: a file that the inventory itself is about to be written to. */
  readonly leaveOut?: readonly string[];
  readonly signal?: AbortSignal;
  onProgress?(progress: { readonly done: number; readonly found: number }): void;
}

export interface Inventory {
  /** Sorted by path. */
  readonly entries: readonly InventoryEntry[];
  readonly summary: InventorySummary;
  /** The entries with an error. */
  readonly failures: readonly InventoryEntry[];
  /** Folders that were left out whole. */
  readonly pruned: readonly Pruned[];
}

/** Files between two moments at which a signal is heard. */
const BREATH = 256;

/**
 * Lists and hashes every file of the repository, or of the folder where there is none. Files are read in chunks; links are
 * not followed, and nothing is written.
 *
 * @throws CodemodError `glob-invalid`, `interrupted`, and what git refuses.
 */
export async function takeInventory(targets: Targets, options: InventoryOptions = {}): Promise<Inventory> {
  const listed = await listPaths(targets);
  const entries: InventoryEntry[] = [];
  for await (const entry of inventoryEntries(targets, listed, options)) entries.push(entry);
  const failures = entries.filter((entry) => entry.error !== undefined);
  return { entries, summary: summarise(entries), failures, pruned: listed.pruned };
}

/** The entries one by one, in the order of the paths. */
async function* inventoryEntries(
  { root }: Targets,
  { paths }: ListedPaths,
  { roles, leaveOut = [], signal, onProgress }: InventoryOptions,
): AsyncGenerator<InventoryEntry> {
  const classify = compileClassify(roles);
  const reached = new ReachedFolders(root);
  for (const [index, listed] of paths.entries()) {
    if (index % BREATH === 0) {
      onProgress?.({ done: index, found: paths.length });
      await setImmediate();
      if (signal?.aborted === true) throw new CodemodError('interrupted', 'The inventory was stopped. Nothing was written.');
    }
    if (leaveOut.includes(listed.path)) continue;
    // Below a link that stands where git knows a folder, there is nothing of this repository.
    const entry = reached.leadTo(listed.path) ? readEntry(root, listed, classify) : null;
    if (entry !== null) yield entry;
  }
}
