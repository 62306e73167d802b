import { type FileSystem, nodeFileSystem } from '../../files/file-system.js';
import { withRoot } from '../../files/folder.js';
import { ioCode } from '../../files/io-error.js';
import type { CampaignStanding } from '../campaign/open-campaign.js';
import { readStanding } from '../campaign/read-standing.js';
import { JournalFollower } from './follow-journal.js';

/**
 * Follows a campaign that other processes work on. Who holds it is looked at each time: that a process was killed is in no journal.
 *
 * @param folder of the campaign: absolute. Once it is gone, what was known of it stays.
 */
export function followCampaign(folder: string, fs: FileSystem = nodeFileSystem): () => Promise<CampaignStanding> {
  const follower = new JournalFollower(folder);
  return async () => {
    try {
      return await withRoot(fs, folder, async (opened) => readStanding(fs, opened, () => follower.read()));
    } catch (thrown) {
      if (ioCode(thrown) !== 'ENOENT') throw thrown;
      return { state: follower.read(), running: null };
    }
  };
}
