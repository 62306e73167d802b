import { stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { setEach } from '../set-each.js';
import { Labels, PullAnswer } from './gitea-answers.js';
import { type GiteaClient, hasNext, PAGE } from './gitea-client.js';

export interface PullName {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

const MOST_PAGES = 40;

/** Labels are named by their number there: those of the repository, and those of its organisation. */
export async function addLabels(client: GiteaClient, name: PullName, labels: readonly string[]): Promise<readonly string[]> {
  const { host, owner, repo, number } = name;
  const known = new Map([
    ...(await allLabels(host, (page) => client.orgs.orgListLabels(owner, page)).catch(noneIfMissing)),
    ...(await allLabels(host, (page) => client.repos.issueListLabels(owner, repo, page))),
  ]);
  const ids = labels.flatMap((label) => known.get(label) ?? []);
  if (ids.length > 0) await client.repos.issueAddLabel(owner, repo, number, { labels: ids });
  return labels.filter((label) => !known.has(label)).map((label) => `There is no label ${label} in ${owner}/${repo}.`);
}

type LabelPage = (page: { page: number; limit: number }) => Promise<{ data: unknown; headers: Headers }>;

async function allLabels(host: string, ask: LabelPage): Promise<readonly (readonly [string, number])[]> {
  const found: (readonly [string, number])[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data, headers } = await ask({ page, limit: PAGE });
    found.push(...readAnswer(Labels, data, { host, is: 'list of labels' }).map(({ name, id }) => [name, id] as const));
    if (!hasNext(headers)) break;
  }
  return found;
}

/** A user has no labels of their own. */
function noneIfMissing(thrown: unknown): readonly (readonly [string, number])[] {
  const status = stopIn(thrown)?.status;
  if (status === 404 || status === 403) return [];
  throw thrown;
}

/** One who cannot be asked fails the whole request. A team is named without its organisation. */
export function addReviewers(client: GiteaClient, name: PullName, reviewers: readonly string[]): Promise<readonly string[]> {
  const { owner, repo, number } = name;
  return setEach(
    reviewers,
    async (names) => {
      await client.repos.repoCreatePullReviewRequests(owner, repo, number, {
        reviewers: names.filter((one) => !one.includes('/')),
        team_reviewers: names.filter((one) => one.includes('/')).map((one) => one.slice(one.indexOf('/') + 1)),
      });
      return [];
    },
    (reviewer) => `${reviewer} could not be asked for a review`,
  );
}

/** The list replaces what is there, which is therefore sent along; one who is unknown fails it. */
export async function addAssignees(
  client: GiteaClient,
  name: PullName,
  assignees: readonly string[],
): Promise<readonly string[]> {
  const { host, owner, repo, number } = name;
  const there = await client.repos.repoGetPullRequest(owner, repo, number);
  const set = new Set(
    (readAnswer(PullAnswer, there.data, { host, is: 'pull request' }).assignees ?? []).map(({ login }) => login),
  );
  return setEach(
    assignees,
    async (names) => {
      await client.repos.repoEditPullRequest(owner, repo, number, { assignees: [...new Set([...set, ...names])] });
      for (const assigned of names) set.add(assigned);
      return [];
    },
    (assignee) => `${assignee} could not be assigned`,
  );
}
