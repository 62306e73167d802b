import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Gate } from './guard.js';
import { idleTimer } from './idle-timer.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { refuseUnreadable } from './refuse-unreadable.js';
import { respond } from './respond.js';
import type { Route } from './routes.js';
import { newToken } from './token.js';

export interface LoopbackOptions {
  /** Milliseconds without a request of the page until the server stops by itself; half an hour by default. */
  readonly idleTime?: number;
  /** Stops the server when it is aborted, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
}

/** What a server gives to its page, and how it ends. */
export interface Served<End> {
  readonly routes: ReadonlyMap<string, Route>;
  /** Settles when no effect is on its way. */
  settled(): Promise<void>;
  /** How it has come to its end; null: it has not. It is asked after each answer. */
  ended(): End | null;
  readonly idle: End;
  readonly closed: End;
}

export interface LoopbackServer<End> {
  /** To be opened in a browser. Who knows it can do what the page can. */
  readonly url: string;
  /** Settles when the server has stopped. */
  readonly done: Promise<End>;
  /** Waits for an effect that is on its way, then stops. */
  close(): Promise<void>;
}

const IDLE_TIME = 30 * 60_000;

/** Serves a page to a browser on this machine, and to nobody else, until it has ended, is idle or is closed. */
export async function startLoopbackServer<End>(served: Served<End>, options: LoopbackOptions = {}): Promise<LoopbackServer<End>> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { promise: done, resolve: settle } = withResolvers<End>();
  const server = makeServer(limits);
  const port = await listen(server);
  const gate: Gate = { port, token: newToken() };
  let stopping: Promise<void> | null = null;
  const stop = (end: End): Promise<void> => {
    stopping ??= stopServer(server, served).then(() => {
      idle.stop();
      options.signal?.removeEventListener('abort', onAbort);
      settle(end);
    });
    return stopping;
  };
  const idle = idleTimer(options.idleTime ?? IDLE_TIME, () => void stop(served.idle));
  const onAbort = (): void => void stop(served.closed);
  options.signal?.addEventListener('abort', onAbort);
  if (options.signal?.aborted) onAbort();
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const isOurs = await respond(request, response, served.routes, gate, limits.body);
    if (isOurs) idle.touch();
    const end = served.ended();
    if (end !== null) void stop(end);
  });
  return { url: `http://127.0.0.1:${port}/#${gate.token}`, done, close: () => stop(served.closed) };
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

async function stopServer(server: Server, served: { settled(): Promise<void> }): Promise<void> {
  await served.settled();
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
