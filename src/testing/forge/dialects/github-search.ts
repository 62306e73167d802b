import type { Answer, Exchange, Route } from '../exchange.js';
import { linkHeader, pageOf } from '../pages.js';
import { type ForgeRepository, ownedBy } from '../world.js';
import { validationFailed } from './github-errors.js';
import { repositoryShape } from './github-shapes.js';
import { filesNamed } from './repository-files.js';

/** Of a search, no more than these are ever given out. */
const MOST = 1000;

/** The words of a query: `topic:python org:acme`. */
function words(query: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', quoted, plain] of query.matchAll(/(\w+):(?:"([^"]*)"|(\S+))/g)) {
    found.set(name, [...(found.get(name) ?? []), quoted ?? plain ?? '']);
  }
  return found;
}

function inScope(exchange: Exchange, asked: ReadonlyMap<string, readonly string[]>): readonly ForgeRepository[] {
  const { world } = exchange;
  const owners = [...(asked.get('org') ?? []), ...(asked.get('user') ?? [])];
  const named = asked.get('repo') ?? [];
  if (owners.length === 0 && named.length === 0) return [...world.repositories.values()];
  return [
    ...owners.flatMap((owner) => ownedBy(world, owner)),
    ...named.flatMap((name) => world.repositories.get(name.toLowerCase()) ?? []),
  ];
}

function answer(exchange: Exchange, items: readonly unknown[]): Answer {
  const page = pageOf(items, exchange.query, 'per_page', { standard: 30, most: 100 });
  if ((page.page - 1) * page.size >= MOST) {
    return { status: 422, body: { message: 'Only the first 1000 search results are available' } };
  }
  const within = { ...page, last: Math.min(page.last, Math.ceil(MOST / page.size)) };
  const body = { total_count: page.total, incomplete_results: false, items: page.items };
  return { status: 200, body, headers: linkHeader(exchange.url, within) };
}

function repositories(exchange: Exchange): Answer {
  const asked = words(exchange.query.get('q') ?? '');
  if (asked.size === 0) return validationFailed({ resource: 'Search', field: 'q', code: 'missing' });
  const topics = asked.get('topic') ?? [];
  const archived = asked.get('archived')?.[0];
  const found = inScope(exchange, asked)
    .filter(({ settings }) => topics.every((topic) => settings.topics.includes(topic)))
    .filter(({ settings }) => archived === undefined || String(settings.archived) === archived)
    // Forks are found only when they are asked for.
    .filter(({ settings }) => !settings.fork || ['true', 'only'].includes(asked.get('fork')?.[0] ?? ''));
  return answer(
    exchange,
    found.map((repository) => repositoryShape(exchange, repository)),
  );
}

async function code(exchange: Exchange): Promise<Answer> {
  const asked = words(exchange.query.get('q') ?? '');
  const name = asked.get('filename')?.[0];
  const folder = asked.get('path')?.[0]?.replace(/^\/|\/$/g, '');
  if (name === undefined) return validationFailed({ resource: 'Search', field: 'q', code: 'missing' });
  const found = await filesNamed(inScope(exchange, asked), name);
  const there = found.filter(({ file }) => folder === undefined || file === (folder === '' ? name : `${folder}/${name}`));
  return answer(
    exchange,
    there.map(({ repository, file }) => ({ name, path: file, repository: repositoryShape(exchange, repository) })),
  );
}

export const githubSearchRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/search/repositories', operation: 'search', writes: false, handle: repositories },
  { method: 'GET', pattern: '/search/code', operation: 'search', writes: false, handle: code },
];
