import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CALL_TIME, within } from '../redis/connect.js';
import { forgetLane, readLanes } from './redis-lanes.js';

/** The lanes of a campaign in a Redis. */
interface LanesOf {
  readonly client: Redis;
  readonly campaign: string;
  readonly queueOf: (lane: string) => Queue;
}

/** States of a job that is still to be carried out, or is being. */
const UNENDED = ['waiting', 'active', 'delayed', 'prioritized', 'waiting-children'] as const;

/** What a coordinator has left that was killed is not wanted as it was: a job of it must not run behind what is decided now. */
export async function forgetJobs({ client, campaign, queueOf }: LanesOf): Promise<void> {
  for (const known of await readLanes(client)) {
    if (known.campaign !== campaign) continue;
    await within(CALL_TIME, 'forget old jobs', queueOf(known.lane).drain(true));
    await forgetLane(client, known);
  }
}

/** Each lane costs every worker connections. Another coordinator that puts a job in just now names the lane again in its next round. */
export async function forgetEmptyLanes({ client, campaign, queueOf }: LanesOf): Promise<void> {
  for (const known of await readLanes(client)) {
    if (known.campaign !== campaign) continue;
    const jobs = await within(CALL_TIME, 'count jobs', queueOf(known.lane).getJobCountByTypes(...UNENDED));
    if (jobs === 0) await forgetLane(client, known);
  }
}
