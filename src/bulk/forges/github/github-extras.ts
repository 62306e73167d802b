import { isLasting } from '../forge-of.js';
import { stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { Assigned } from './github-answers.js';
import type { GitHubClient } from './github-client.js';

export interface PullName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** GitHub makes a label that it does not know: a misspelt one would be in every repository. So they are looked up first. */
export async function addLabels(client: GitHubClient, { number, ...repository }: PullName, labels: readonly string[]) {
  const unset: string[] = [];
  const known: string[] = [];
  for (const name of labels) {
    const found = await client('GET /repos/{owner}/{repo}/labels/{name}', { ...repository, name }).catch(nullIfMissing);
    if (found === null) unset.push(`There is no label ${name} in ${repository.owner}/${repository.repo}.`);
    else known.push(name);
  }
  if (known.length > 0)
    await client('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      ...repository,
      issue_number: number,
      labels: known,
    });
  return unset;
}

function nullIfMissing(thrown: unknown): null {
  if (stopIn(thrown)?.status === 404) return null;
  throw thrown;
}

/** One that cannot be asked fails the whole request, so then each is asked for alone. */
export async function addReviewers(client: GitHubClient, { number, ...repository }: PullName, reviewers: readonly string[]) {
  const ask = (some: readonly string[]) =>
    client('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
      ...repository,
      pull_number: number,
      reviewers: some.filter((name) => !name.includes('/')),
      team_reviewers: some.filter((name) => name.includes('/')).map((name) => name.slice(name.indexOf('/') + 1)),
    });
  try {
    await ask(reviewers);
    return [];
  } catch (thrown) {
    const stop = stopIn(thrown);
    if (stop === null || !isLasting(stop)) throw thrown;
    if (reviewers.length === 1) return [`${reviewers[0]} could not be asked for a review: ${stop.words || stop.message}`];
  }
  const unset: string[] = [];
  for (const reviewer of reviewers) unset.push(...(await addReviewers(client, { number, ...repository }, [reviewer])));
  return unset;
}

/** Those who cannot be assigned are left out without a word: the answer says who is. */
export async function addAssignees(
  client: GitHubClient,
  host: string,
  { number, ...repository }: PullName,
  assignees: readonly string[],
): Promise<readonly string[]> {
  const { data } = await client('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', {
    ...{ ...repository, issue_number: number },
    assignees: [...assignees],
  });
  const answer = readAnswer(Assigned, data, { host, is: 'issue' });
  const assigned = new Set((answer.assignees ?? []).map(({ login }) => login.toLowerCase()));
  return assignees.filter((name) => !assigned.has(name.toLowerCase())).map((name) => `${name} could not be assigned.`);
}
