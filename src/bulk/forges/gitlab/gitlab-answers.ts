import * as v from 'valibot';
import type { Checks, Pull } from '../dialect.js';
import { GITLAB_DRAFTS } from '../draft-title.js';
import type { RemoteRepository } from '../forge.js';
import { CommitId, Count, OptionalCommitId, Text, WebAddress } from '../read-answer.js';

export const Project = v.object({
  path_with_namespace: v.string(),
  http_url_to_repo: WebAddress,
  default_branch: Text,
  archived: v.optional(v.boolean(), false),
  empty_repo: v.optional(v.boolean(), false),
  forked_from_project: v.optional(v.nullable(v.unknown()), null),
  topics: v.optional(v.array(v.string()), []),
  /** Older versions leave it out. */
  merge_method: v.optional(v.string(), 'merge'),
});

export function repositoryOf(project: v.InferOutput<typeof Project>): RemoteRepository {
  const { path_with_namespace: path, http_url_to_repo: cloneUrl, archived, empty_repo: empty, topics } = project;
  const fork = project.forked_from_project !== null;
  return { path, cloneUrl, defaultBranch: empty ? null : project.default_branch || null, archived, fork, empty, topics };
}

const Person = v.object({ id: Count, username: v.string() });
export const People = v.array(Person);

export const MergeRequest = v.object({
  iid: Count,
  web_url: WebAddress,
  /** `locked`: it is being merged. */
  state: v.picklist(['opened', 'closed', 'locked', 'merged']),
  draft: v.optional(v.boolean()),
  title: v.string(),
  description: Text,
  source_branch: v.string(),
  target_branch: v.string(),
  source_project_id: v.optional(v.nullable(Count), null),
  target_project_id: Count,
  /** Null until GitLab has looked at the branch. */
  sha: v.optional(v.nullable(CommitId), null),
  merge_commit_sha: v.optional(OptionalCommitId, null),
  squash_commit_sha: v.optional(OptionalCommitId, null),
  /** Lists leave it out. */
  head_pipeline: v.optional(v.nullable(v.object({ status: v.string() }))),
  assignees: v.optional(v.nullable(People), []),
  reviewers: v.optional(v.nullable(People), []),
});
export type GitLabMergeRequest = v.InferOutput<typeof MergeRequest>;

export function pullOf(answer: GitLabMergeRequest): Pull {
  const draft = answer.draft ?? GITLAB_DRAFTS.isMarked(answer.title);
  const state = { opened: 'open', locked: 'open', closed: 'closed', merged: 'merged' } as const;
  return {
    number: answer.iid,
    url: answer.web_url,
    state: state[answer.state],
    checks: answer.head_pipeline === undefined ? null : checksOf(answer.head_pipeline?.status ?? null),
    draft,
    mergeCommit: answer.state === 'merged' ? (answer.merge_commit_sha ?? answer.squash_commit_sha) : null,
    ...{ head: answer.source_branch, base: answer.target_branch, headCommit: answer.sha ?? '' },
    ...{ title: draft ? GITLAB_DRAFTS.withoutMark(answer.title) : answer.title, body: answer.description ?? '' },
  };
}

/** https://docs.gitlab.com/api/pipelines/: of `manual` a person has to start a job; `skipped` ran nothing. */
export function checksOf(status: string | null): Checks {
  if (status === null || status === 'skipped') return 'none';
  if (status === 'success') return 'passed';
  return status === 'failed' || status === 'canceled' || status === 'canceling' ? 'failed' : 'pending';
}

export const LabelsFound = v.array(v.object({ name: v.string() }));
