import { isUtf8 } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { messageOf, systemCode } from '../core/errors.js';
import { type Listed, nameForPeople } from './git-listing.js';
import { IgnoreChain } from './ignore-chain.js';
import type { PathFilter } from './path-filter.js';
import type { Pruned } from './tree.js';

interface Folder {
  /** Relative to the root, `/`-separated; empty for the root itself. */
  readonly path: string;
  readonly ignores: IgnoreChain;
}

/** What of a folder's entry matters here. */
interface Item {
  readonly name: string;
  readonly kind: Listed['kind'] | 'folder' | 'unnamed-folder' | 'other';
}

/**
 * The files below a folder, by a synchronous walk that honours the `.gitignore` of every folder and follows no link.
 *
 * @param start relative to the root; empty for the root itself.
 */
export function* walk(
  root: string,
  start: string,
  filter: PathFilter,
  noIgnore: boolean,
  onPruned: (pruned: Pruned) => void,
): Generator<Listed> {
  const stack: Folder[] = [{ path: start, ignores: IgnoreChain.none }];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    const items = readFolder(root, folder.path, onPruned);
    if (folder.path !== start && items.some((item) => item.name === '.git')) {
      onPruned({ path: folder.path, reason: OWN_REPOSITORY });
      continue;
    }
    const hasRules = !noIgnore && items.some((item) => item.name === '.gitignore' && item.kind === 'file');
    const ignores = hasRules ? folder.ignores.withFile(root, folder.path) : folder.ignores;
    for (const { name, kind } of items) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      if (kind === 'folder') {
        const below = enter(path, ignores, filter, onPruned);
        if (below !== null) stack.push(below);
      } else if (kind === 'unnamed-folder') {
        onPruned({ path, reason: 'its name is not valid UTF-8' });
      } else if (kind !== 'other' && (filter.names(path) || !ignores.ignores(path, false))) {
        yield { path, kind };
      }
    }
  }
}

export const OWN_REPOSITORY = 'a git repository of its own';

/** The folder as one to walk, or null. One that the user named, or that leads to what he named, is entered though ignored. */
function enter(path: string, ignores: IgnoreChain, filter: PathFilter, onPruned: (pruned: Pruned) => void): Folder | null {
  if (filter.hides(path) || !filter.mayHold(path)) return null;
  const ignored = ignores.ignores(path, true);
  if (ignored && !filter.leadsTo(path)) return null;
  const reason = filter.prunes(path);
  if (reason === null) return { path, ignores: ignored ? IgnoreChain.none : ignores };
  onPruned({ path, reason });
  return null;
}

const REPLACEMENT = '\ufffd';

function readFolder(root: string, folder: string, onPruned: (pruned: Pruned) => void): readonly Item[] {
  const absolute = folder === '' ? root : `${root}/${folder}`;
  try {
    const entries = readdirSync(absolute, { withFileTypes: true });
    if (entries.some((entry) => entry.name.includes(REPLACEMENT))) return readOddFolder(absolute);
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  } catch (error) {
    onPruned({ path: folder === '' ? '.' : folder, reason: `it cannot be listed (${systemCode(error) ?? messageOf(error)})` });
    return [];
  }
}

/** The same for a folder that has a name which is not UTF-8: nothing can be opened by such a name, so it is only listed. */
function readOddFolder(absolute: string): readonly Item[] {
  return readdirSync(absolute, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
    const kind = kindOf(entry);
    const name = nameForPeople(entry.name);
    if (isUtf8(entry.name) || kind === 'other') return { name, kind };
    return { name, kind: kind === 'folder' ? 'unnamed-folder' : 'unnamed' };
  });
}

interface Typed {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: Typed): Item['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
