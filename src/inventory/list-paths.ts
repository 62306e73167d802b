import { listRepository } from '../trees/git-listing.js';
import { compileFilter, foldersAbove, type PathFilter } from '../trees/path-filter.js';
import type { Targets } from '../trees/targets.js';
import type { Pruned, Selection } from '../trees/tree.js';
import { OWN_REPOSITORY, walk } from '../trees/walk.js';
import { comparePaths } from './entry.js';

/** A path that belongs in the inventory. `named`: what stands there is for the disk to say. */
export interface ListedPath {
  readonly path: string;
  /** `unnamed`: the name is not valid UTF-8, and `path` is for people only. */
  readonly kind: 'named' | 'submodule' | 'unnamed';
}

export interface ListedPaths {
  /** Sorted by path. */
  readonly paths: readonly ListedPath[];
  /** Folders that were left out whole. */
  readonly pruned: readonly Pruned[];
}

const EVERYTHING: Selection = {
  accepts: () => true,
  paths: [],
  include: [],
  exclude: [],
  noIgnore: false,
  maxSize: Number.MAX_SAFE_INTEGER,
};

const EVERY_PATH = compileFilter(EVERYTHING);

/**
 * Everything that git tracks, and what it neither tracks nor ignores; outside of git, what a walk finds. Vendored folders
 * are left out where git does not track them, `.codex` always.
 *
 * @throws CodemodError `git-failed`, `git-timeout`, `git-dubious-ownership`.
 */
export async function listPaths({ root, repository }: Targets): Promise<ListedPaths> {
  const filter = EVERY_PATH;
  const pruned = new Map<string, Pruned>();
  const prune = (folder: Pruned): void => void pruned.set(folder.path, folder);
  const paths: ListedPath[] = [];
  if (repository === null) {
    for (const { path, kind } of walk(root, '', filter, false, prune)) {
      paths.push({ path, kind: kind === 'unnamed' ? 'unnamed' : 'named' });
    }
  } else {
    const { tracked, others } = listRepository(repository, EVERYTHING);
    // Awaited below, unless the first fails.
    others.catch(() => {});
    for (const { path, kind } of await tracked) {
      if (isHidden(path, filter)) continue;
      paths.push({ path, kind: kind === 'unnamed' ? kind : kind === 'repository' ? 'submodule' : 'named' });
    }
    for (const { path, kind } of await others) {
      if (isHidden(path, filter) || isVendored(path, filter, prune)) continue;
      if (kind === 'repository') prune({ path, reason: OWN_REPOSITORY });
      else paths.push({ path, kind: kind === 'unnamed' ? kind : 'named' });
    }
  }
  return { paths: paths.sort(comparePaths), pruned: [...pruned.values()].sort(comparePaths) };
}

function isHidden(path: string, filter: PathFilter): boolean {
  return foldersAbove(path).some(filter.hides);
}

/** True for what is never in an inventory: our own records. */
export function isLeftOut(path: string): boolean {
  return isHidden(path, EVERY_PATH);
}

function isVendored(path: string, filter: PathFilter, prune: (folder: Pruned) => void): boolean {
  const outermostFirst = foldersAbove(path).toReversed();
  for (const folder of outermostFirst) {
    const reason = filter.prunes(folder);
    if (reason === null) continue;
    prune({ path: folder, reason });
    return true;
  }
  return false;
}
