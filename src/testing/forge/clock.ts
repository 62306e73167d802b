/** A clock that a test can set to go faster. What is said to clients is in their own time. */
export interface Clock {
  /** Of the forge: milliseconds. */
  now(): number;
  /** When a client will see the forge's clock there: milliseconds of the epoch. */
  realTimeOf(forgeTime: number): number;
  /** Goes on at once, by milliseconds. */
  advance(by: number): void;
}

/** @param speed minutes of the forge for each minute. */
export function clockOf(speed = 1): Clock {
  const started = Date.now();
  let advanced = 0;
  const now = (): number => started + advanced + (Date.now() - started) * speed;
  return {
    now,
    realTimeOf: (forgeTime) => Date.now() + Math.max(0, forgeTime - now()) / speed,
    advance: (by) => {
      advanced += by;
    },
  };
}
