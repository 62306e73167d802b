import * as v from 'valibot';
import type { Pull } from '../dialect.js';
import type { RemoteRepository } from '../forge.js';
import { CommitId, Count, OptionalCommitId, Text, WebAddress } from '../read-answer.js';

export const Repository = v.object({
  full_name: v.string(),
  clone_url: WebAddress,
  default_branch: Text,
  archived: v.optional(v.boolean(), false),
  fork: v.optional(v.boolean(), false),
  /** KiB; also 0 for a repository of a few small files. */
  size: v.optional(Count, 0),
  topics: v.optional(v.array(v.string()), []),
});
export type GitHubRepository = v.InferOutput<typeof Repository>;

export function repositoryOf(repository: GitHubRepository, empty: boolean): RemoteRepository {
  const { full_name: path, clone_url: cloneUrl, archived, fork, topics, default_branch } = repository;
  return { path, cloneUrl, defaultBranch: empty ? null : default_branch || null, archived, fork, empty, topics };
}

const Branch = v.object({
  ref: v.string(),
  sha: CommitId,
  /** Null where the fork is gone. */
  repo: v.nullable(v.object({ full_name: v.string() })),
});

export const PullAnswer = v.object({
  number: Count,
  html_url: WebAddress,
  state: v.picklist(['open', 'closed']),
  draft: v.optional(v.nullable(v.boolean()), false),
  merged_at: v.optional(v.nullable(v.string()), null),
  merge_commit_sha: v.optional(OptionalCommitId, null),
  title: v.string(),
  body: Text,
  head: Branch,
  base: Branch,
});
export type GitHubPull = v.InferOutput<typeof PullAnswer>;

export function pullOf(answer: GitHubPull): Pull {
  const isMerged = answer.merged_at !== null;
  return {
    number: answer.number,
    url: answer.html_url,
    state: isMerged ? 'merged' : answer.state,
    checks: null,
    draft: answer.draft ?? false,
    // Of an open one it is a trial merge.
    mergeCommit: isMerged ? answer.merge_commit_sha : null,
    ...{ head: answer.head.ref, base: answer.base.ref, headCommit: answer.head.sha },
    ...{ title: answer.title, body: answer.body ?? '' },
  };
}

export const CheckRuns = v.object({
  total_count: Count,
  check_runs: v.array(v.object({ status: v.string(), conclusion: v.optional(v.nullable(v.string()), null) })),
});

export const CombinedStatus = v.object({ state: v.string(), total_count: Count });
export const Merged = v.object({ sha: v.optional(OptionalCommitId, null) });
export const Assigned = v.object({ assignees: v.optional(v.nullable(v.array(v.object({ login: v.string() }))), []) });

export const CodeFound = v.object({
  total_count: Count,
  incomplete_results: v.boolean(),
  items: v.array(v.object({ path: v.string(), repository: v.object({ full_name: v.string() }) })),
});
