import * as v from 'valibot';
import type { Checks, Pull } from '../dialect.js';
import { GITEA_DRAFTS } from '../draft-title.js';
import type { RemoteRepository } from '../forge.js';
import { CommitId, Count, OptionalCommitId, Text, WebAddress } from '../read-answer.js';

export const Repository = v.object({
  full_name: v.string(),
  clone_url: WebAddress,
  default_branch: Text,
  archived: v.optional(v.boolean(), false),
  fork: v.optional(v.boolean(), false),
  empty: v.optional(v.boolean(), false),
  /** Older versions tell them by a question of its own. */
  topics: v.optional(v.nullable(v.array(v.string()))),
});
export type GiteaRepository = v.InferOutput<typeof Repository>;

export function repositoryOf(repository: GiteaRepository, topics: readonly string[]): RemoteRepository {
  const { full_name: path, clone_url: cloneUrl, archived, fork, empty } = repository;
  return { path, cloneUrl, defaultBranch: empty ? null : repository.default_branch || null, archived, fork, empty, topics };
}

export const Topics = v.object({ topics: v.optional(v.nullable(v.array(v.string())), []) });

const Branch = v.object({ ref: v.string(), sha: v.optional(v.nullable(v.string()), ''), repo_id: v.optional(v.number(), 0) });

export const PullAnswer = v.object({
  number: Count,
  html_url: WebAddress,
  state: v.picklist(['open', 'closed']),
  draft: v.optional(v.boolean()),
  merged: v.optional(v.nullable(v.boolean()), false),
  merge_commit_sha: v.optional(OptionalCommitId, null),
  title: v.string(),
  body: Text,
  head: v.object({ ...Branch.entries, sha: CommitId }),
  base: Branch,
  assignees: v.optional(v.nullable(v.array(v.object({ login: v.string() }))), []),
});
export type GiteaPull = v.InferOutput<typeof PullAnswer>;

export function pullOf(answer: GiteaPull): Pull {
  const draft = answer.draft ?? GITEA_DRAFTS.isMarked(answer.title);
  const isMerged = answer.merged === true;
  return {
    number: answer.number,
    url: answer.html_url,
    state: isMerged ? 'merged' : answer.state,
    checks: null,
    draft,
    mergeCommit: isMerged ? answer.merge_commit_sha : null,
    ...{ head: answer.head.ref, base: answer.base.ref, headCommit: answer.head.sha },
    ...{ title: draft ? GITEA_DRAFTS.withoutMark(answer.title) : answer.title, body: answer.body ?? '' },
  };
}

export const CombinedStatus = v.object({ state: Text, total_count: v.optional(Count, 0) });

/** A warning stands between failure and pending in Gitea's own order: it is no leave to go on. */
export function checksOf({ state, total_count }: v.InferOutput<typeof CombinedStatus>): Checks {
  if (total_count === 0 || !state) return 'none';
  if (state === 'success' || state === 'skipped') return 'passed';
  return state === 'pending' ? 'pending' : 'failed';
}

export const Labels = v.array(v.object({ id: Count, name: v.string() }));
