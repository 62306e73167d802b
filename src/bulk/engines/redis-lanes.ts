import type { Redis } from 'ioredis';
import * as v from 'valibot';
import { CALL_TIME, within } from '../redis/connect.js';
import type { LaneLimits } from './engine.js';

/** Where workers learn which lanes there are: `campaign lane` to its limits. */
const LANES = 'codemod:lanes';

/** Where a worker says that a job has ended: its id. */
export const ENDED = 'codemod:ended';

/** What a worker says where its store has no such order; word for word, since what else stands there is anybody's. */
export const NO_ORDER = 'codemod: no order';

export interface RedisLane {
  readonly campaign: string;
  readonly lane: string;
  readonly limits: LaneLimits;
}

const Rate = v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(1_000_000)));
const LimitsSchema = v.strictObject({
  concurrency: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  perMinute: Rate,
  perHour: Rate,
});
const FIELD = /^([a-z0-9][a-z0-9-]*) ([a-z]+(?::[a-z0-9._:[\]-]+)?)$/;

/** The name of a lane's queue: BullMQ allows no colon in it. */
export function queueName(campaign: string, lane: string): string {
  return `codemod-${campaign}-${lane.replaceAll(':', '~')}`;
}

export async function registerLane(client: Redis, { campaign, lane, limits }: RedisLane): Promise<void> {
  await within(CALL_TIME, 'note a lane', client.hset(LANES, `${campaign} ${lane}`, JSON.stringify(limits)));
}

/** Workers let go of it some time later. Whoever has jobs in it names it again. */
export async function forgetLane(client: Redis, { campaign, lane }: Pick<RedisLane, 'campaign' | 'lane'>): Promise<void> {
  await within(CALL_TIME, 'forget a lane', client.hdel(LANES, `${campaign} ${lane}`));
}

/** The lanes that are known; what is no lane is left out. */
export async function readLanes(client: Redis): Promise<readonly RedisLane[]> {
  const all = await within(CALL_TIME, 'list the lanes', client.hgetall(LANES));
  return Object.entries(all).flatMap(([field, text]) => {
    const [, campaign, lane] = FIELD.exec(field) ?? [];
    const limits = limitsIn(text);
    return campaign === undefined || lane === undefined || limits === null ? [] : [{ campaign, lane, limits }];
  });
}

function limitsIn(text: string): LaneLimits | null {
  try {
    const checked = v.safeParse(LimitsSchema, JSON.parse(text));
    return checked.success ? checked.output : null;
  } catch {
    return null;
  }
}

/**
 * Starts of the last hour are members by their time; pairs of arguments are a span and the most starts in it. Answers 0, and notes
 * the start, or the milliseconds to wait.
 */
const START = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, now - 3600000)
local wait = 0
for i = 2, #ARGV, 2 do
  local span, most = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
  local starts = redis.call('ZRANGE', KEYS[1], -most, -most, 'WITHSCORES')
  if #starts == 2 then wait = math.max(wait, tonumber(starts[2]) + span - now) end
end
if wait > 0 then return wait end
redis.call('ZADD', KEYS[1], now, ARGV[1] .. ':' .. time[1] .. '.' .. time[2])
redis.call('PEXPIRE', KEYS[1], 3600000)
return 0`;

/** Asks for a start in a lane, of all workers together. @returns milliseconds to wait; 0: it may start, and is counted. */
export async function takeStart(client: Redis, { campaign, lane, limits }: RedisLane, job: string): Promise<number> {
  const windows = [
    ...(limits.perMinute === null ? [] : [60_000, Math.floor(limits.perMinute)]),
    ...(limits.perHour === null ? [] : [3_600_000, Math.floor(limits.perHour)]),
  ];
  if (windows.length === 0) return 0;
  const key = `codemod:starts:${campaign}:${lane}`;
  return Number(await within(CALL_TIME, 'count a start', client.eval(START, 1, key, job, ...windows.map(String))));
}

/** The one clock that all machines share: milliseconds of the epoch. */
export async function redisTime(client: Redis): Promise<number> {
  const [seconds = 0, micros = 0] = (await within(CALL_TIME, 'tell the time', client.time())).map(Number);
  return seconds * 1_000 + Math.floor(micros / 1_000);
}
