import { Api } from 'gitea-js';
import type { DialectContext } from '../dialect.js';

/** What Gitea gives at most unless its administrator allows more (`[api] MAX_RESPONSE_ITEMS`). */
export const PAGE = 50;

/** Nothing of what a path is made of is encoded by this client: whoever calls it does, with `encodeURIComponent`. */
export function giteaClient({ api, fetch }: DialectContext): Api<null> {
  return new Api({ baseUrl: api, customFetch: fetch, baseApiParams: { format: 'json' } });
}

export type GiteaClient = Api<null>;

/** A list says by its Link header whether there is more. */
export function hasNext(headers: Headers): boolean {
  return /;\s*rel="?next"?/.test(headers.get('link') ?? '');
}
