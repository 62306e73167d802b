import type { Skip } from '../core/source-file.js';

/** A file that a tree offers, and what is known of it without reading it. */
export interface Entry {
  /** Relative to the root, `/`-separated. */
  readonly path: string;
  /** Set when the tree knows already that the file is not to be read: a symlink, a submodule, a name that is no text. */
  readonly skip: Skip | null;
}

/** A folder that was left out whole, and why. It is listed once, its files are not counted. */
export interface Pruned {
  readonly path: string;
  readonly reason: string;
}

/** What is wanted of a tree. */
export interface Selection {
  /** Does a path, by its name alone, belong to a language of the run? */
  readonly accepts: (path: string) => boolean;
  /** Files and folders to stay inside of, relative to the root; empty: everything. A file named here is taken even if ignored. */
  readonly paths: readonly string[];
  /** Globs; a path is taken when it matches one (or there are none) ... */
  readonly include: readonly string[];
  /** ... and matches none of these. */
  readonly exclude: readonly string[];
  /** True: ignored and vendored files are taken too. */
  readonly noIgnore: boolean;
  /** Bytes; a larger file is skipped. */
  readonly maxSize: number;
}

/**
 * The content of one file, or why there is none. `left`: the sieve did not want it. `gone`: the index of the repository
 * lists it, but it is not there (deleted, or not part of a sparse checkout): it does not count.
 */
export type ReadResult =
  | { readonly kind: 'content'; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: 'left' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'skip'; readonly skip: Skip }
  | { readonly kind: 'failure'; readonly code: string; readonly message: string };

/**
 * Looks at a file's bytes before anything is spent on it. The bytes are lent: they are overwritten after the call.
 *
 * @returns `take` for a file that is wanted, `leave` for one that has nothing of interest, or why it is skipped.
 */
export type Sieve = (bytes: Buffer) => 'take' | 'leave' | Skip;

/** Where files come from. Reading one never follows a symlink and never blocks. */
export interface Tree {
  /** The commit that the files stand on, or null. */
  readonly head: string | null;
  /** The folder on disk that it stands for: absolute; absent where there is none. */
  readonly root?: string | undefined;
  /** The selected files, each path once, in no promised order. Pruned folders are told to `onPruned`. */
  entries(selection: Selection, onPruned: (pruned: Pruned) => void): AsyncIterable<Entry>;
  /**
   * @param maxSize bytes; a larger file is a skip.
   * @param sieve without one every file is taken.
   */
  read(path: string, maxSize: number, sieve?: Sieve): Promise<ReadResult>;
}
