import * as v from 'valibot';
import { branchCommit } from '../bare-git.js';
import { type Answer, bodyOf, type Exchange, type Route } from '../exchange.js';
import {
  addNames,
  closePull,
  createPull,
  deleteBranch,
  followBranches,
  mergePull,
  reopenPull,
  updatePull,
} from '../pull-actions.js';
import { BOT, countWrite, type ForgePull, type ForgeRepository, pullsWhere } from '../world.js';
import { archived, failure, giteaPaged, missing } from './gitea-answers.js';
import { giteaPull, isDraft } from './gitea-shapes.js';
import { ofPull, ofRepository } from './github-routes.js';
import { KNOWN_LABELS } from './known-labels.js';

const NAMES = v.nullish(v.array(v.string()));
const TEXT = v.nullish(v.string());

const NewPull = v.object({
  ...{ title: v.pipe(v.string(), v.nonEmpty()), head: v.string(), base: v.string(), body: TEXT },
  ...{ assignees: NAMES, assignee: TEXT, reviewers: NAMES, team_reviewers: NAMES, labels: v.nullish(v.array(v.number())) },
});
const ChangedPull = v.object({
  title: v.optional(v.string()),
  body: TEXT,
  base: v.optional(v.string()),
  state: v.optional(v.picklist(['open', 'closed'])),
  assignees: NAMES,
  labels: v.nullish(v.array(v.number())),
});
const Merge = v.object({
  Do: v.picklist(['merge', 'rebase', 'rebase-merge', 'squash', 'fast-forward-only', 'manually-merged']),
  ...{ head_commit_id: TEXT, MergeTitleField: TEXT, MergeMessageField: TEXT, MergeCommitID: TEXT },
  ...{ delete_branch_after_merge: v.nullish(v.boolean()), force_merge: v.nullish(v.boolean()) },
  merge_when_checks_succeed: v.nullish(v.boolean()),
});

/** There is no filter for the head, and that for the base is a newer one: who lists has to look. */
function list(exchange: Exchange, repository: ForgeRepository): Answer {
  const state = exchange.query.get('state') ?? 'open';
  const wanted = { state: state === 'all' ? null : state, base: exchange.query.get('base_branch') };
  return giteaPaged(exchange, pullsWhere(repository, wanted), (pull) => giteaPull(exchange, repository, pull));
}

/** The newest between two branches, whatever its state. */
function between(exchange: Exchange, repository: ForgeRepository): Answer {
  const { base = '', head = '' } = exchange.params;
  const [pull] = pullsWhere(repository, {
    state: null,
    base,
    head: head.includes(':') ? head.slice(head.indexOf(':') + 1) : head,
  });
  return pull === undefined ? missing : { status: 200, body: giteaPull(exchange, repository, pull) };
}

async function create(exchange: Exchange, repository: ForgeRepository): Promise<Answer> {
  const wanted = bodyOf(NewPull, exchange);
  if (repository.settings.archived) return archived(repository);
  const { title, base } = wanted;
  const head = wanted.head.slice(wanted.head.indexOf(':') + 1);
  if (head === base) return failure(422, 'Invalid PullRequest: There are no changes between the head and the base');
  const strangers = [...(wanted.assignees ?? []), ...(wanted.reviewers ?? [])].filter(
    (name) => !exchange.world.users.includes(name),
  );
  if (strangers.length > 0) return failure(422, `Assignee does not exist: [name: ${strangers[0]}]`);
  const pull = { head, base, title, body: wanted.body ?? '', draft: isDraft(title) };
  const made = await createPull(exchange, repository, pull, { needsCommits: false });
  if (made.kind === 'exists') {
    const { id, number } = made.pull;
    const where = `head_repo_id: ${repository.id}, base_repo_id: ${repository.id}, head_branch: ${head}, base_branch: ${base}`;
    return failure(409, `pull request already exists for these targets [id: ${id}, issue_id: ${number}, ${where}]`);
  }
  if (made.kind !== 'created') return missing;
  addNames(made.pull.assignees, wanted.assignees ?? []);
  addNames(made.pull.reviewers, wanted.reviewers ?? []);
  addNames(made.pull.labels, namesOf(wanted.labels ?? []));
  return { status: 201, body: giteaPull(exchange, repository, made.pull) };
}

const namesOf = (ids: readonly (number | string)[]): readonly string[] =>
  ids.flatMap((id) => (typeof id === 'string' ? (KNOWN_LABELS.find((name) => name === id) ?? []) : (KNOWN_LABELS[id - 1] ?? [])));

async function change(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Promise<Answer> {
  const { title, body, base, state, assignees, labels } = bodyOf(ChangedPull, exchange);
  if (repository.settings.archived) return archived(repository);
  if (base !== undefined && branchCommit(repository.folder, base) === null) return missing;
  if (pull.state === 'merged' && state !== undefined) return failure(412, 'cannot change the state of a merged pull request');
  if (state === 'open' && !(await reopenPull(repository, pull, BOT))) return failure(409, 'cannot be opened again');
  if (state === 'closed') closePull(repository, pull, BOT);
  updatePull(exchange.clock, repository, pull, { title, body: body ?? undefined, base });
  pull.draft = isDraft(pull.title);
  const strangers = (assignees ?? []).filter((name) => !exchange.world.users.includes(name));
  if (strangers.length > 0) return failure(422, `Assignee does not exist: [name: ${strangers[0]}]`);
  if (assignees != null) {
    pull.assignees.splice(0, pull.assignees.length, ...assignees);
    countWrite(repository, 'assignee');
  }
  if (labels != null) {
    pull.labels.splice(0, pull.labels.length, ...namesOf(labels));
    countWrite(repository, 'label');
  }
  return { status: 201, body: giteaPull(exchange, repository, pull) };
}

/** It answers without a body. */
async function merge(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Promise<Answer> {
  const wanted = bodyOf(Merge, exchange);
  if (repository.settings.archived) return archived(repository);
  const method = wanted.Do === 'squash' ? 'squash' : wanted.Do === 'rebase' ? 'rebase' : 'merge';
  const title =
    wanted.MergeTitleField ?? `Merge pull request '${pull.title}' (#${pull.number}) from ${pull.head} into ${pull.base}`;
  const message = `${title}\n\n${wanted.MergeMessageField ?? ''}`.trimEnd();
  const end = await mergePull(repository, pull, { sha: wanted.head_commit_id ?? null, method, message: `${message}\n`, by: BOT });
  if (end === 'not-open') return pull.state === 'merged' ? failure(405, '') : missing;
  if (end === 'draft') return failure(405, 'Work in progress PRs cannot be merged');
  if (end === 'sha') return failure(409, 'head out of date');
  if (end === 'conflict') return failure(405, 'Please try again later');
  if (wanted.delete_branch_after_merge === true) {
    await deleteBranch(repository, pull.head);
    followBranches(repository, { closesWithoutBranch: true });
  }
  return { status: 200 };
}

function comment(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { body } = bodyOf(v.object({ body: v.pipe(v.string(), v.nonEmpty()) }), exchange);
  pull.comments.push({ author: BOT, body });
  countWrite(repository, 'comment');
  return { status: 201, body: { id: pull.comments.length, body, user: { login: BOT } } };
}

/** By number, or by name; what is not there is left out. */
function label(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { labels } = bodyOf(v.object({ labels: v.array(v.union([v.number(), v.string()])) }), exchange);
  addNames(pull.labels, namesOf(labels));
  countWrite(repository, 'label');
  return { status: 200, body: giteaPull(exchange, repository, pull).labels };
}

function askForReview(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { reviewers, team_reviewers: teams } = bodyOf(v.object({ reviewers: NAMES, team_reviewers: NAMES }), exchange);
  const { world } = exchange;
  const stranger =
    (reviewers ?? []).find((name) => !world.users.includes(name)) ?? (teams ?? []).find((name) => !world.teams.includes(name));
  if (stranger !== undefined) return failure(404, `user does not exist [name: ${stranger}]`);
  if ((reviewers ?? []).includes(pull.author)) return failure(422, 'poster of pr cannot be reviewer');
  addNames(pull.reviewers, reviewers ?? []);
  addNames(pull.teamReviewers, teams ?? []);
  countWrite(repository, 'reviewer');
  return { status: 201, body: (reviewers ?? []).map((login) => ({ user: { login }, state: 'REQUEST_REVIEW' })) };
}

export const giteaPullRoutes: readonly Route[] = [
  ofRepository('GET', '/pulls', 'find-pull-requests', list),
  ofRepository('POST', '/pulls', 'create-pull-request', create),
  ofPull('GET', '/pulls/:number', 'get-pull-request', (exchange, repository, pull) => ({
    status: 200,
    body: giteaPull(exchange, repository, pull),
  })),
  ofPull('PATCH', '/pulls/:number', 'update-pull-request', change),
  ofPull('POST', '/pulls/:number/merge', 'merge-pull-request', merge),
  ofPull('POST', '/pulls/:number/requested_reviewers', 'reviewer', askForReview),
  ofRepository('GET', '/pulls/:base/:head*', 'find-pull-requests', between),
  ofPull('GET', '/issues/:number/comments', 'list-comments', (_, __, pull) => ({
    status: 200,
    body: pull.comments.map(({ author, body }, index) => ({ id: index + 1, body, user: { login: author } })),
  })),
  ofPull('POST', '/issues/:number/comments', 'comment', comment),
  ofPull('POST', '/issues/:number/labels', 'label', label),
];
