import type { Skip } from '../core/source-file.js';
import type { Listed } from './git-listing.js';
import type { PathFilter } from './path-filter.js';
import type { Entry, Pruned } from './tree.js';
import { OWN_REPOSITORY } from './walk.js';

const SKIPS: Readonly<Record<Listed['kind'], Skip | null>> = {
  file: null,
  repository: null,
  link: { code: 'symlink', message: 'it is a symbolic link, which is not followed' },
  unnamed: { code: 'path-encoding', message: 'its name is not valid UTF-8' },
};

/** Decides which of the listed paths are entries. It tells each pruned folder once. */
export class Gate {
  readonly #filter: PathFilter;
  readonly #onPruned: (pruned: Pruned) => void;
  /** Whether a folder lies in a pruned one. Paths come folder by folder, so that nearly all are answered from here. */
  readonly #isPruned = new Map<string, boolean>([['', false]]);
  readonly #namedAndSeen = new Set<string>();

  constructor(filter: PathFilter, onPruned: (pruned: Pruned) => void) {
    this.#filter = filter;
    this.#onPruned = onPruned;
  }

  admit({ path, kind }: Listed): Entry | null {
    if (kind === 'repository') {
      if (this.#filter.mayHold(path) && !this.#folderIsPruned(parentOf(path))) this.#onPruned({ path, reason: OWN_REPOSITORY });
      return null;
    }
    if (!this.#filter.takes(path) || this.#folderIsPruned(parentOf(path))) return null;
    if (this.#filter.names(path)) {
      if (this.#namedAndSeen.has(path)) return null;
      this.#namedAndSeen.add(path);
    }
    return { path, skip: SKIPS[kind] };
  }

  #folderIsPruned(folder: string): boolean {
    const known = this.#isPruned.get(folder);
    if (known !== undefined) return known;
    const pruned = this.#folderIsPruned(parentOf(folder)) || this.#filter.hides(folder) || this.#prunes(folder);
    this.#isPruned.set(folder, pruned);
    return pruned;
  }

  #prunes(folder: string): boolean {
    const reason = this.#filter.prunes(folder);
    if (reason !== null) this.#onPruned({ path: folder, reason });
    return reason !== null;
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
