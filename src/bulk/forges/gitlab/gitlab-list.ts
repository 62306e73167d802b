import * as v from 'valibot';
import type { DialectContext, ListDialect, Page } from '../dialect.js';
import type { RemoteRepository, RepositoryQuery } from '../forge.js';
import { failure, stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { isOwnerName } from '../repository-path.js';
import { Project, repositoryOf } from './gitlab-answers.js';
import { type GitLabClient, gitlabClient, PAGE } from './gitlab-client.js';

/** A group with its sub-groups, else a user. Files are looked up one by one: search over files is not in every edition. */
export function gitlabList(context: DialectContext): ListDialect {
  const client = gitlabClient(context);
  const { host } = context;
  let isGroup: boolean | null = null;
  return {
    async page(query, page) {
      if (!isOwnerName(query.owner, true)) throw failure('forge-invalid', `${host} can have no owner named ${query.owner}.`);
      isGroup ??= await isThere(() => client.groups.show(query.owner, { withProjects: false }));
      const projects = await owned(client, host, isGroup, query.owner, page);
      const items = projects.map(repositoryOf).filter(({ topics }) => query.topic === null || topics.includes(query.topic));
      return { items: await withFile(client, items, query), next: projects.length >= PAGE };
    },
  };
}

async function owned(client: GitLabClient, host: string, isGroup: boolean, owner: string, page: number) {
  const asked = { orderBy: 'id', sort: 'asc', page, perPage: PAGE } as const;
  const answer = isGroup
    ? await client.groups.allProjects(owner, { ...asked, includeSubgroups: true, withShared: false })
    : await client.users.allProjects(owner, asked);
  return readAnswer(v.array(Project), answer, { host, is: 'list of projects' });
}

async function withFile(client: GitLabClient, items: readonly RemoteRepository[], { file }: RepositoryQuery) {
  if (file === null) return items;
  const found: Page<RemoteRepository>['items'][number][] = [];
  for (const item of items) {
    const branch = item.defaultBranch;
    if (branch !== null && (await isThere(() => client.files.show(item.path, file, branch)))) found.push(item);
  }
  return found;
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (thrown) {
    const stop = stopIn(thrown);
    if (stop?.status === 404) return false;
    throw thrown;
  }
}
