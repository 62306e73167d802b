import type { PullRequestFacts } from '../model/events.js';

/** What a host answers. `paused`: ask again after then (milliseconds of the epoch), because it says so. */
export type ForgeAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'paused'; readonly until: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: ForgeFault; readonly message: string };

/**
 * - `token-missing`: the host refuses, or we do not ask, for want of one.
 * - `forge-unavailable`: the network, a time-out, 5xx: it may pass.
 * - `forge-refused`: 401, 403 for good. `forge-missing`: 404, 410. `forge-conflict`: 409, 422 for what is there already.
 * - `forge-invalid`: what we asked for is not possible, such as a label or reviewer that does not exist; 400, 422.
 */
export type ForgeFault =
  | 'forge-unavailable'
  | 'forge-refused'
  | 'forge-missing'
  | 'forge-conflict'
  | 'forge-invalid'
  | 'token-missing';

export interface RemoteRepository {
  /** `acme/api`; on GitLab with all groups. */
  readonly path: string;
  /** https; without a secret. */
  readonly cloneUrl: string;
  readonly defaultBranch: string | null;
  readonly archived: boolean;
  readonly fork: boolean;
  readonly empty: boolean;
  readonly topics: readonly string[];
}

export interface RepositoryQuery {
  /** An organisation, group (with its sub-groups) or user. */
  readonly owner: string;
  readonly topic: string | null;
  /** A path that the default branch has: `setup.py`. */
  readonly file: string | null;
}

export interface PullRequest extends PullRequestFacts {
  /** Branches without `refs/heads/`. */
  readonly head: string;
  readonly base: string;
  readonly headCommit: string;
  readonly title: string;
  readonly body: string;
}

/** What is ours to set. */
export interface PullRequestText {
  readonly title: string;
  readonly body: string;
}

export interface NewPullRequest extends PullRequestText {
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

/** Asked for beside the pull request; what cannot be set is told and stops nothing. */
export interface PullRequestExtras {
  readonly labels: readonly string[];
  /** Users; `org/team` for a team. */
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
}

/** One repository at a host that has pull requests. Each call is one attempt: who waits and tries again is the caller. */
export interface Forge {
  repository(): Promise<ForgeAnswer<RemoteRepository>>;
  /** Those from `head` into `base` (same repository), open ones first, then the newest. */
  find(head: string, base: string): Promise<ForgeAnswer<readonly PullRequest[]>>;
  get(number: number): Promise<ForgeAnswer<PullRequest>>;
  /** `forge-conflict` where there is an open one for the branch already. */
  create(wanted: NewPullRequest): Promise<ForgeAnswer<PullRequest>>;
  /** What is left out stays as it is there. */
  update(number: number, text: Partial<PullRequestText>): Promise<ForgeAnswer<PullRequest>>;
  /** @returns what could not be set, as sentences. */
  dress(number: number, extras: PullRequestExtras): Promise<ForgeAnswer<readonly string[]>>;
  comment(number: number, text: string): Promise<ForgeAnswer<null>>;
  /** The texts of its comments, the oldest first. */
  comments(number: number): Promise<ForgeAnswer<readonly string[]>>;
  /** Closes it, and gives it this body at the same time. Twice is no fault. */
  close(number: number, body: string): Promise<ForgeAnswer<null>>;
  /** Only when its head is still that commit: `forge-conflict` else. */
  merge(number: number, headCommit: string, method: 'merge' | 'squash' | 'rebase'): Promise<ForgeAnswer<PullRequest>>;
}

/** Lists the repositories of a host. */
export type RepositoryLister = (query: RepositoryQuery) => AsyncIterable<ForgeAnswer<readonly RemoteRepository[]>>;
