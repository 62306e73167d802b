import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn } from '../files/folder.js';
import { syncFolder, writeNew } from '../files/write-new.js';
import { CHANGE_LOG, CHANGE_LOG_HEADER } from './change-log.js';
import { ERRORS_LOG } from './errors-log.js';
import { RESULTS, RESULTS_HEADER } from './results.js';

const SEEDS: readonly (readonly [name: string, text: string])[] = [
  [CHANGE_LOG, CHANGE_LOG_HEADER],
  [ERRORS_LOG, ''],
  [RESULTS, RESULTS_HEADER],
];

export const RECORD_NAMES: readonly string[] = SEEDS.map(([name]) => name);

/** Makes the records that are not there yet; what stands is not touched. The caller holds the repository's lock. @returns the names of the new ones. */
export async function seedRecords(fs: FileSystem, folder: Folder): Promise<readonly string[]> {
  const missing = SEEDS.filter(([name]) => fs.look(folder.at(name)) === null);
  for (const [name, text] of missing) {
    await writeNew(fs, folder, name, Buffer.from(text), { mode: 0o644, owner: null, label: labelIn(folder, name) });
  }
  if (missing.length > 0) await syncFolder(fs, folder);
  return missing.map(([name]) => name);
}
