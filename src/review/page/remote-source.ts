import { type Failure, TOKEN_HEADER } from '../model/wire.js';
import { RequestFailed, SERVER_GONE, type Source } from './source.js';

/** A review that is served by `codemod review`. @param token from the address, where no other site and no log sees it. */
export function remoteSource(token: string): Source {
  const headers = { [TOKEN_HEADER]: token };
  const get = <T>(path: string): Promise<T> => ask<T>(path, { headers });
  const post = <T>(path: string, body: unknown): Promise<T> =>
    ask<T>(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    open: () => get('/api/review'),
    bodies: (from, count) => get(`/api/hunks?from=${from}&count=${count}`),
    search: (text) => get(`/api/search?text=${encodeURIComponent(text.toWellFormed())}`),
    actions: {
      since: (version) => get(`/api/decisions?since=${version}`),
      decide: (request) => post('/api/decide', request),
      apply: (plan, version) => post('/api/apply', { plan, version }),
    },
  };
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: 'omit', cache: 'no-store' });
  } catch {
    throw new RequestFailed(SERVER_GONE);
  }
  const value = await response.json();
  if (response.ok) return value;
  const failure: Failure = value;
  throw new RequestFailed(failure);
}
