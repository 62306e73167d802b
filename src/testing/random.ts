/** A number from 0 up to, not including, the one given. The same seed gives the same numbers. */
export type Choose = (below: number) => number;

/** Mulberry32, in the public domain: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function chooserFrom(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Some of a list, drawn without putting back, in its order. */
export function sample<T>(list: readonly T[], count: number, choose: Choose): readonly T[] {
  const order = [...list.keys()].map((index) => ({ index, draw: choose(2 ** 32) })).sort((a, b) => a.draw - b.draw);
  const drawn = new Set(order.slice(0, count).map(({ index }) => index));
  return list.filter((_, index) => drawn.has(index));
}
