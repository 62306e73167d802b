import * as v from 'valibot';
import { sha256 } from '../../core/hash.js';
import { canonicalJson } from '../../core/plan.js';
import type { Stage } from '../model/events.js';
import type { Store } from '../store/store.js';
import type { Job, Order } from './job.js';
import { type StoredOrder, StoredOrderSchema } from './order-schema.js';
import { readSpec } from './read-spec.js';

/** The lane of a job: stages that tire a host in the same way share one. */
export function laneOf(stage: Stage, host: string): string {
  const kind = stage === 'plan' || stage === 'sync' ? stage : 'publish';
  return `${kind}:${host}`;
}

/**
 * Puts an order into the store, and names the job that carries it out.
 *
 * @param run differs for every run of a verb: what an earlier one was told is no answer to this one.
 */
export async function jobOf(store: Store, order: Order, attempt: number, run: string): Promise<Job> {
  const { spec, ...rest } = order;
  const specBytes = canonicalJson(spec);
  const orderBytes = canonicalJson({ ...rest, spec: sha256(specBytes) });
  const hash = sha256(orderBytes);
  await keepSpec(store, specBytes);
  await store.put('order', hash, Buffer.from(orderBytes));
  return {
    id: `j${sha256(`${spec.name}:${run}:${hash}:${attempt}`).slice(0, 40)}`,
    campaign: spec.name,
    stage: order.stage,
    lane: laneOf(order.stage, order.target.host),
    order: hash,
    attempt,
  };
}

const kept = new WeakMap<Store, string>();

/** All orders of a campaign have the same spec: it is put once. */
async function keepSpec(store: Store, bytes: string): Promise<void> {
  const hash = sha256(bytes);
  if (kept.get(store) === hash) return;
  await store.put('spec', hash, Buffer.from(bytes));
  kept.set(store, hash);
}

/**
 * The order of a job, checked: the store may be a Redis that others reach.
 *
 * @returns null when the store does not have it, or has something else under its name.
 */
export async function readOrder(store: Store, hash: string): Promise<Order | null> {
  const order = await readStoredOrder(store, hash);
  if (order === null) return null;
  const spec = await readSpec(store, order.spec);
  return spec === null ? null : { ...order, spec };
}

/** The same, with the campaign's spec by its hash. */
export async function readStoredOrder(store: Store, hash: string): Promise<StoredOrder | null> {
  const order = v.safeParse(StoredOrderSchema, await readHashed(store, hash));
  return order.success ? order.output : null;
}

async function readHashed(store: Store, hash: string): Promise<unknown> {
  const bytes = await store.get('order', hash);
  if (bytes === null || sha256(bytes) !== hash) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
