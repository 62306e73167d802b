import * as v from 'valibot';
import { type Answer, bodyOf, type Exchange, type Route } from '../exchange.js';
import { linkHeader, pageOf } from '../pages.js';
import { addNames, updatePull } from '../pull-actions.js';
import { BOT, countWrite, type ForgePull, type ForgeRepository } from '../world.js';
import { notFound, validationFailed } from './github-errors.js';
import { ofPull } from './github-routes.js';
import { wholePullShape } from './github-shapes.js';

const NAMES = v.array(v.string());

function comment(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { body } = bodyOf(v.object({ body: v.pipe(v.string(), v.nonEmpty()) }), exchange);
  pull.comments.push({ author: BOT, body });
  countWrite(repository, 'comment');
  return { status: 201, body: { id: pull.comments.length, body, user: { login: BOT } } };
}

function comments(exchange: Exchange, _: ForgeRepository, pull: ForgePull): Answer {
  const page = pageOf(pull.comments, exchange.query, 'per_page', { standard: 30, most: 100 });
  const body = page.items.map((item, index) => ({ id: index + 1, body: item.body, user: { login: item.author } }));
  return { status: 200, body, headers: linkHeader(exchange.url, page) };
}

/** One that does not exist yet is made. */
function label(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { labels } = bodyOf(v.object({ labels: NAMES }), exchange);
  addNames(pull.labels, labels);
  countWrite(repository, 'label');
  return { status: 200, body: pull.labels.map((name) => ({ name })) };
}

function relabel(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  pull.labels.length = 0;
  return label(exchange, repository, pull);
}

/** Those who cannot be assigned are left out, and nothing is said. */
function assign(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { assignees } = bodyOf(v.object({ assignees: NAMES }), exchange);
  addNames(
    pull.assignees,
    assignees.filter((name) => exchange.world.users.includes(name)),
  );
  countWrite(repository, 'assignee');
  return { status: 201, body: wholePullShape(exchange, repository, pull) };
}

/** One who cannot be asked spoils it for all. */
function askForReview(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { reviewers = [], team_reviewers: teams = [] } = bodyOf(
    v.object({ reviewers: v.optional(NAMES), team_reviewers: v.optional(NAMES) }),
    exchange,
  );
  const { world } = exchange;
  if (!reviewers.every((name) => world.users.includes(name)) || !teams.every((name) => world.teams.includes(name))) {
    const message =
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of ' +
      `the ${repository.path} repository.`;
    return { status: 422, body: { message } };
  }
  if (reviewers.includes(pull.author))
    return validationFailed({ message: 'Review cannot be requested from pull request author.' });
  addNames(pull.reviewers, reviewers);
  addNames(pull.teamReviewers, teams);
  countWrite(repository, 'reviewer');
  return { status: 201, body: wholePullShape(exchange, repository, pull) };
}

function editIssue(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { labels, ...text } = bodyOf(
    v.object({ title: v.optional(v.string()), body: v.optional(v.string()), labels: v.optional(NAMES) }),
    exchange,
  );
  if (labels !== undefined) pull.labels.splice(0, pull.labels.length, ...labels);
  updatePull(exchange.clock, repository, pull, text);
  return { status: 200, body: wholePullShape(exchange, repository, pull) };
}

function unlabel(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const place = pull.labels.indexOf(exchange.params['name'] ?? '');
  if (place === -1) return notFound;
  pull.labels.splice(place, 1);
  countWrite(repository, 'label');
  return { status: 200, body: pull.labels.map((name) => ({ name })) };
}

/** A pull request is an issue, too: this is what is kept there. */
export const githubIssueRoutes: readonly Route[] = [
  ofPull('GET', '/issues/:number/comments', 'list-comments', comments),
  ofPull('POST', '/issues/:number/comments', 'comment', comment),
  ofPull('PATCH', '/issues/:number', 'update-pull-request', editIssue),
  ofPull('POST', '/issues/:number/labels', 'label', label),
  ofPull('PUT', '/issues/:number/labels', 'label', relabel),
  ofPull('DELETE', '/issues/:number/labels/:name', 'label', unlabel),
  ofPull('POST', '/issues/:number/assignees', 'assignee', assign),
  ofPull('POST', '/pulls/:number/requested_reviewers', 'reviewer', askForReview),
];
