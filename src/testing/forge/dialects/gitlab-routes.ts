import type { Answer, Exchange, Route } from '../exchange.js';
import { linkHeader, pageOf } from '../pages.js';
import { type ForgePull, type ForgeRepository, pullAt, repositoryAt, type World } from '../world.js';

type OfProject = (exchange: Exchange, repository: ForgeRepository) => Promise<Answer> | Answer;
type OfMergeRequest = (exchange: Exchange, repository: ForgeRepository, pull: ForgePull) => Promise<Answer> | Answer;
type Method = Route['method'];

export const missing = (what: string): Answer => ({ status: 404, body: { message: `404 ${what} Not Found` } });

/** A project is named by its number, or by its path as one encoded part of the URL. */
function projectOf(world: World, id: string): ForgeRepository | undefined {
  return /^\d+$/.test(id)
    ? [...world.repositories.values()].find((repository) => String(repository.id) === id)
    : repositoryAt(world, id);
}

export function ofProject(method: Method, pattern: string, operation: string, handle: OfProject): Route {
  return {
    ...{ method, operation, writes: method !== 'GET' && method !== 'HEAD', pattern: `/projects/:id${pattern}` },
    handle: (exchange) => {
      const repository = projectOf(exchange.world, exchange.params['id'] ?? '');
      return repository === undefined ? missing('Project') : handle(exchange, repository);
    },
  };
}

export function ofMergeRequest(method: Method, pattern: string, operation: string, handle: OfMergeRequest): Route {
  return ofProject(method, `/merge_requests/:iid${pattern}`, operation, (exchange, repository) => {
    const pull = pullAt(repository, exchange.params['iid'] ?? '');
    return pull === undefined ? { status: 404, body: { message: '404 Not found' } } : handle(exchange, repository, pull);
  });
}

/** Pages are told in headers of their own, and by Link. */
export function paged<T>(exchange: Exchange, list: readonly T[], shape: (item: T) => unknown): Answer {
  const page = pageOf(list, exchange.query, 'per_page', { standard: 20, most: 100 });
  const headers = {
    ...linkHeader(exchange.url, page),
    'x-page': String(page.page),
    'x-per-page': String(page.size),
    'x-total': String(page.total),
    'x-total-pages': String(page.last),
    'x-next-page': page.page < page.last ? String(page.page + 1) : '',
    'x-prev-page': page.page > 1 ? String(page.page - 1) : '',
  };
  return { status: 200, body: page.items.map(shape), headers };
}
