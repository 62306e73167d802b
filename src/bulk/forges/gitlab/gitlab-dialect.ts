import * as v from 'valibot';
import type { Dialect, MergeMethod, Pull, RepositoryContext } from '../dialect.js';
import { GITLAB_DRAFTS } from '../draft-title.js';
import { failure } from '../http/forge-stop.js';
import { Comments, readAnswer, textsOf } from '../read-answer.js';
import { MergeRequest, Project, pullOf, repositoryOf } from './gitlab-answers.js';
import { type GitLabClient, gitlabClient, PAGE } from './gitlab-client.js';
import { addLabels, addPeople } from './gitlab-extras.js';

/** A branch has had no more merge requests than that into one other. */
const MOST_PAGES = 10;
const MOST_COMMENT_PAGES = 100;

/** https://docs.gitlab.com/api/merge_requests/ : a merge request's number is its `iid`. */
export function gitlabDialect(context: RepositoryContext): Dialect {
  const { host } = context;
  const project = context.repository.path;
  const client = gitlabClient(context);
  const read = (answer: unknown): Pull => pullOf(readAnswer(MergeRequest, answer, { host, is: 'merge request' }));
  const get = async (iid: number) => read(await client.mergeRequests.show(project, iid));
  const name = (iid: number) => ({ host, project, iid });
  return {
    repository: async () => repositoryOf(readAnswer(Project, await client.projects.show(project), { host, is: 'project' })),
    find: (head, base) => find(client, host, project, head, base),
    get,
    checks: async ({ number }) => (await get(number)).checks ?? 'none',
    create: async ({ head, base, title, body, draft }) =>
      read(await client.mergeRequests.create(project, head, base, GITLAB_DRAFTS.withMark(title, draft), { description: body })),
    async update(iid, { title, body }) {
      const text = {
        ...(title === undefined ? {} : { title: GITLAB_DRAFTS.withMark(title, (await get(iid)).draft) }),
        ...(body === undefined ? {} : { description: body }),
      };
      return read(await client.mergeRequests.edit(project, iid, text));
    },
    addLabels: (iid, labels) => addLabels(client, name(iid), labels),
    addReviewers: (iid, reviewers) => addPeople(client, name(iid), 'reviewers', reviewers),
    addAssignees: (iid, assignees) => addPeople(client, name(iid), 'assignees', assignees),
    async comment(iid, text) {
      await client.notes.create(project, iid, text);
    },
    async comments(iid) {
      const found: string[] = [];
      for (let page = 1; page <= MOST_COMMENT_PAGES; page++) {
        const asked = { orderBy: 'created_at', sort: 'asc', page, perPage: PAGE } as const;
        const notes = readAnswer(Comments, await client.notes.all(project, iid, asked), { host, is: 'list of notes' });
        found.push(...textsOf(notes));
        if (notes.length < PAGE) break;
      }
      return found;
    },
    async close(iid, description) {
      await client.mergeRequests.edit(project, iid, { stateEvent: 'close', description });
    },
    async merge(iid, sha, method) {
      if (method === 'rebase') await refuseMergeCommit(client, host, project);
      const answer = await client.mergeRequests.merge(project, iid, { sha, squash: method === ('squash' satisfies MergeMethod) });
      return read(answer).mergeCommit;
    },
  };
}

/** Whether merging makes a merge commit is a setting of the project, and not ours to change. */
async function refuseMergeCommit(client: GitLabClient, host: string, project: string): Promise<void> {
  const { merge_method } = readAnswer(Project, await client.projects.show(project), { host, is: 'project' });
  if (merge_method !== 'ff')
    throw failure(
      'forge-invalid',
      `${project} is set up at ${host} to make merge commits, so it cannot be merged by rebase: set merge: to merge or squash.`,
    );
}

async function find(client: GitLabClient, host: string, project: string, head: string, base: string): Promise<readonly Pull[]> {
  const found: Pull[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await client.mergeRequests.all({
      ...{ projectId: project, sourceBranch: head, targetBranch: base },
      ...{ orderBy: 'created_at', sort: 'desc', page, perPage: PAGE },
    });
    const requests = readAnswer(v.array(MergeRequest), answer, { host, is: 'list of merge requests' });
    found.push(...requests.filter((one) => one.source_project_id === one.target_project_id).map(pullOf));
    if (requests.length < PAGE) break;
  }
  return found;
}
