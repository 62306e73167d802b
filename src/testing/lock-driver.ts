// One of many that want a lock: `node lock-driver.js <folder> <rounds> <dies at its win number, or 0>`. Prints how often it won, and whether it ever was not alone.
import { closeSync, openSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { takeLock } from '../apply/lock.js';
import { nodeFileSystem } from '../files/file-system.js';
import { withRoot } from '../files/folder.js';

const [folder, rounds, diesAt] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: lock-driver.js <folder> <rounds> <dies at>');
const alone = path.join(folder, 'alone');
const counts = { wins: 0, held: 0, together: 0 };

/** Fails when somebody else is in here too. */
async function work(): Promise<void> {
  try {
    closeSync(openSync(alone, 'wx'));
    await setTimeout(Math.random() * 4);
    unlinkSync(alone);
  } catch {
    counts.together++;
  }
}

await withRoot(nodeFileSystem, folder, async (root) => {
  for (let round = 0; round < Number(rounds); round++) {
    const lock = await takeLock(nodeFileSystem, root);
    if (lock.kind === 'held') counts.held++;
    else {
      counts.wins++;
      if (counts.wins === Number(diesAt)) process.kill(process.pid, 'SIGKILL');
      await work();
      lock.release();
    }
    await setTimeout(Math.random() * 4);
  }
});
process.stdout.write(JSON.stringify(counts));
