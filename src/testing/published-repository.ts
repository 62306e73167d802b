import type { CampaignEvent, PullRequestFacts, RepositoryEvent } from '../bulk/model/events.js';

const PLAN = 'a'.repeat(64);
const COMMIT = 'c'.repeat(40);

/** What a journal tells of a repository. */
export type Told = (CampaignEvent | RepositoryEvent) & { readonly repo: string };

/** A repository with an approved change. */
export function approved(host: string, name: string, wave = 1): readonly Told[] {
  const repo = `${host}/${name}`;
  const url = `https://${repo}.git`;
  const target = { repo, url, host, base: null, wave, groups: [], params: {}, include: [], exclude: [] };
  const facts = { files: 1, added: 1, removed: 1, fixes: 1, shapes: [], left: {} };
  const base = { branch: 'main', commit: 'b'.repeat(40) };
  return [
    { event: 'selected', repo, target },
    { event: 'planned', repo, base, units: [{ shard: '', plan: PLAN, commit: COMMIT, tree: COMMIT, ...facts }] },
    { event: 'approved', repo, shard: '', plan: PLAN },
  ];
}

export function openRequest(url: string, checks: PullRequestFacts['checks']): PullRequestFacts {
  return { number: 1, url, state: 'open', checks, draft: false, mergeCommit: null };
}

/** A repository with an open pull request. */
export function published(host: string, name: string, wave = 1): readonly Told[] {
  const repo = `${host}/${name}`;
  const url = `https://${repo}.git`;
  return [
    ...approved(host, name, wave),
    { event: 'pushed', repo, shard: '', plan: PLAN, branch: 'codemod/x', commit: COMMIT },
    { event: 'pull-request', repo, shard: '', pullRequest: openRequest(url, 'none') },
  ];
}
