/** How many files are on their way to the disk at a time: file systems with a journal take what they are to sync together in one go. */
const MOST = 16;

/** Begins the writing of a file, when there is room for it beside those under way. @throws what the first of them has thrown that failed. */
export type BeginWrite = (write: () => Promise<void>) => Promise<void>;

/**
 * Writes files beside each other, since each of them waits for the disk, which would wait for the next. Returns when all are written;
 * nothing of them is still to come when it throws, either.
 */
export async function writeTogether<T>(work: (begin: BeginWrite) => Promise<T>): Promise<T> {
  const underWay = new Set<Promise<void>>();
  const faults: unknown[] = [];
  const throwFault = (): void => {
    if (faults.length > 0) throw faults[0];
  };
  const begin: BeginWrite = async (write) => {
    const one: Promise<void> = write()
      .catch((thrown: unknown) => void faults.push(thrown))
      .finally(() => underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= MOST) await Promise.race(underWay);
    throwFault();
  };
  try {
    return await work(begin);
  } finally {
    await Promise.all(underWay);
    throwFault();
  }
}
