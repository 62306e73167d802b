import { CodemodError } from '../../core/errors.js';
import type { Job } from '../jobs/job.js';
import { readStoredOrder } from '../jobs/order.js';
import type { RepositoryEvent } from '../model/events.js';
import type { Store, Stored } from '../store/store.js';
import type { Engine, JobEnd } from './engine.js';

/** A store may lose what a worker has just left there: the job is carried out again, so often at most. */
const MOST_LOSSES = 5;

type Thing = readonly [kind: Stored, name: string];

/**
 * An engine whose workers have another store than the campaign: what a job needs is put there first, and what it has made is taken
 * over before its end is told. So the shared store may lose everything at any time.
 *
 * @param own the campaign's own.
 * @param shared is closed with the engine.
 * @throws CodemodError `plan-lost` when what a job makes is lost every time.
 */
export function sharingEngine(engine: Engine, own: Store, shared: Store): Engine {
  return {
    name: engine.name,
    async run(job) {
      for (let losses = 0; losses < MOST_LOSSES; losses++) {
        const isWhole = await offer(job, own, shared);
        const end = await engine.run(job);
        // What was offered and is not there was lost on the way; a job can be repeated, whatever it had done.
        const isLost = isWhole && losses + 1 < MOST_LOSSES && hasLostPlan(end);
        if (!isLost && (await takeOver(end, own, shared))) return end;
      }
      throw new CodemodError(
        'plan-lost',
        'What the workers make is not in the store when it is asked for. Do all of them have the same --store?',
      );
    },
    rest: (lane, until) => engine.rest(lane, until),
    counts: () => engine.counts(),
    async close(deadline) {
      await engine.close(deadline);
      await shared.close();
    },
  };
}

/** Puts what a job needs where its worker looks for it. False when the campaign itself has lost some of it. */
export async function offer(job: Job, own: Store, shared: Store): Promise<boolean> {
  const order = await readStoredOrder(own, job.order);
  if (order === null) throw new CodemodError('plan-lost', `The campaign has lost the order of the job ${job.id}.`);
  const units = order.units.flatMap(({ approved, pushed, signed }): readonly Thing[] => [
    ...[approved, pushed?.plan ?? null].flatMap((plan) => (plan === null ? [] : thingsOfPlan(plan))),
    ...(signed === null ? [] : [['commit', signed.commit] as const]),
  ]);
  let isWhole = true;
  for (const thing of [['spec', order.spec] as const, ['order', job.order] as const, ...units]) {
    if (!(await copy(thing, own, shared))) isWhole = false;
  }
  return isWhole;
}

function hasLostPlan(end: JobEnd): boolean {
  return end.kind !== 'lost' && end.events.some((event) => event.event === 'failed' && event.code === 'plan-lost');
}

/** False when something that the job tells of is not there. */
async function takeOver(end: JobEnd, own: Store, shared: Store): Promise<boolean> {
  if (end.kind === 'lost') return true;
  for (const thing of end.events.flatMap(thingsMade)) if (!(await copy(thing, shared, own))) return false;
  return true;
}

function thingsMade(event: RepositoryEvent): readonly Thing[] {
  if (event.event === 'no-change') return event.plan === undefined ? [] : thingsOfPlan(event.plan);
  if (event.event === 'planned') return event.units.flatMap(({ plan }) => thingsOfPlan(plan));
  return event.event === 'signed' ? [['commit', event.commit]] : [];
}

function thingsOfPlan(plan: string): readonly Thing[] {
  return [
    ['plan', plan],
    ['images', plan],
    ['patch', plan],
  ];
}

async function copy([kind, name]: Thing, from: Store, to: Store): Promise<boolean> {
  const bytes = await from.get(kind, name);
  if (bytes !== null) await to.put(kind, name, bytes);
  return bytes !== null;
}
