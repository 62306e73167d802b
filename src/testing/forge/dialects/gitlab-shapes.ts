import { branchCommit, headBranch } from '../bare-git.js';
import type { Exchange } from '../exchange.js';
import { stateOfChecks } from '../pull-actions.js';
import type { ForgePull, ForgeRepository, World } from '../world.js';

export function projectShape({ origin }: Exchange, { id, path, folder, settings }: ForgeRepository) {
  const isEmpty = branchCommit(folder, headBranch(folder)) === null;
  return {
    id,
    name: path.slice(path.lastIndexOf('/') + 1),
    path: path.slice(path.lastIndexOf('/') + 1),
    path_with_namespace: path,
    web_url: `${origin}/${path}`,
    http_url_to_repo: `${origin}/${path}.git`,
    default_branch: isEmpty ? null : headBranch(folder),
    empty_repo: isEmpty,
    archived: settings.archived,
    topics: settings.topics,
    visibility: 'private',
    ...(settings.fork ? { forked_from_project: { id: 0, path_with_namespace: 'elsewhere/original' } } : {}),
  };
}

const STATES = { open: 'opened', closed: 'closed', merged: 'merged' } as const;
const PIPELINES = { pending: 'running', passed: 'success', failed: 'failed' } as const;

export function userShape(world: World, username: string) {
  return { id: world.users.indexOf(username) + 1, username, name: username, state: 'active' };
}

export function mergeRequestShape({ origin, world }: Exchange, repository: ForgeRepository, pull: ForgePull) {
  return {
    id: pull.id,
    iid: pull.number,
    project_id: repository.id,
    title: pull.title,
    description: pull.body,
    state: STATES[pull.state],
    draft: pull.draft,
    work_in_progress: pull.draft,
    source_branch: pull.head,
    target_branch: pull.base,
    source_project_id: repository.id,
    target_project_id: repository.id,
    sha: pull.headCommit,
    merge_commit_sha: pull.mergeCommit,
    squash_commit_sha: null,
    web_url: `${origin}/${repository.path}/-/merge_requests/${pull.number}`,
    labels: pull.labels,
    author: userShape(world, pull.author),
    assignees: pull.assignees.map((name) => userShape(world, name)),
    reviewers: pull.reviewers.map((name) => userShape(world, name)),
    merge_status: 'can_be_merged',
    detailed_merge_status: pull.draft ? 'draft_status' : pull.state === 'open' ? 'mergeable' : 'not_open',
    has_conflicts: false,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    merged_at: pull.state === 'merged' ? pull.updatedAt : null,
  };
}

/** A single one has its pipeline, too; in a list there is none. */
export function wholeMergeRequestShape(exchange: Exchange, repository: ForgeRepository, pull: ForgePull) {
  return { ...mergeRequestShape(exchange, repository, pull), head_pipeline: pipelineShape(repository, pull.headCommit) };
}

export function pipelineShape(repository: ForgeRepository, sha: string) {
  const state = stateOfChecks(repository, sha);
  return state === 'none' ? null : { id: 1, sha, status: PIPELINES[state], source: 'push' };
}
