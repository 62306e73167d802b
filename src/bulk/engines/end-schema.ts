import * as v from 'valibot';
import { JournalEntrySchema } from '../campaign/journal-schema.js';
import type { RepositoryEvent } from '../model/events.js';
import { type JobEnd, LOSSES } from './engine.js';

/** How a job ended, as a worker leaves it in the store. `at`: by the clock of Redis, milliseconds of the epoch. */
export interface LeftEnd {
  readonly at: number;
  readonly end: JobEnd;
}

/** Events of the campaign itself are the coordinator's alone. */
const NOT_OF_JOBS: ReadonlySet<unknown> = new Set([
  ...[
    'selected',
    'dropped',
    'approved',
    'unapproved',
    'narrowed',
    'rejected',
    'declined',
    'reconsidered',
    'intent',
    'settled',
    'answered',
    'began',
    'ended',
    'stopped',
  ],
]);

const Event = v.custom<RepositoryEvent>(
  (value) =>
    v.is(v.looseObject({ event: v.string() }), value) &&
    !('repo' in value) &&
    !('at' in value) &&
    !NOT_OF_JOBS.has(value.event) &&
    v.is(JournalEntrySchema, { ...value, at: 'now', repo: 'any' }),
);
const Time = v.pipe(v.number(), v.finite(), v.minValue(0));

const LeftEndSchema: v.GenericSchema<unknown, LeftEnd> = v.strictObject({
  at: Time,
  end: v.variant('kind', [
    v.strictObject({ kind: v.literal('done'), events: v.array(Event) }),
    v.strictObject({ kind: v.literal('paused'), until: Time, reason: v.string(), events: v.array(Event) }),
    v.strictObject({
      kind: v.literal('lost'),
      code: v.picklist(LOSSES),
      message: v.string(),
    }),
  ]),
});

/** Reads what a worker has left; null for anything else: a store is reached by others. */
export function readLeftEnd(bytes: Buffer): LeftEnd | null {
  try {
    const checked = v.safeParse(LeftEndSchema, JSON.parse(bytes.toString('utf8')));
    return checked.success ? checked.output : null;
  } catch {
    return null;
  }
}
