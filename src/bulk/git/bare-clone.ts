import type { GitTree } from '../../trees/bare/git-tree.js';
import type { TreeEdit } from '../../trees/tree-edit.js';
import type { Identity } from '../model/campaign-spec.js';

/**
 * - `git-unreachable`: the network, a time-out, 5xx, 429: it may pass. `git-refused`: no permission. `git-no-repository`: there is none.
 * - `git-stale`: a ref is not what we expect it to be. `git-rejected`: a hook or protection of the remote says no.
 * - `git-empty`: there is no commit. `git-no-branch`: there is no such branch. `git-failed`: everything else.
 * - `repository-unfit`: what it holds is refused by git itself, such as a folder named `.git`.
 */
export type GitFault =
  | ('git-unreachable' | 'git-refused' | 'git-no-repository' | 'git-stale')
  | ('git-rejected' | 'git-empty' | 'git-no-branch' | 'git-failed' | 'token-missing' | 'repository-unfit');

export type GitAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The host asks to wait until then: milliseconds of the epoch. */
  | { readonly kind: 'paused'; readonly until: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: GitFault; readonly message: string };

/** How a remote is reached. It is made anew in each process: the secret in it is never written anywhere. */
export interface GitAccess {
  readonly url: string;
  /** `http` is for loopback hosts. */
  readonly protocol: 'https' | 'ssh' | 'file' | 'http';
  /** Settings for this remote alone, through the environment: the token's header, the user's own `credential.*`. */
  readonly settings: readonly (readonly [key: string, value: string])[];
  /** Variables that were looked at for a token, and held none; a host that then refuses does so for want of it. */
  readonly unset?: readonly string[];
}

export interface RemoteRefs {
  /** What HEAD names, without `refs/heads/`; null for a detached or missing one. */
  readonly defaultBranch: string | null;
  /** Full names to commits. */
  readonly refs: ReadonlyMap<string, string>;
}

export interface NewCommit {
  readonly parent: string;
  readonly edits: readonly TreeEdit[];
  readonly message: string;
  /** Author and committer; their date is the committer date of the parent, so that equal wishes are one commit. */
  readonly identity: Identity;
}

export interface WrittenCommit {
  readonly commit: string;
  readonly tree: string;
  /** The tree is the parent's: nothing was changed. */
  readonly isEmpty: boolean;
}

/** A bare clone in the cache, held by this process alone until it is released. Nothing in it is ever checked out or executed. */
export interface BareClone {
  readonly folder: string;
  /** The refs asked for, such as `HEAD` and `refs/heads/codemod/x`, in one call to the remote. */
  remoteRefs(names: readonly string[]): Promise<GitAnswer<RemoteRefs>>;
  /**
   * Makes a commit readable: without history, and without files where the server allows that.
   *
   * @param ref where it was seen; its branch is fetched where the server gives no commit by its id.
   * @throws CodemodError `too-many-files`.
   */
  fetch(commit: string, ref: string): Promise<GitAnswer<null>>;
  /**
   * The files of a commit that was fetched. Names cost nothing; the first read brings all files of the selection that it is one
   * of, in one call. Reading throws a CodemodError whose code is a {@link GitFault}, or `git-damaged`.
   */
  tree(commit: string): GitTree;
  /** The commit's message, parents and committer; null when it is not here. */
  read(
    commit: string,
  ): Promise<{ readonly message: string; readonly parents: readonly string[]; readonly committer: string } | null>;
  /** @throws CodemodError `tree-edit-refused`, `git-failed`. */
  write(wanted: NewCommit): Promise<WrittenCommit>;
  /** The same commit with the user's signature, as the user's own git makes it. @returns the object, to be kept. */
  sign(commit: string): Promise<GitAnswer<{ readonly commit: string; readonly object: Buffer }>>;
  /** Puts a kept commit object back. @returns its id. */
  restore(object: Buffer): Promise<string>;
  /** Whether a commit is part of a branch of the remote: see `isInHistory` of history.ts. */
  isInHistory(commit: string, ref: string): Promise<GitAnswer<boolean>>;
  /** Only where the ref still is `expected` (null: there is none): `git-stale` else. Twice is no fault. */
  push(ref: string, commit: string, expected: string | null): Promise<GitAnswer<null>>;
  deleteRef(ref: string, expected: string): Promise<GitAnswer<null>>;
  release(): void;
}

export interface CloneCache {
  /** Waits for another process that holds it. */
  open(repo: string, access: GitAccess): Promise<BareClone>;
}
