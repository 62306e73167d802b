import { setTimeout } from 'node:timers/promises';
import { CodemodError } from '../../core/errors.js';
import { readRedisAddress } from '../redis/address.js';
import { checkRedis } from '../redis/check-redis.js';
import { CALL_TIME, connectRedis, untilReady, within } from '../redis/connect.js';
import { openFolderStore } from './folder-store.js';
import type { Store, Stored } from './store.js';
import { checkStoredName, verified } from './stored-name.js';

/** Bytes of a value, at most: Redis holds all of them in memory. */
const LARGEST = 1024 * 1024;

/**
 * Seconds that a value is kept after it was last put: 14 days. A Redis that throws nothing away would fill up with what nobody asks for
 * any more, and what a campaign still needs it puts in again.
 */
const LIFETIME = 14 * 24 * 3600;

/** Milliseconds that are waited, in all, for a Redis that is away. */
const PATIENCE = 60_000;

/** The first byte of a value: the thing itself, or a word that the folder has it. */
const HERE = 0;
const IN_FOLDER = 1;

/**
 * A store in Redis. What is larger than `?largest=` bytes (1 MiB) goes to the folder that `?folder=` names, which all machines share.
 * What nobody has put for 14 days is gone.
 *
 * @throws CodemodError `usage`, `queue-missing`, `queue-unsafe`, `queue-unavailable`.
 */
export async function openRedisStore(address: string, redisUrl: string | null): Promise<Store> {
  const { shown, options } = readRedisAddress(address);
  const largest = largestOf(options.get('largest'));
  const files = options.get('folder') === null ? null : openFolderStore(options.get('folder') ?? '');
  const client = await connectRedis(address, { redisUrl });
  try {
    await untilReady(client, shown);
    await checkRedis(client, shown);
  } catch (thrown) {
    client.disconnect();
    throw thrown;
  }

  async function store(kind: Stored, name: string, bytes: Buffer): Promise<Buffer> {
    if (bytes.length <= largest) return Buffer.concat([Buffer.of(HERE), bytes]);
    if (files === null) {
      throw new CodemodError(
        'store-too-large',
        `A ${kind} of ${bytes.length} bytes is too large for the store in Redis (${largest}). Name a folder that all machines share, for what is larger: ${shown}?folder=/shared/codemod`,
      );
    }
    await files.put(kind, name, bytes);
    return Buffer.of(IN_FOLDER);
  }

  return {
    address: `${shown}${options.size === 0 ? '' : `?${options}`}`,
    async put(kind, name, bytes) {
      checkStoredName(kind, name);
      const value = await store(kind, name, bytes);
      await patiently(() => within(CALL_TIME, `keep a ${kind}`, client.set(keyOf(kind, name), value, 'EX', LIFETIME)));
    },
    async get(kind, name) {
      checkStoredName(kind, name);
      const value = await patiently(() => within(CALL_TIME, `give a ${kind}`, client.getBuffer(keyOf(kind, name))));
      if (value === null || value.length === 0) return null;
      if (value[0] === IN_FOLDER) return files === null ? null : await files.get(kind, name);
      return verified(kind, name, value.subarray(1));
    },
    async close() {
      client.disconnect();
      await files?.close();
    },
  };
}

function keyOf(kind: Stored, name: string): string {
  return `codemod:store:${kind}:${name}`;
}

function largestOf(value: string | null): number {
  if (value === null) return LARGEST;
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new CodemodError('usage', `The largest value of a store is a number of bytes, and not ${JSON.stringify(value)}.`);
}

/** A Redis that is started again is back after a while. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (let pause = 100; ; pause = Math.min(pause * 2, 3_000)) {
    try {
      return await call();
    } catch (thrown) {
      if (Date.now() + pause > until) throw thrown;
      await setTimeout(pause);
    }
  }
}
