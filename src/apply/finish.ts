import { type Folder, withFolder } from '../files/folder.js';
import { checkRecord } from '../records/append.js';
import { appendChangeLog, CHANGE_LOG, missingLogEntries } from '../records/change-log.js';
import { DECISIONS_LOG } from '../records/decisions-log.js';
import { ERRORS_LOG } from '../records/errors-log.js';
import { appendLines, missingLines } from '../records/line-log.js';
import { removeEmptyFolder } from './empty-folder.js';
import { changeMark, listRuns, markOf, type RunRecords, removeRun, sequenceOf } from './journal.js';
import type { RunFile } from './run-file.js';
import type { Workspace } from './workspace.js';

/** So many finished runs keep their journal, so that they can be undone. */
const KEPT_RUNS = 20;

/** Before the commit point: afterwards a record that cannot be written would keep the run from its end. */
export function checkRecords({ fs, state }: Workspace): void {
  for (const name of [CHANGE_LOG, ERRORS_LOG, DECISIONS_LOG]) checkRecord(fs, state, name);
}

/** Appends what a run has to record. After an interruption, `isRepeat` looks first what stands there already. */
export async function recordRun({ fs, state }: Workspace, records: RunRecords, isRepeat: boolean): Promise<void> {
  const changes = isRepeat ? missingLogEntries(fs, state, records.changes) : records.changes;
  await appendChangeLog(fs, state, changes);
  await appendRecords({ fs, state }, records, isRepeat);
}

/** The records that are no changes. */
export async function appendRecords(
  { fs, state }: Pick<Workspace, 'fs' | 'state'>,
  { errors, decisions }: Omit<RunRecords, 'changes'>,
  isRepeat: boolean,
): Promise<void> {
  const logs = [
    { name: ERRORS_LOG, lines: errors },
    { name: DECISIONS_LOG, lines: decisions },
  ];
  for (const { name, lines } of logs) await appendLines(fs, state, name, isRepeat ? missingLines(fs, state, name, lines) : lines);
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
