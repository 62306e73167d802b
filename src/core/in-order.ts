/** Takes a place in a row, and fills it later: null where there is nothing to hand on. */
export type TakePlace<T> = () => (value: T | null) => void;

/**
 * Hands values on in the order in which their places were taken, each as soon as all before it are there: work that ends in
 * any order is told in one.
 */
export function inOrder<T>(handOn: (value: T) => void): TakePlace<T> {
  const waiting = new Map<number, T | null>();
  let taken = 0;
  let next = 0;
  return () => {
    const place = taken++;
    return (value) => {
      waiting.set(place, value);
      for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
        waiting.delete(next++);
        if (ready !== null) handOn(ready);
      }
    };
  };
}
