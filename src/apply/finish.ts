import { type Folder, withFolder } from '../files/folder.js';
import { checkRecord } from '../records/append.js';
import { appendChangeLog, CHANGE_LOG, missingLogEntries } from '../records/change-log.js';
import { appendErrorLines, ERRORS_LOG, missingErrorLines } from '../records/errors-log.js';
import { removeEmptyFolder } from './empty-folder.js';
import { changeMark, listRuns, markOf, type RunRecords, removeRun, sequenceOf } from './journal.js';
import type { RunFile } from './run-file.js';
import type { Workspace } from './workspace.js';

/** So many finished runs keep their journal, so that they can be undone. */
const KEPT_RUNS = 20;

/** Before the commit point: afterwards a record that cannot be written would keep the run from its end. */
export function checkRecords({ fs, state }: Workspace): void {
  for (const name of [CHANGE_LOG, ERRORS_LOG]) checkRecord(fs, state, name);
}

/** Appends what a run has to record. After an interruption, `isRepeat` looks first what stands there already. */
export async function recordRun({ fs, state }: Workspace, records: RunRecords, isRepeat: boolean): Promise<void> {
  const changes = isRepeat ? missingLogEntries(fs, state, records.changes) : records.changes;
  const errors = isRepeat ? missingErrorLines(fs, state, records.errors) : records.errors;
  await appendChangeLog(fs, state, changes);
  await appendErrorLines(fs, state, errors);
}

/**
 * The last steps of a run whose files are in place and recorded. Its empty folders go now, when nothing can lead to a roll-back any
 * more: that would have to put files back into them.
 */
export async function markDone(workspace: Workspace, journal: Folder, { emptied }: Pick<RunFile, 'emptied'>): Promise<void> {
  for (const path of emptied) await removeEmptyFolder(workspace, path);
  await changeMark(workspace, journal, 'COMMIT', 'DONE');
}

/** The finished runs, oldest first. */
export async function doneRuns(workspace: Workspace): Promise<readonly { readonly id: string; readonly sequence: number }[]> {
  const done: { id: string; sequence: number }[] = [];
  for (const id of listRuns(workspace)) {
    await withFolder(workspace.fs, workspace.runs, id, async (folder) => {
      if (markOf(workspace, folder) === 'DONE') done.push({ id, sequence: sequenceOf(workspace, folder) });
    });
  }
  return done.sort((a, b) => a.sequence - b.sequence);
}

export async function pruneRuns(workspace: Workspace): Promise<void> {
  const done = await doneRuns(workspace);
  for (const { id } of done.slice(0, Math.max(0, done.length - KEPT_RUNS))) await removeRun(workspace, id);
}
