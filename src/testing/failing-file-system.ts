import { type FileSystem, nodeFileSystem } from '../files/file-system.js';

/** One call of a file system, counted from 0. */
export interface Call {
  readonly index: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/**
 * A real file system that tells every call first; what `onCall` throws is what the call fails with. Nothing waits for
 * the disk: no power fails in a test, and waiting is most of the time of a run.
 */
export function watchedFileSystem(onCall: (call: Call) => void): FileSystem {
  let index = 0;
  const watched = Object.entries(nodeFileSystem).map(([method, value]: [string, unknown]) => {
    if (typeof value !== 'function') return [method, value];
    const call = (...args: unknown[]): unknown => {
      onCall({ index: index++, method, args });
      if (method === 'sync') return Promise.resolve();
      return Reflect.apply(value, nodeFileSystem, args);
    };
    return [method, call];
  });
  return Object.assign(Object.create(null), nodeFileSystem, Object.fromEntries(watched));
}

/** An error as Node throws it for a failed system call. */
export function systemError(code: string, errno: number): Error {
  return Object.assign(new Error(`${code}: made up by a test`), { code, errno: -errno });
}

export const quickFileSystem = watchedFileSystem(() => undefined);
