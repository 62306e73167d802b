import { branchCommit, headBranch } from '../bare-git.js';
import type { Exchange } from '../exchange.js';
import type { ForgePull, ForgeRepository } from '../world.js';
import { nameOf, ownerOf } from './github-shapes.js';
import { KNOWN_LABELS } from './known-labels.js';

export function giteaRepository({ origin }: Exchange, repository: ForgeRepository) {
  const { id, path, folder, settings } = repository;
  return {
    id,
    name: nameOf(repository),
    full_name: path,
    owner: { login: ownerOf(repository) },
    html_url: `${origin}/${path}`,
    clone_url: `${origin}/${path}.git`,
    // It is told for an empty one, too.
    default_branch: headBranch(folder),
    empty: branchCommit(folder, headBranch(folder)) === null,
    archived: settings.archived,
    fork: settings.fork,
    topics: settings.topics,
    private: true,
    permissions: { admin: false, push: true, pull: true },
  };
}

/** Work that is not ready is told by the title alone. */
export const isDraft = (title: string): boolean => /^(?:wip:|\[wip\])/i.test(title);

export function giteaPull(exchange: Exchange, repository: ForgeRepository, pull: ForgePull) {
  const side = (ref: string, sha: string | null) => ({
    label: ref,
    ref,
    sha,
    repo_id: repository.id,
    repo: giteaRepository(exchange, repository),
  });
  return {
    id: pull.id,
    number: pull.number,
    state: pull.state === 'open' ? 'open' : 'closed',
    title: pull.title,
    body: pull.body,
    draft: pull.draft,
    user: { login: pull.author },
    url: `${exchange.origin}/${repository.path}/pulls/${pull.number}`,
    html_url: `${exchange.origin}/${repository.path}/pulls/${pull.number}`,
    head: side(pull.head, pull.headCommit),
    base: side(pull.base, branchCommit(repository.folder, pull.base)),
    merged: pull.state === 'merged',
    merged_at: pull.state === 'merged' ? pull.updatedAt : null,
    merge_commit_sha: pull.mergeCommit,
    mergeable: pull.state === 'open',
    labels: pull.labels.map((name) => ({ id: labelId(name), name })),
    assignees: pull.assignees.length === 0 ? null : pull.assignees.map((login) => ({ login })),
    requested_reviewers: pull.reviewers.map((login) => ({ login })),
    requested_reviewers_teams: pull.teamReviewers.map((name) => ({ name })),
    comments: pull.comments.length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
  };
}

export const labelId = (name: string): number => KNOWN_LABELS.indexOf(name) + 1;
