import * as v from 'valibot';
import type { Job } from '../jobs/job.js';
import { STAGES } from '../model/events.js';

const Text = (pattern: RegExp) => v.pipe(v.string(), v.maxLength(300), v.regex(pattern));

/** What a queue may carry. A queue is reached by others: whatever is not exactly this is not looked at. */
export const JobSchema: v.GenericSchema<unknown, Job> = v.strictObject({
  id: Text(/^j[0-9a-f]{8,64}$/),
  campaign: Text(/^[a-z0-9][a-z0-9-]*$/),
  stage: v.picklist(STAGES),
  lane: Text(/^[a-z]+(?::[a-z0-9._:[\]-]+)?$/),
  order: Text(/^[0-9a-f]{64}$/),
  attempt: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

export function isJob(value: unknown): value is Job {
  return v.is(JobSchema, value);
}
