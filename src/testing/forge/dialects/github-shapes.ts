import { createHash } from 'node:crypto';
import { branchCommit, headBranch } from '../bare-git.js';
import type { Exchange } from '../exchange.js';
import { stateOfChecks } from '../pull-actions.js';
import type { ForgePull, ForgeRepository } from '../world.js';

export const ownerOf = ({ path }: ForgeRepository): string => path.slice(0, path.lastIndexOf('/'));
export const nameOf = ({ path }: ForgeRepository): string => path.slice(path.lastIndexOf('/') + 1);

export function repositoryShape({ origin }: Exchange, repository: ForgeRepository) {
  const { id, path, folder, settings } = repository;
  return {
    id,
    name: nameOf(repository),
    full_name: path,
    private: true,
    owner: { login: ownerOf(repository), type: 'Organization' },
    html_url: `${origin}/${path}`,
    clone_url: `${origin}/${path}.git`,
    default_branch: headBranch(folder),
    archived: settings.archived,
    disabled: false,
    fork: settings.fork,
    // As on the real one: in kB, and 0 for an empty repository, too.
    size: branchCommit(folder, headBranch(folder)) === null ? 0 : 1,
    topics: settings.topics,
    permissions: { pull: true, push: true, admin: false },
  };
}

/** As in a list: whether it is merged is told by `merged_at` alone there. */
export function pullShape({ origin }: Exchange, repository: ForgeRepository, pull: ForgePull) {
  const owner = ownerOf(repository);
  const side = (ref: string, sha: string | null) => ({
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: { login: owner },
    repo: { id: repository.id, full_name: repository.path },
  });
  return {
    id: pull.id,
    number: pull.number,
    state: pull.state === 'open' ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    body: pull.body === '' ? null : pull.body,
    draft: pull.draft,
    user: { login: pull.author },
    html_url: `${origin}/${repository.path}/pull/${pull.number}`,
    head: side(pull.head, pull.headCommit),
    base: side(pull.base, branchCommit(repository.folder, pull.base)),
    labels: pull.labels.map((name) => ({ name })),
    assignees: pull.assignees.map((login) => ({ login })),
    requested_reviewers: pull.reviewers.map((login) => ({ login })),
    requested_teams: pull.teamReviewers.map((slug) => ({ slug })),
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.state === 'open' ? null : pull.updatedAt,
    merged_at: pull.state === 'merged' ? pull.updatedAt : null,
    // An open one has a commit here, too: of the merge that is tried out. It says nothing about the state.
    merge_commit_sha: pull.mergeCommit ?? testMerge(pull),
  };
}

export function wholePullShape(exchange: Exchange, repository: ForgeRepository, pull: ForgePull) {
  return {
    ...pullShape(exchange, repository, pull),
    merged: pull.state === 'merged',
    mergeable: pull.state === 'open' ? true : null,
    mergeable_state: stateOfChecks(repository, pull.headCommit) === 'failed' ? 'unstable' : 'clean',
    comments: pull.comments.length,
  };
}

function testMerge({ headCommit }: ForgePull): string {
  return createHash('sha1').update(`merge of ${headCommit}`).digest('hex');
}
