import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn. */
const SHIFT = 5;

/**
 * Lets the event loop turn, now and then. A loop whose awaits are all answered at once never lets it, and then the
 * answers of child processes lie unheard until its end.
 */
export function makeBreather(): () => Promise<void> | undefined {
  let next = performance.now() + SHIFT;
  return () => {
    if (performance.now() < next) return undefined;
    return setImmediate().then(() => {
      next = performance.now() + SHIFT;
    });
  };
}
