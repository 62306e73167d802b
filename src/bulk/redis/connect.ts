import type { Redis } from 'ioredis';
import { CodemodError, systemCode } from '../../core/errors.js';
import { readRedisAddress } from './address.js';

/** Milliseconds that a call may take: with Redis gone, a client waits for ever. */
export const CALL_TIME = 5_000;

export interface ConnectOptions {
  /** Wait for ever in place of an error while Redis is away: for workers, whose calls block. */
  readonly patient?: boolean;
  /** A URL that may hold the password of the same host and port. */
  readonly redisUrl?: string | null;
}

/**
 * A client of a Redis, which connects by itself, again and again. Who makes calls with it does so {@link within} a time.
 *
 * @throws CodemodError `usage`, `queue-missing`.
 */
export async function connectRedis(address: string, options: ConnectOptions = {}): Promise<Redis> {
  const { full } = readRedisAddress(address, options.redisUrl ?? null);
  const { Redis: Client } = await installed(() => import('ioredis'));
  const client = new Client(full, {
    connectTimeout: CALL_TIME,
    // BullMQ's workers need null; for the others a call that cannot be made now is an error now.
    maxRetriesPerRequest: null,
    enableOfflineQueue: options.patient === true,
    lazyConnect: false,
    retryStrategy: (times) => Math.min(100 * times, 3_000),
  });
  // An error that nobody listens to ends the process; that of a call is told by the call.
  client.on('error', () => {});
  return client;
}

/**
 * Lets a client's copies end with it. BullMQ makes one for calls that block; one that is closed while it connects would connect again and
 * again, and keep the process alive.
 *
 * @returns ends the client and all of its copies.
 */
export function endingCopies(client: Redis): () => void {
  const all = [client];
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (...options) => {
    const copy = duplicate(...options);
    all.push(copy);
    return copy;
  };
  return () => {
    for (const one of all) end(one);
  };
}

/**
 * A client that waits for its next attempt to connect tells nobody that it was disconnected: its calls, and BullMQ's `close`, would wait
 * for ever. An attempt that is given up at once does tell.
 */
function end(client: Redis): void {
  client.disconnect();
  if (client.status !== 'reconnecting') return;
  client.connect().catch(() => {});
  client.disconnect();
}

/** @throws CodemodError `queue-missing` where an optional package is not there. */
export async function installed<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    if (systemCode(thrown) !== 'ERR_MODULE_NOT_FOUND') throw thrown;
    throw new CodemodError(
      'queue-missing',
      'Redis is spoken with by two packages that are not here: npm install bullmq ioredis',
      {
        cause: thrown,
      },
    );
  }
}

/**
 * What comes of a call, if it comes in time.
 *
 * @throws CodemodError `queue-unavailable`.
 */
export async function within<T>(milliseconds: number, doing: string, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(doing, `no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([call, late]);
  } catch (thrown) {
    if (thrown instanceof CodemodError) throw thrown;
    throw unavailable(doing, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  } finally {
    clearTimeout(timer);
    // One that fails later has nobody left to hear it.
    call.catch(() => {});
  }
}

function unavailable(doing: string, why: string, cause?: unknown): CodemodError {
  return new CodemodError('queue-unavailable', `Redis could not ${doing}: ${why}.`, { cause });
}

/** Waits until the client is connected, within a time. @throws CodemodError `queue-unavailable`. */
export async function untilReady(client: Redis, shown: string, milliseconds = CALL_TIME): Promise<void> {
  let last = 'it does not answer';
  const hear = (error: Error): void => {
    last = error.message === '' ? (systemCode(error) ?? last) : error.message;
  };
  client.on('error', hear);
  try {
    const until = Date.now() + milliseconds;
    while (client.status !== 'ready') {
      if (Date.now() > until) throw new CodemodError('queue-unavailable', `There is no Redis at ${shown}: ${last}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    client.off('error', hear);
  }
}
