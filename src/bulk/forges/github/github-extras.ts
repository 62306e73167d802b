import { stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { setEach } from '../set-each.js';
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

/** One who cannot be asked fails the whole request. A team is named without its organisation. */
export function addReviewers(
  client: GitHubClient,
  { number, ...repository }: PullName,
  reviewers: readonly string[],
): Promise<readonly string[]> {
  return setEach(
    reviewers,
    async (names) => {
      await client('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
        ...{ ...repository, pull_number: number },
        reviewers: names.filter((name) => !name.includes('/')),
        team_reviewers: names.filter((name) => name.includes('/')).map((name) => name.slice(name.indexOf('/') + 1)),
      });
      return [];
    },
    (name) => `${name} could not be asked for a review`,
  );
}

/** Who cannot be assigned fails the whole request, or is left out without a word: the answer says who is assigned. */
export function addAssignees(
  client: GitHubClient,
  host: string,
  { number, ...repository }: PullName,
  assignees: readonly string[],
): Promise<readonly string[]> {
  const unset = (name: string) => `${name} could not be assigned`;
  return setEach(
    assignees,
    async (names) => {
      const { data } = await client('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', {
        ...{ ...repository, issue_number: number },
        assignees: [...names],
      });
      const answer = readAnswer(Assigned, data, { host, is: 'issue' });
      const assigned = new Set((answer.assignees ?? []).map(({ login }) => login.toLowerCase()));
      return names.filter((name) => !assigned.has(name.toLowerCase())).map((name) => `${unset(name)}.`);
    },
    unset,
  );
}
