import { CodemodError } from '../../core/errors.js';
import { nextAllowed } from '../hosts/pace.js';
import { laneOf } from '../jobs/order.js';
import type { VerbContext } from './verb.js';

/** What of a {@link VerbContext} it takes. */
interface HoursContext {
  readonly campaign: Pick<VerbContext['campaign'], 'spec'>;
  readonly engine: Pick<VerbContext['engine'], 'rest'>;
}

/** Milliseconds between two looks at the clock. Hours are of whole minutes. */
const LOOK_EVERY = 30_000;

/**
 * Leaves hosts in peace in the hours in which they are not to be written to, for as long as `use` takes: it may begin inside the hours
 * and go on beyond them.
 *
 * @throws CodemodError `manifest-invalid` for hours and days that leave no moment.
 */
export async function withinHours<T>(
  context: HoursContext,
  use: () => Promise<T>,
  clock: { readonly now: () => Date; readonly every: number } = { now: () => new Date(), every: LOOK_EVERY },
): Promise<T> {
  if (context.campaign.spec.hosts.every(({ pace }) => pace.hours === null && pace.days === null)) return await use();
  await restOutside(context, clock.now());
  const timer = setInterval(() => void restOutside(context, clock.now()).catch(() => {}), clock.every);
  try {
    return await use();
  } finally {
    clearInterval(timer);
  }
}

async function restOutside({ campaign, engine }: HoursContext, now: Date): Promise<void> {
  for (const { host, pace } of campaign.spec.hosts) {
    const next = nextAllowed(pace, now);
    if (next === null) {
      throw new CodemodError('manifest-invalid', `The hours and days of ${host} leave no moment at which it may be written to.`);
    }
    if (next > now) await engine.rest(laneOf('publish', host), next.getTime());
  }
}
