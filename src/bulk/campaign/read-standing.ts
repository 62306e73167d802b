import os from 'node:os';
import { type HeldLock, lookAtLock } from '../../apply/lock.js';
import type { FileSystem } from '../../files/file-system.js';
import { type Folder, labelIn } from '../../files/folder.js';
import { attempt } from '../../files/io-error.js';
import type { CampaignState } from '../model/campaign-state.js';
import type { Running } from '../model/running.js';
import { JOURNAL } from './journal.js';

/** Each time another verb has to have come and gone meanwhile. */
const LOOKS = 5;

/**
 * The state of a campaign, and who else holds it, as they were at one moment: a verb that ends between two looks would be told as cut off, and
 * so would one that has begun between them. Nothing is written.
 *
 * @param folder of the campaign.
 * @param read the state by the journal as it is now.
 * @throws CodemodError `io-error`.
 */
export function readStanding<S extends CampaignState>(
  fs: FileSystem,
  folder: Folder,
  read: () => S,
): { readonly state: S; readonly running: Running | null } {
  for (let look = 1; ; look++) {
    const before = journalVersion(fs, folder);
    const state = read();
    const lock = lookAtLock(fs, folder);
    // The journal only grows: where nothing has come to it, it was like this when nobody was seen to hold the lock.
    const isOneMoment = lock !== null || journalVersion(fs, folder) === before;
    if (isOneMoment || look === LOOKS) return { state, running: lock === null ? null : runningOf(state, lock) };
  }
}

function journalVersion(fs: FileSystem, folder: Folder): string | null {
  return attempt('look at', labelIn(folder, JOURNAL), () => fs.look(folder.at(JOURNAL))?.version ?? null);
}

function runningOf({ unfinished }: CampaignState, { holder }: HeldLock): Running {
  if (holder === null) return { verb: null, process: null, host: null };
  // What had begun before its process did is not its own: that was cut off, and is to be taken up when this one has ended.
  const isItsOwn = unfinished !== null && Date.parse(unfinished.at) >= Date.parse(holder.started);
  const host = holder.host === os.hostname() ? null : holder.host;
  return { verb: isItsOwn ? unfinished.verb : null, process: holder.pid, host };
}
