import * as v from 'valibot';
import { branchCommit } from '../bare-git.js';
import { type Answer, bodyOf, type Exchange, type Route } from '../exchange.js';
import { linkHeader, pageOf } from '../pages.js';
import { closePull, createPull, mergePull, reopenPull, updatePull } from '../pull-actions.js';
import { BOT, type ForgePull, type ForgeRepository, pullsWhere } from '../world.js';
import { archived, validationFailed } from './github-errors.js';
import { ofPull, ofRepository } from './github-routes.js';
import { ownerOf, pullShape, wholePullShape } from './github-shapes.js';

const TEXT = v.nullish(v.string());

const NewPull = v.object({
  title: v.pipe(v.string(), v.nonEmpty()),
  head: v.string(),
  base: v.string(),
  body: TEXT,
  draft: v.nullish(v.boolean()),
  maintainer_can_modify: v.nullish(v.boolean()),
});
const ChangedPull = v.object({
  title: v.optional(v.pipe(v.string(), v.nonEmpty())),
  body: TEXT,
  base: v.optional(v.string()),
  state: v.optional(v.picklist(['open', 'closed'])),
});
const Merge = v.object({
  sha: v.nullish(v.string()),
  merge_method: v.nullish(v.picklist(['merge', 'squash', 'rebase'])),
  commit_title: TEXT,
  commit_message: TEXT,
});

/** `head` counts only as `owner:branch`: without an owner it is not looked at, and all are listed. */
function list(exchange: Exchange, repository: ForgeRepository): Answer {
  const { query } = exchange;
  const state = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(state))
    return validationFailed({ resource: 'PullRequest', field: 'state', code: 'invalid' });
  const [owner, branch] = /^([^:]+):(.+)$/.exec(query.get('head') ?? '')?.slice(1) ?? [];
  const foreign = owner !== undefined && owner.toLowerCase() !== ownerOf(repository).toLowerCase();
  const filter = { state: state === 'all' ? null : state, head: branch ?? null, base: query.get('base') };
  const found = foreign ? [] : pullsWhere(repository, filter);
  const ordered = query.get('direction') === 'asc' ? found.toReversed() : found;
  const page = pageOf(ordered, query, 'per_page', { standard: 30, most: 100 });
  const body = page.items.map((pull) => pullShape(exchange, repository, pull));
  return { status: 200, body, headers: linkHeader(exchange.url, page) };
}

async function create(exchange: Exchange, repository: ForgeRepository): Promise<Answer> {
  const wanted = bodyOf(NewPull, exchange);
  if (repository.settings.archived) return archived;
  const owner = ownerOf(repository);
  const head = wanted.head.startsWith(`${owner}:`) ? wanted.head.slice(owner.length + 1) : wanted.head;
  const { title, base } = wanted;
  const pull = { head, base, title, body: wanted.body ?? '', draft: wanted.draft ?? false };
  const made = await createPull(exchange, repository, pull, { needsCommits: true });
  const custom = (message: string): Answer => validationFailed({ resource: 'PullRequest', code: 'custom', message });
  switch (made.kind) {
    case 'created':
      return { status: 201, body: wholePullShape(exchange, repository, made.pull) };
    case 'exists':
      return custom(`A pull request already exists for ${owner}:${head}.`);
    case 'no-commits':
      return custom(`No commits between ${base} and ${head}`);
    case 'no-head':
      return validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
    case 'no-base':
      return validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  }
}

async function change(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Promise<Answer> {
  const { title, body, base, state } = bodyOf(ChangedPull, exchange);
  if (repository.settings.archived) return archived;
  if (base !== undefined && branchCommit(repository.folder, base) === null) {
    return validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  }
  if (state === 'open' && !(await reopenPull(repository, pull, BOT))) {
    return validationFailed({ resource: 'PullRequest', field: 'state', code: 'invalid' });
  }
  if (state === 'closed') closePull(repository, pull, BOT);
  updatePull(exchange.clock, repository, pull, { title, body: body ?? undefined, base });
  return { status: 200, body: wholePullShape(exchange, repository, pull) };
}

async function merge(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Promise<Answer> {
  const wanted = bodyOf(v.nullish(Merge, {}), exchange);
  if (repository.settings.archived) return archived;
  const title = wanted?.commit_title ?? `Merge pull request #${pull.number} from ${ownerOf(repository)}/${pull.head}`;
  const message = `${title}\n\n${wanted?.commit_message ?? pull.title}\n`;
  const end = await mergePull(repository, pull, {
    sha: wanted?.sha ?? null,
    method: wanted?.merge_method ?? 'merge',
    message,
    by: BOT,
  });
  if (end === 'merged') {
    return { status: 200, body: { sha: pull.mergeCommit, merged: true, message: 'Pull Request successfully merged' } };
  }
  if (end === 'sha') return { status: 409, body: { message: 'Head branch was modified. Review and try the merge again.' } };
  return { status: 405, body: { message: end === 'draft' ? 'Pull Request is still a draft' : 'Pull Request is not mergeable' } };
}

export const githubPullRoutes: readonly Route[] = [
  ofRepository('GET', '/pulls', 'find-pull-requests', list),
  ofRepository('POST', '/pulls', 'create-pull-request', create),
  ofPull('GET', '/pulls/:number', 'get-pull-request', (exchange, repository, pull) => ({
    status: 200,
    body: wholePullShape(exchange, repository, pull),
  })),
  ofPull('PATCH', '/pulls/:number', 'update-pull-request', change),
  ofPull('PUT', '/pulls/:number/merge', 'merge-pull-request', merge),
];
