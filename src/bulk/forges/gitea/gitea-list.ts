import * as v from 'valibot';
import type { DialectContext, ListDialect } from '../dialect.js';
import type { RemoteRepository, RepositoryQuery } from '../forge.js';
import { failure, stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { isOwnerName } from '../repository-path.js';
import { Repository } from './gitea-answers.js';
import { type GiteaClient, giteaClient, hasNext, PAGE } from './gitea-client.js';
import { withTopics } from './gitea-repository.js';

/** An organisation, else a user. Files are looked up one by one: Gitea's API has no search over them. */
export function giteaList(context: DialectContext): ListDialect {
  const client = giteaClient(context);
  const { host } = context;
  let isOrganisation: boolean | null = null;
  return {
    async page(query, page) {
      if (!isOwnerName(query.owner, false)) throw failure('forge-invalid', `${host} can have no owner named ${query.owner}.`);
      isOrganisation ??= await isThere(() => client.orgs.orgGet(query.owner));
      const asked = { page, limit: PAGE };
      const { data, headers } = await (isOrganisation
        ? client.orgs.orgListRepos(query.owner, asked)
        : client.users.userListRepos(query.owner, asked));
      const items: RemoteRepository[] = [];
      for (const told of readAnswer(v.array(Repository), data, { host, is: 'list of repositories' })) {
        const repository = await withTopics(client, host, told);
        if (await isAskedFor(client, repository, query)) items.push(repository);
      }
      return { items, next: hasNext(headers) };
    },
  };
}

async function isAskedFor(client: GiteaClient, repository: RemoteRepository, { topic, file }: RepositoryQuery): Promise<boolean> {
  if (topic !== null && !repository.topics.includes(topic)) return false;
  if (file === null) return true;
  if (repository.empty) return false;
  const [owner = '', repo = ''] = repository.path.split('/').map(encodeURIComponent);
  const path = file.split('/').map(encodeURIComponent).join('/');
  return isThere(() => client.repos.repoGetContents(owner, repo, path));
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (thrown) {
    if (stopIn(thrown)?.status === 404) return false;
    throw thrown;
  }
}
