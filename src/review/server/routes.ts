import type { Applied } from '../../core/review/session.js';
import { PAGE_SIZE } from '../model/wire.js';
import { JSON_TYPE } from './answer.js';
import type { Asset } from './assets.js';
import type { Purpose } from './guard.js';
import { readApply, readCount, readDecide, readQuery } from './read-request.js';
import { REFUSALS, RefusedRequest } from './refusal.js';
import type { ReviewApi } from './review-api.js';

/** Hunks whose lines are in one answer. */
const MOST_AT_ONCE = 16 * PAGE_SIZE;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly purpose: Purpose;
  /**
   * @param query what stands behind the `?`; empty when there is none.
   * @param body the JSON of a POST.
   */
  answer(query: string, body: unknown): Promise<Asset> | Asset;
}

const json = (value: unknown): Asset => ({ type: JSON_TYPE, body: JSON.stringify(value) });

/** What is answered, by the exact path: nothing is decoded, joined or looked up on the disk. */
export function routesOf(api: ReviewApi, assets: ReadonlyMap<string, Asset>, onApplied: (applied: Applied) => void) {
  const routes = new Map<string, Route>();
  const get = (path: string, names: readonly string[], read: (query: Readonly<Record<string, string>>) => Asset): void => {
    routes.set(path, { method: 'GET', purpose: 'data', answer: (query) => read(readQuery(query, names)) });
  };
  const post = (path: string, act: (body: unknown) => Promise<unknown>): void => {
    routes.set(path, {
      method: 'POST',
      purpose: 'effect',
      async answer(query, body) {
        readQuery(query, []);
        return json(await act(body));
      },
    });
  };
  for (const [path, asset] of assets) {
    const answer = (query: string): Asset => {
      readQuery(query, []);
      return asset;
    };
    routes.set(path, { method: 'GET', purpose: 'page', answer });
  }
  get('/api/review', [], () => ({ type: JSON_TYPE, body: api.opening() }));
  get('/api/hunks', ['from', 'count'], ({ from, count }) =>
    json(api.bodies(readCount(from), Math.min(readCount(count), MOST_AT_ONCE))),
  );
  get('/api/search', ['text'], ({ text = '' }) => {
    if (text === '') throw new RefusedRequest(REFUSALS.malformed);
    return json(api.search(text));
  });
  get('/api/decisions', ['since'], ({ since }) => json(api.since(readCount(since))));
  post('/api/decide', (body) => api.decide(readDecide(body)));
  post('/api/apply', async (body) => {
    const applied = await api.apply(readApply(body));
    onApplied(applied);
    return applied;
  });
  return routes;
}
