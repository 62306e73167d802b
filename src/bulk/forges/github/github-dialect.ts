import * as v from 'valibot';
import type { Dialect, Pull, RepositoryContext } from '../dialect.js';
import { Comments, readAnswer, textsOf } from '../read-answer.js';
import { Merged, PullAnswer, pullOf } from './github-answers.js';
import { githubChecks } from './github-checks.js';
import { githubClient, PAGE, pageOf } from './github-client.js';
import { addAssignees, addLabels, addReviewers } from './github-extras.js';
import { githubRepository } from './github-repository.js';

/** A branch has had no more pull requests than that into one other. */
const MOST_PAGES = 10;
const MOST_COMMENT_PAGES = 100;

/** https://docs.github.com/en/rest/pulls/pulls */
export function githubDialect(context: RepositoryContext): Dialect {
  const { host, repository } = context;
  const client = githubClient(context);
  const at = { owner: repository.owner, repo: repository.name };
  const read = (data: unknown): Pull => pullOf(readAnswer(PullAnswer, data, { host, is: 'pull request' }));
  const one = (number: number) => ({ ...at, pull_number: number });
  return {
    repository: () => githubRepository(client, host, at),
    async find(head, base) {
      const found: Pull[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const { data, headers } = await client('GET /repos/{owner}/{repo}/pulls', {
          ...{ ...at, base, page },
          // Of any fork of that owner: those of the repository itself are picked below.
          ...{ head: `${at.owner}:${head}`, state: 'all', sort: 'created', direction: 'desc', per_page: PAGE },
        });
        const pulls = readAnswer(v.array(PullAnswer), data, { host, is: 'list of pull requests' });
        const isOwn = (pull: v.InferOutput<typeof PullAnswer>) =>
          pull.base.repo !== null && pull.head.repo?.full_name === pull.base.repo.full_name;
        found.push(...pulls.filter(isOwn).map(pullOf));
        if (!pageOf(pulls, headers.link).next) break;
      }
      return found;
    },
    get: async (number) => read((await client('GET /repos/{owner}/{repo}/pulls/{pull_number}', one(number))).data),
    checks: ({ headCommit }) => githubChecks(client, host, { ...at, ref: headCommit }),
    create: async (wanted) => read((await client('POST /repos/{owner}/{repo}/pulls', { ...at, ...wanted })).data),
    update: async (number, text) =>
      read((await client('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...one(number), ...text })).data),
    addLabels: (number, labels) => addLabels(client, { ...at, number }, labels),
    addReviewers: (number, reviewers) => addReviewers(client, { ...at, number }, reviewers),
    addAssignees: (number, assignees) => addAssignees(client, host, { ...at, number }, assignees),
    async comment(number, body) {
      await client('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...at, issue_number: number, body });
    },
    async comments(number) {
      const found: string[] = [];
      for (let page = 1; page <= MOST_COMMENT_PAGES; page++) {
        const asked = { ...at, issue_number: number, per_page: PAGE, page };
        const { data, headers } = await client('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', asked);
        const comments = readAnswer(Comments, data, { host, is: 'list of comments' });
        found.push(...textsOf(comments));
        if (!pageOf(comments, headers.link).next) break;
      }
      return found;
    },
    async close(number, body) {
      await client('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...one(number), state: 'closed', body });
    },
    async merge(number, sha, method) {
      const asked = { ...one(number), sha, merge_method: method };
      const { data } = await client('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', asked);
      return readAnswer(Merged, data, { host, is: 'merge' }).sha;
    },
  };
}
