import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** What goes wrong. Those that end in `-after` come when the work is done: it stays done. */
export const EffectSchema = v.variant('kind', [
  /** The quota is used up, for every request, for some seconds. */
  v.strictObject({ kind: v.literal('primary-limit'), seconds: v.number() }),
  /** Too much at once: requests that write are refused for some seconds. `told`: Retry-After says how long. */
  v.strictObject({ kind: v.literal('secondary-limit'), seconds: v.number(), told: v.boolean() }),
  v.strictObject({ kind: v.literal('status'), status: v.number(), retryAfter: v.optional(v.number()) }),
  /** The host repeats what it was sent: the header with the token as it is, percent-encoded and in base64. */
  v.strictObject({ kind: v.literal('echo'), status: v.number() }),
  v.strictObject({ kind: v.literal('slow'), ms: v.number() }),
  v.strictObject({ kind: v.literal('drop') }),
  v.strictObject({ kind: v.literal('drop-after') }),
  v.strictObject({ kind: v.literal('hang-after'), ms: v.number() }),
  /** Nothing is found, whatever there is: a client that relies on it does things twice. */
  v.strictObject({ kind: v.literal('empty-list') }),
  /** The answer breaks off half-way. */
  v.strictObject({ kind: v.literal('truncate') }),
]);
export type Effect = v.InferOutput<typeof EffectSchema>;

const On = v.partial(
  v.strictObject({ kind: v.picklist(['api', 'git']), operation: v.string(), repo: v.string(), writes: v.boolean() }),
);

/** The first `skip` requests that it is about go well; the next `times` (null: all) do not. */
export const FaultSchema = v.strictObject({
  on: v.optional(On, {}),
  skip: v.optional(v.number(), 0),
  times: v.optional(v.nullable(v.number()), 1),
  effect: EffectSchema,
});
export type Fault = v.InferOutput<typeof FaultSchema>;

/** Faults by chance: the n-th request of its kind to a repository always fares the same, however requests mix. */
export const FaultRatesSchema = v.strictObject({
  seed: v.number(),
  rates: v.array(v.strictObject({ share: v.number(), on: v.optional(On, {}), effect: EffectSchema })),
});
export type FaultRates = v.InferOutput<typeof FaultRatesSchema>;

export interface FaultSubject {
  readonly kind: 'api' | 'git';
  readonly operation: string;
  /** Empty where there is none. */
  readonly repo: string;
  readonly writes: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  setRates(rates: FaultRates | null): void;
  clear(): void;
  /** What is to go wrong with this request. */
  next(subject: FaultSubject): Effect | null;
  /** How often each kind has struck. */
  readonly struck: ReadonlyMap<string, number>;
}

export function faultsOf(): Faults {
  const faults: { readonly fault: Fault; seen: number }[] = [];
  const seen = new Map<string, number>();
  const struck = new Map<string, number>();
  let rates: FaultRates | null = null;

  // Each counts every request that it is about, also one that another strikes.
  const scripted = (subject: FaultSubject): Effect | null => {
    const striking = faults.filter((entry) => {
      if (!isAbout(entry.fault.on, subject)) return false;
      const place = entry.seen++ - entry.fault.skip;
      return place >= 0 && (entry.fault.times === null || place < entry.fault.times);
    });
    return striking[0]?.fault.effect ?? null;
  };

  const byChance = (subject: FaultSubject): Effect | null => {
    const key = `${subject.operation} ${subject.repo}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (rates === null) return null;
    let draw = drawOf(`${rates.seed} ${key} ${count}`);
    for (const { share, effect } of rates.rates.filter((rate) => isAbout(rate.on, subject))) {
      if (draw < share) return effect;
      draw -= share;
    }
    return null;
  };

  return {
    add: (fault) => faults.push({ fault, seen: 0 }),
    setRates: (next) => {
      rates = next;
    },
    clear: () => {
      faults.length = 0;
      rates = null;
    },
    next: (subject) => {
      const effect = scripted(subject) ?? byChance(subject);
      if (effect !== null) struck.set(effect.kind, (struck.get(effect.kind) ?? 0) + 1);
      return effect;
    },
    struck,
  };
}

function isAbout(on: v.InferOutput<typeof On>, subject: FaultSubject): boolean {
  return (
    (on.kind === undefined || on.kind === subject.kind) &&
    (on.operation === undefined || on.operation === subject.operation) &&
    (on.repo === undefined || on.repo === subject.repo) &&
    (on.writes === undefined || on.writes === subject.writes)
  );
}

/** 0 up to, not including, 1. */
function drawOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
