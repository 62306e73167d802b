import * as v from 'valibot';
import type { DialectContext, ListDialect, Page } from '../dialect.js';
import type { RemoteRepository, RepositoryQuery } from '../forge.js';
import { failure, stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { isOwnerName } from '../repository-path.js';
import { CodeFound, Repository, repositoryOf } from './github-answers.js';
import { type GitHubClient, githubClient, PAGE, pageOf } from './github-client.js';
import { githubRepository, isEmpty } from './github-repository.js';

/** https://docs.github.com/en/rest/search/search: "up to 1,000 results for each search". */
const MOST_RESULTS = 1000;

type Listing = DialectContext & { readonly note: (sentence: string) => void };
type Whose = 'organisation' | 'user' | 'own';

export function githubList(context: Listing): ListDialect {
  const client = githubClient(context);
  const { host, note } = context;
  let whose: Whose | null = null;
  return {
    async page(query, page) {
      if (!isOwnerName(query.owner, false)) throw failure('forge-invalid', `${host} can have no owner named ${query.owner}.`);
      if (query.file !== null) return withTopic(await searched(client, host, note, query, query.file, page), query.topic);
      whose ??= await whoseIs(client, query.owner);
      return withTopic(await owned(client, host, whose, query.owner, page), query.topic);
    },
  };
}

function withTopic(page: Page<RemoteRepository>, topic: string | null): Page<RemoteRepository> {
  return topic === null ? page : { ...page, items: page.items.filter(({ topics }) => topics.includes(topic)) };
}

/** The private repositories of a user are in no list but their own. */
async function whoseIs(client: GitHubClient, owner: string): Promise<Whose> {
  const isThere = await client('GET /orgs/{org}', { org: owner }).then(() => true, falseIfHidden);
  if (isThere) return 'organisation';
  const me = await client('GET /user').then(({ data }) => v.safeParse(v.object({ login: v.string() }), data), falseIfHidden);
  return me !== false && me.success && me.output.login.toLowerCase() === owner.toLowerCase() ? 'own' : 'user';
}

function falseIfHidden(thrown: unknown): false {
  const stop = stopIn(thrown);
  if (stop?.refusal.kind === 'failed' && [401, 403, 404].includes(stop.status ?? 0)) return false;
  throw thrown;
}

async function owned(
  client: GitHubClient,
  host: string,
  whose: Whose,
  owner: string,
  page: number,
): Promise<Page<RemoteRepository>> {
  const paged = { per_page: PAGE, page };
  const { data, headers } = await (whose === 'organisation'
    ? client('GET /orgs/{org}/repos', { org: owner, type: 'all', sort: 'full_name', ...paged })
    : whose === 'own'
      ? client('GET /user/repos', { affiliation: 'owner', sort: 'full_name', ...paged })
      : client('GET /users/{username}/repos', { username: owner, type: 'owner', sort: 'full_name', ...paged }));
  const items: RemoteRepository[] = [];
  for (const repository of readAnswer(v.array(Repository), data, { host, is: 'list of repositories' })) {
    const [, repo = ''] = repository.full_name.split('/');
    items.push(repositoryOf(repository, await isEmpty(client, host, { owner, repo }, repository)));
  }
  return pageOf(items, headers.link);
}

/** Search knows default branches alone, forks not at all, and tells at most 1,000 results: the last is said where it is so. */
async function searched(
  client: GitHubClient,
  host: string,
  note: (sentence: string) => void,
  { owner }: RepositoryQuery,
  file: string,
  page: number,
): Promise<Page<RemoteRepository>> {
  const asked = { q: searchFor(host, owner, file), per_page: PAGE, page };
  const { data, headers } = await client('GET /search/code', asked);
  const found = readAnswer(CodeFound, data, { host, is: 'list of search results' });
  if (page === 1 && found.total_count > MOST_RESULTS)
    note(
      `${host} tells ${MOST_RESULTS} of ${found.total_count} results for ${file} of ${owner}: the others are left out. List all of ${owner} instead, without file:.`,
    );
  if (found.incomplete_results) note(`${host} has ended the search for ${file} of ${owner} early: repositories may be missing.`);
  const names = new Set(found.items.filter((item) => item.path === file).map((item) => item.repository.full_name));
  const items: RemoteRepository[] = [];
  for (const name of names) {
    const [of = '', repo = ''] = name.split('/');
    if (of.toLowerCase() === owner.toLowerCase()) items.push(await githubRepository(client, host, { owner: of, repo }));
  }
  const next = pageOf(items, headers.link).next && page * PAGE < MOST_RESULTS;
  return { items, next };
}

function searchFor(host: string, owner: string, file: string): string {
  if (/["\s\\]/.test(file)) throw failure('forge-invalid', `${host} cannot search for a file named ${file}.`);
  const cut = file.lastIndexOf('/');
  return `filename:${file.slice(cut + 1)} path:/${cut < 0 ? '' : file.slice(0, cut)} user:${owner}`;
}
