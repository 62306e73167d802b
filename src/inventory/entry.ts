/** What a file is for. The rules that tell are in `classification.json`. */
export const ROLES = ['code', 'test', 'doc', 'config', 'ci', 'data', 'asset', 'secret-baseline', 'generated'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Git's modes, which are the same in every clone: permission bits beside the owner's right to run a file follow from each
 * user's umask.
 */
export const MODES = { file: '100644', program: '100755', symlink: '120000', submodule: '160000' } as const;
export type Mode = (typeof MODES)[keyof typeof MODES];

/** One path of a repository, as `inventory.json` keeps it. */
export interface InventoryEntry {
  /** Relative to the root, `/`-separated. */
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
  /** Bytes: of the file, or of the symlink's target text. Null for a submodule, and where the file could not be read. */
  readonly size: number | null;
  /** Null where the file could not be read. */
  readonly mode: Mode | null;
  /** Null for symlinks and submodules, which have no content of their own. */
  readonly role: Role | null;
  readonly language: string | null;
  /** SHA-256 of the bytes of a file. Null for what is none, or could not be read: a link is not followed. */
  readonly sha256: string | null;
  /** Where a symlink points to, as its text says. */
  readonly target?: string;
  /** Why the file could not be read. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** Two paths as they are sorted: by UTF-16 code units, whatever the locale. */
export function comparePaths(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
