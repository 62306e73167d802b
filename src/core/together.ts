/** Begins one piece of work, when there is room for it beside those under way. @throws what the first of them has thrown that failed. */
export type Begin = (work: () => Promise<void>) => Promise<void>;

/**
 * Has pieces of work done beside each other, as many as `most` at a time. Returns when all are done; nothing of them is still to come when it
 * throws, either.
 */
export async function together<T>(most: number, whole: (begin: Begin) => Promise<T>): Promise<T> {
  const underWay = new Set<Promise<void>>();
  const faults: unknown[] = [];
  const throwFault = (): void => {
    if (faults.length > 0) throw faults[0];
  };
  const begin: Begin = async (work) => {
    const one: Promise<void> = work()
      .catch((thrown: unknown) => void faults.push(thrown))
      .finally(() => underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= most) await Promise.race(underWay);
    throwFault();
  };
  try {
    return await whole(begin);
  } finally {
    await Promise.all(underWay);
    throwFault();
  }
}
