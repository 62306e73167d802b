import { sha256 } from '../../core/hash.js';

const LONGEST = 40;

/** Shards that are no folder and no owner. */
export const SHARDS = { root: 'root', unowned: 'unowned', together: 'together' } as const;
const RESERVED: ReadonlySet<string> = new Set(Object.values(SHARDS));

/**
 * The part of a branch that a shard is called by: `[a-z0-9-]`. It is a function of the key alone, so that it stays whatever other
 * shards there are. A key that is no such name itself gets a short hash; one that looks as if it had one gets it too, so that the
 * two never meet.
 */
export function shardName(key: string): string {
  const isName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key) && key.length <= LONGEST;
  if (isName && !RESERVED.has(key) && !/-[0-9a-f]{10}$/.test(key)) return key;
  const word = key
    .slice(0, 4 * LONGEST)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return `${word === '' ? 'x' : word}-${sha256(key).slice(0, 10)}`;
}
