import type { Checks, Dialect, Pull } from './dialect.js';
import type { Forge, PullRequest, PullRequestExtras } from './forge.js';
import { type ForgeStop, failure, settle, stopIn } from './http/forge-stop.js';
import { isLasting } from './set-each.js';

/** What all hosts have in common. @param open loads the dialect, when it is first needed. */
export function forgeOf(open: () => Promise<Dialect>): Forge {
  const ask = <T>(question: (dialect: Dialect) => Promise<T>) => settle(async () => question(await open()));
  return {
    repository: () => ask((dialect) => dialect.repository()),
    find: (head, base) => ask((dialect) => findAll(dialect, head, base)),
    get: (number) => ask(async (dialect) => whole(dialect, await dialect.get(number))),
    create: (wanted) => ask(async (dialect) => afterWrite(dialect, await dialect.create(wanted).catch(asDuplicate))),
    update: (number, text) => ask(async (dialect) => afterWrite(dialect, await dialect.update(number, text))),
    dress: (number, extras) => ask((dialect) => dress(dialect, number, extras)),
    comment: (number, text) => ask((dialect) => dialect.comment(number, text).then(() => null)),
    comments: (number) => ask((dialect) => dialect.comments(number)),
    close: (number, body) => ask((dialect) => dialect.close(number, body).then(() => null)),
    merge: (number, headCommit, method) => ask((dialect) => mergeOnce(dialect, number, headCommit, method)),
  };
}

async function findAll(dialect: Dialect, head: string, base: string): Promise<readonly PullRequest[]> {
  const found = (await dialect.find(head, base)).filter((pull) => pull.head === head && pull.base === base);
  const rank = ({ state }: Pull) => (state === 'open' ? 0 : 1);
  const pulls = found.toSorted((a, b) => rank(a) - rank(b) || b.number - a.number);
  const answers: PullRequest[] = [];
  // One after the other: hosts ask for that.
  for (const pull of pulls) answers.push(await whole(dialect, pull));
  return answers;
}

/** Checks are asked for where they still decide something: those of a closed pull request do not. */
async function whole(dialect: Dialect, pull: Pull): Promise<PullRequest> {
  const checks = pull.state === 'open' ? (pull.checks ?? (await dialect.checks(pull))) : 'none';
  return { ...pull, checks };
}

/** What was written is told even when the question after it fails: the checks are then not known yet. */
async function afterWrite(dialect: Dialect, pull: Pull): Promise<PullRequest> {
  return whole(dialect, pull).catch((thrown: unknown) => {
    if (stopIn(thrown) === null) throw thrown;
    return { ...pull, checks: 'pending' satisfies Checks };
  });
}

function asDuplicate(thrown: unknown): never {
  const stop = stopIn(thrown);
  throw stop?.status === 422 && /already exists/i.test(stop.words) ? stop.as('forge-conflict') : thrown;
}

/** One that cannot be set is told, and the others are still set. To wait, or that the host is away, is not its fault. */
async function dress(dialect: Dialect, number: number, extras: PullRequestExtras): Promise<readonly string[]> {
  const { labels, reviewers, assignees } = extras;
  const unset: string[] = [];
  if (labels.length > 0) unset.push(...(await told('labels', () => dialect.addLabels(number, [...new Set(labels)]))));
  if (reviewers.length > 0) unset.push(...(await told('reviewers', () => dialect.addReviewers(number, [...new Set(reviewers)]))));
  if (assignees.length > 0) unset.push(...(await told('assignees', () => dialect.addAssignees(number, [...new Set(assignees)]))));
  return unset;
}

async function told(what: string, set: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await set();
  } catch (thrown) {
    const stop = stopIn(thrown);
    if (stop === null || !isLasting(stop)) throw thrown;
    return [`The ${what} could not be set: ${stop.message}`];
  }
}

/** Statuses that say that it cannot be merged as it is; 404 is Gitea's for one that is closed. */
const UNMERGEABLE = new Set([404, 405, 406, 409, 422]);

/** Asked twice, because the first answer was lost, it answers the same. */
async function mergeOnce(
  dialect: Dialect,
  number: number,
  headCommit: string,
  method: 'merge' | 'squash' | 'rebase',
): Promise<PullRequest> {
  try {
    const mergeCommit = await dialect.merge(number, headCommit, method);
    const pull = await dialect.get(number);
    return { ...pull, checks: 'none', state: 'merged', mergeCommit: pull.mergeCommit ?? mergeCommit };
  } catch (thrown) {
    const stop = stopIn(thrown);
    if (stop?.status == null || !UNMERGEABLE.has(stop.status)) throw thrown;
    const pull = await dialect.get(number);
    if (pull.state === 'merged' && pull.headCommit === headCommit) return { ...pull, checks: 'none' };
    if (isHasty(stop) && pull.headCommit === headCommit) throw stop.as('forge-unavailable');
    throw failure('forge-conflict', refusalOf(stop));
  }
}

/** For people, who know nothing of the paths of an API. */
function refusalOf({ status, words }: ForgeStop): string {
  return words === '' ? `The host gives no reason (${status}).` : `The host says: ${words}`;
}

/** Mergeability is worked out after a push: until then hosts say "try again" with the same 405. */
function isHasty({ status, words }: ForgeStop): boolean {
  return status === 405 && /try (?:the merge )?again/i.test(words);
}
