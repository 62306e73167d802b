/** What hosts have asked for, so that no request is wasted on one that has said "later". */
export interface Rests {
  /** Milliseconds of the epoch; 0 where it did not ask. */
  until(lane: string): number;
  rest(lane: string, until: number): void;
  /** How often in a row it has asked without saying for how long. */
  strikes(lane: string): number;
  strike(lane: string): void;
  /** It has done something for us: it is content. */
  forgive(lane: string): void;
}

export function makeRests(): Rests {
  const rests = new Map<string, number>();
  const strikes = new Map<string, number>();
  return {
    until: (lane) => rests.get(lane) ?? 0,
    rest: (lane, until) => void rests.set(lane, Math.max(until, rests.get(lane) ?? 0)),
    strikes: (lane) => strikes.get(lane) ?? 0,
    strike: (lane) => void strikes.set(lane, (strikes.get(lane) ?? 0) + 1),
    forgive: (lane) => void strikes.delete(lane),
  };
}

/** Of this process: a job opens its own forge, and what the host said to the job before it still holds. */
export const PROCESS_RESTS: Rests = makeRests();
