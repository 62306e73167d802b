import type { PullRequestFacts } from '../model/events.js';
import type { NewPullRequest, PullRequest, PullRequestText, RemoteRepository, RepositoryQuery } from './forge.js';
import type { RepositoryPath } from './repository-path.js';

export type Checks = PullRequestFacts['checks'];
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** A pull request as its host tells it at one go. `checks` is null where it takes a question of its own. */
export interface Pull extends Omit<PullRequest, 'checks'> {
  readonly checks: Checks | null;
}

/** A page of a list, and whether there is a next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: boolean;
}

/**
 * What is different from host to host. Every call throws a `ForgeStop` for what is no value; what they have in common stands in
 * `forge-of.ts`.
 */
export interface Dialect {
  repository(): Promise<RemoteRepository>;
  /** All between these branches of the repository itself, in any state and order. */
  find(head: string, base: string): Promise<readonly Pull[]>;
  get(number: number): Promise<Pull>;
  /** Of the commit at its head. */
  checks(pull: Pull): Promise<Checks>;
  create(wanted: NewPullRequest): Promise<Pull>;
  update(number: number, text: Partial<PullRequestText>): Promise<Pull>;
  /** Adds them to what is there. @returns what could not be set, as sentences. */
  addLabels(number: number, labels: readonly string[]): Promise<readonly string[]>;
  addReviewers(number: number, reviewers: readonly string[]): Promise<readonly string[]>;
  addAssignees(number: number, assignees: readonly string[]): Promise<readonly string[]>;
  comment(number: number, text: string): Promise<void>;
  /** All of them, the oldest first. */
  comments(number: number): Promise<readonly string[]>;
  close(number: number, body: string): Promise<void>;
  /** @returns the commit that it made, where the answer tells it. */
  merge(number: number, headCommit: string, method: MergeMethod): Promise<string | null>;
}

/** How the repositories of a host are listed. */
export interface ListDialect {
  /** @param page counts from 1. */
  page(query: RepositoryQuery, page: number): Promise<Page<RemoteRepository>>;
}

export interface DialectContext {
  readonly host: string;
  readonly api: string;
  readonly fetch: typeof fetch;
}

export interface RepositoryContext extends DialectContext {
  readonly repository: RepositoryPath;
}
