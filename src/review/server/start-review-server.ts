import type { Applied, ReviewSession } from '../../core/review/session.js';
import { pageAssets } from './assets.js';
import { reviewApi } from './review-api.js';
import { routesOf } from './routes.js';
import { type LoopbackOptions, type LoopbackServer, startLoopbackServer } from './start-loopback-server.js';

/** How a review came to its end. What was decided is saved in any case. */
export type ReviewEnd =
  | { readonly kind: 'applied'; readonly applied: Applied }
  | { readonly kind: 'idle' }
  | { readonly kind: 'closed' };

/** Who knows its address can decide and apply. */
export type ReviewServer = LoopbackServer<ReviewEnd>;

/** Serves the review of a session to a browser on this machine, and to nobody else, until it is applied, idle or closed. */
export async function startReviewServer(session: ReviewSession, options: LoopbackOptions = {}): Promise<ReviewServer> {
  const api = reviewApi(session);
  let end: ReviewEnd | null = null;
  const routes = routesOf(api, pageAssets(), (applied) => {
    end = { kind: 'applied', applied };
  });
  const idle = { kind: 'idle' } as const;
  const closed = { kind: 'closed' } as const;
  return await startLoopbackServer<ReviewEnd>({ routes, settled: api.settled, ended: () => end, idle, closed }, options);
}
