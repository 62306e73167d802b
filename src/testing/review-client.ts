import { TOKEN_HEADER } from '../review/model/wire.js';
import type { ReviewServer } from '../review/server/start-review-server.js';

/** What the page would send to a review, without a browser. */
export interface ReviewClient {
  get(path: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
}

export function reviewClient({ url }: Pick<ReviewServer, 'url'>): ReviewClient {
  const { origin, hash } = new URL(url);
  const headers = { [TOKEN_HEADER]: hash.slice(1) };
  return {
    get: (path) => fetch(origin + path, { headers }),
    post: (path, body) =>
      fetch(origin + path, {
        method: 'POST',
        headers: { ...headers, origin, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

/** What was answered, taken for what the page takes it for. */
export async function answerOf<T>(response: Response | Promise<Response>): Promise<T> {
  return JSON.parse(await (await response).text());
}
