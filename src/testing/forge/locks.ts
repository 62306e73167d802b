/** Writes to one repository come one after the other. */
export interface Locks {
  hold<T>(key: string, work: () => Promise<T> | T): Promise<T>;
}

export function locksOf(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    hold: (key, work) => {
      const result = (tails.get(key) ?? Promise.resolve()).then(work);
      const tail = result.catch(() => {});
      tails.set(key, tail);
      return result;
    },
  };
}
