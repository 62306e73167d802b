import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Applied, ReviewSession } from '../../core/review/session.js';
import { pageAssets } from './assets.js';
import type { Gate } from './guard.js';
import { idleTimer } from './idle-timer.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { refuseUnreadable } from './refuse-unreadable.js';
import { respond } from './respond.js';
import { type ReviewApi, reviewApi } from './review-api.js';
import { routesOf } from './routes.js';
import { newToken } from './token.js';

export interface ReviewServerOptions {
  /** Milliseconds without a request of the page until the server stops by itself; half an hour by default. */
  readonly idleTime?: number;
  /** Stops the server when it is aborted, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
}

/** How a review came to its end. What was decided is saved in any case. */
export type ReviewEnd =
  | { readonly kind: 'applied'; readonly applied: Applied }
  | { readonly kind: 'idle' }
  | { readonly kind: 'closed' };

export interface ReviewServer {
  /** To be opened in a browser. Who knows it can decide and apply. */
  readonly url: string;
  /** Settles when the server has stopped. */
  readonly done: Promise<ReviewEnd>;
  /** Waits for an effect that is on its way, then stops. */
  close(): Promise<void>;
}

const IDLE_TIME = 30 * 60_000;

/** Serves the review of a session to a browser on this machine, and to nobody else, until it is applied, idle or closed. */
export async function startReviewServer(session: ReviewSession, options: ReviewServerOptions = {}): Promise<ReviewServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { promise: done, resolve: settle } = withResolvers<ReviewEnd>();
  const api = reviewApi(session);
  let applied: Applied | null = null;
  const routes = routesOf(api, pageAssets(), (result) => {
    applied = result;
  });
  const server = makeServer(limits);
  const port = await listen(server);
  const gate: Gate = { port, token: newToken() };
  let stopping: Promise<void> | null = null;
  const stop = (end: ReviewEnd): Promise<void> => {
    stopping ??= stopServer(server, api).then(() => {
      idle.stop();
      options.signal?.removeEventListener('abort', onAbort);
      settle(end);
    });
    return stopping;
  };
  const idle = idleTimer(options.idleTime ?? IDLE_TIME, () => void stop({ kind: 'idle' }));
  const onAbort = (): void => void stop({ kind: 'closed' });
  options.signal?.addEventListener('abort', onAbort);
  if (options.signal?.aborted) onAbort();
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const isOurs = await respond(request, response, routes, gate, limits.body);
    if (isOurs) idle.touch();
    if (applied !== null) void stop({ kind: 'applied', applied });
  });
  return { url: `http://127.0.0.1:${port}/#${gate.token}`, done, close: () => stop({ kind: 'closed' }) };
}

function makeServer({ headers, headersTime, requestTime, lookEvery, connections }: Limits): Server {
  const server = createServer({
    maxHeaderSize: headers,
    headersTimeout: headersTime,
    requestTimeout: requestTime,
    connectionsCheckingInterval: lookEvery,
    keepAliveTimeout: 5_000,
  });
  server.maxConnections = connections;
  refuseUnreadable(server);
  return server;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(address.port);
    });
  });
}

async function stopServer(server: Server, api: ReviewApi): Promise<void> {
  await api.settled();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // An answer that is on its way has a moment to arrive.
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });
}

function withResolvers<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
