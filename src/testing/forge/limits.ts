import * as v from 'valibot';
import type { Clock } from './clock.js';

/** How much a forge takes, on its own clock; null: any number. */
export const LimitsSchema = v.strictObject({
  requestsPerHour: v.optional(v.nullable(v.number()), null),
  writesPerMinute: v.optional(v.nullable(v.number()), null),
  writesPerHour: v.optional(v.nullable(v.number()), null),
  /** Retry-After says how long to wait. */
  told: v.optional(v.boolean(), true),
  /** Pushes count as writes. */
  countPushes: v.optional(v.boolean(), false),
});
export type ForgeLimits = v.InferOutput<typeof LimitsSchema>;

/** Why a request is refused, and until when: milliseconds of the forge's clock. */
export interface Refusal {
  readonly kind: 'primary' | 'secondary';
  readonly until: number;
  readonly told: boolean;
}

export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: number;
}

export interface Limits {
  /** Counts the request, or refuses it. */
  admit(request: { readonly writes: boolean }): Refusal | null;
  quota(): Quota | null;
  /** Refuses from now on: what a fault does. */
  freeze(refusal: Refusal): void;
  set(limits: ForgeLimits): void;
  readonly settings: () => ForgeLimits;
  /** `refused`: all; `freezes`: how often it began; `longest`: most requests in one freeze that went on in spite of it. */
  counts(): { readonly refused: number; readonly freezes: number; readonly longest: number };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function limitsOf(clock: Clock, initial: ForgeLimits): Limits {
  let limits = initial;
  const requests = windowOf(clock);
  const writes = windowOf(clock);
  let frozen: Refusal | null = null;
  let [refused, freezes, longest, inThisFreeze] = [0, 0, 0, 0];

  const refusal = (isWrite: boolean): Refusal | null => {
    const { requestsPerHour, writesPerMinute, writesPerHour, told } = limits;
    const hour = requests.fullUntil(HOUR, requestsPerHour);
    if (hour !== null) return { kind: 'primary', until: hour, told };
    const until = isWrite ? (writes.fullUntil(HOUR, writesPerHour) ?? writes.fullUntil(MINUTE, writesPerMinute)) : null;
    return until === null ? null : { kind: 'secondary', until, told };
  };

  const stillFrozen = (isWrite: boolean): Refusal | null => {
    if (frozen === null) return null;
    if (clock.now() < frozen.until) return frozen.kind === 'primary' || isWrite ? frozen : null;
    frozen = null;
    return null;
  };

  const freeze = (next: Refusal): void => {
    frozen = next;
    freezes++;
    inThisFreeze = 0;
  };

  return {
    admit: ({ writes: isWrite }) => {
      const already = stillFrozen(isWrite);
      const found = already ?? refusal(isWrite);
      if (found !== null) {
        refused++;
        if (already === null) freeze(found);
        longest = Math.max(longest, ++inThisFreeze);
        return found;
      }
      requests.add();
      if (isWrite) writes.add();
      return null;
    },
    quota: () => {
      const limit = limits.requestsPerHour;
      if (limit === null) return null;
      return { limit, remaining: Math.max(0, limit - requests.count(HOUR)), resetAt: clock.now() + HOUR };
    },
    freeze: (next) => {
      freeze(next);
      refused++;
      longest = Math.max(longest, ++inThisFreeze);
    },
    set: (next) => {
      limits = next;
    },
    settings: () => limits,
    counts: () => ({ refused, freezes, longest }),
  };
}

function windowOf(clock: Clock) {
  let times: number[] = [];
  const within = (length: number): readonly number[] => {
    const now = clock.now();
    times = times.filter((time) => time > now - HOUR);
    return times.filter((time) => time > now - length);
  };
  return {
    add: (): void => {
      times.push(clock.now());
    },
    count: (length: number): number => within(length).length,
    /** When there is room again, or null where there is. */
    fullUntil: (length: number, most: number | null): number | null => {
      if (most === null) return null;
      const inside = within(length);
      const oldest = inside.at(-most);
      return inside.length < most || oldest === undefined ? null : oldest + length;
    },
  };
}
