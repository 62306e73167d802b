import type { Pools } from './find-slots.js';
import { mayBeInMemory } from './in-memory.js';
import type { Bound, Loan } from './loan.js';
import { openedByFactory, poolAsked, speaksOfMemory } from './made-pool.js';
import type { Reading } from './reading.js';
import { bare, listStatement, methodCall } from './syntax.js';

/** `const connection = await pool.acquire()`, `await knex.client.acquireConnection()`. */
export function lentByPool({ declarator, init, connection, from }: Bound, reading: Reading, pools: Pools): Loan | null {
  const awaited = bare(init);
  const call = awaited.isAwaitExpression() ? methodCall(bare(awaited.get('argument'))) : null;
  const taken = listStatement(declarator);
  if (call === null || taken === null || !connection.constant) return null;
  const pool = poolAsked(call, reading);
  if (pool === null) return null;
  const loan = { from, at: call.call, taken, connection, isMadeAnew: true };
  if (pool.kind === 'knex') return { ...loan, pool: { ...pool, kind: 'knex' }, inMemory: speaksOfMemory(pool.made, reading) };
  const [first, ...more] = openedByFactory(pool.made, pools);
  if (first === undefined || more.some(({ driver }) => driver !== first.driver) || first.driver.calls === 'callback') return null;
  const origins = [first, ...more].map(({ origin }) => origin);
  return { ...loan, pool: { ...pool, kind: 'generic-pool', driver: first.driver }, inMemory: mayBeInMemory(origins, reading) };
}
