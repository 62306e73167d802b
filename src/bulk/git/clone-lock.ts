import { setTimeout } from 'node:timers/promises';
import { takeLock } from '../../apply/lock.js';
import { nodeFileSystem } from '../../files/file-system.js';
import { withRoot } from '../../files/folder.js';

/** Milliseconds between two looks at a lock. */
const SOON = 20;
const LATER = 500;

/** Null where another holds it. */
export async function tryLock(folder: string): Promise<(() => void) | null> {
  return await new Promise((resolve, reject) => {
    // The folder stays open for as long as the lock is held.
    withRoot(nodeFileSystem, folder, async (root) => {
      const lock = await takeLock(nodeFileSystem, root);
      if (lock.kind === 'held') return resolve(null);
      await new Promise<void>((released) => {
        resolve(() => {
          lock.release();
          released();
        });
      });
    }).catch(reject);
  });
}

/** Waits until the other, of this process or another one, has let go of it, or has died. */
export async function waitForLock(folder: string): Promise<() => void> {
  for (let pause = SOON; ; pause = Math.min(LATER, pause * 1.5)) {
    const release = await tryLock(folder);
    if (release !== null) return release;
    await setTimeout(pause);
  }
}
