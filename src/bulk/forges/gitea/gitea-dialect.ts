import * as v from 'valibot';
import type { Dialect, Pull, RepositoryContext } from '../dialect.js';
import { GITEA_DRAFTS } from '../draft-title.js';
import { Comments, readAnswer, textsOf } from '../read-answer.js';
import { CombinedStatus, checksOf, PullAnswer, pullOf } from './gitea-answers.js';
import { type GiteaClient, giteaClient, hasNext, PAGE } from './gitea-client.js';
import { addAssignees, addLabels, addReviewers } from './gitea-extras.js';
import { giteaRepository } from './gitea-repository.js';

/** A list of pull requests cannot be asked for by branch: all of the repository are read, newest first. */
const MOST_PAGES = 400;

/** https://docs.gitea.com/api/ ; Forgejo speaks the same. */
export function giteaDialect(context: RepositoryContext): Dialect {
  const { host } = context;
  const { owner, name: repo } = context.repository;
  const client = giteaClient(context);
  const read = (data: unknown): Pull => pullOf(readAnswer(PullAnswer, data, { host, is: 'pull request' }));
  const get = async (number: number) => read((await client.repos.repoGetPullRequest(owner, repo, number)).data);
  const name = (number: number) => ({ host, owner, repo, number });
  return {
    repository: () => giteaRepository(client, host, owner, repo),
    find: (head, base) => find(client, { host, owner, repo }, head, base),
    get,
    async checks({ headCommit }) {
      const { data } = await client.repos.repoGetCombinedStatusByRef(owner, repo, headCommit, { limit: 1 });
      return checksOf(readAnswer(CombinedStatus, data, { host, is: 'status of a commit' }));
    },
    create: async ({ title, draft, ...wanted }) =>
      read(
        (await client.repos.repoCreatePullRequest(owner, repo, { ...wanted, title: GITEA_DRAFTS.withMark(title, draft) })).data,
      ),
    async update(number, { title, body }) {
      const text = {
        ...(title === undefined ? {} : { title: GITEA_DRAFTS.withMark(title, (await get(number)).draft) }),
        ...(body === undefined ? {} : { body }),
      };
      return read((await client.repos.repoEditPullRequest(owner, repo, number, text)).data);
    },
    addLabels: (number, labels) => addLabels(client, name(number), labels),
    addReviewers: (number, reviewers) => addReviewers(client, name(number), reviewers),
    addAssignees: (number, assignees) => addAssignees(client, name(number), assignees),
    async comment(number, body) {
      await client.repos.issueCreateComment(owner, repo, number, { body });
    },
    /** They come in one answer: there are no pages of them. */
    async comments(number) {
      const { data } = await client.repos.issueGetComments(owner, repo, number);
      return textsOf(readAnswer(Comments, data, { host, is: 'list of comments' }));
    },
    async close(number, body) {
      await client.repos.repoEditPullRequest(owner, repo, number, { state: 'closed', body });
    },
    async merge(number, headCommit, method) {
      await client.repos.repoMergePullRequest(owner, repo, number, { Do: method, head_commit_id: headCommit });
      return null;
    },
  };
}

interface RepositoryName {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

async function find(client: GiteaClient, { host, owner, repo }: RepositoryName, head: string, base: string) {
  const found: Pull[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    // `base_branch` is known since 1.24; before, all are answered.
    const query = { state: 'all', sort: 'recentupdate', limit: PAGE, page, base_branch: base } as const;
    const { data, headers } = await client.repos.repoListPullRequests(owner, repo, query);
    const pulls = readAnswer(v.array(PullAnswer), data, { host, is: 'list of pull requests' });
    const isMeant = (pull: v.InferOutput<typeof PullAnswer>) =>
      pull.head.ref === head && pull.base.ref === base && pull.head.repo_id === pull.base.repo_id;
    found.push(...pulls.filter(isMeant).map(pullOf));
    if (!hasNext(headers)) break;
  }
  return found;
}
