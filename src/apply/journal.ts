import * as v from 'valibot';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { canonicalJson } from '../core/plan.js';
import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn, withFolder } from '../files/folder.js';
import { attempt, ioCode } from '../files/io-error.js';
import { readWhole, syncFolder, writeNew } from '../files/write-new.js';
import type { LogEntry } from '../records/change-log.js';
import { parseRunFile, type RunFile } from './run-file.js';
import { isRunId } from './run-id.js';
import { isTrash, TRASH } from './state-names.js';
import type { Workspace } from './workspace.js';

/**
 * How far a run has come: the one mark in its folder, always changed by a rename.
 *
 * - none: files are being staged; nothing of the tree has changed.
 * - `COMMIT`: it will be finished, by whoever comes next.
 * - `ABORT`: it was committed and could not be finished; it will be rolled back.
 * - `DONE`: every file is in place and recorded.
 */
export type Mark = 'COMMIT' | 'ABORT' | 'DONE';
const MARKS: readonly Mark[] = ['DONE', 'ABORT', 'COMMIT'];

/** What a run adds to the records, ready to be appended. */
export interface RunRecords {
  readonly changes: readonly LogEntry[];
  /** Lines of `errors.ndjson`. */
  readonly errors: readonly string[];
  /** Lines of `decisions.ndjson`. */
  readonly decisions: readonly string[];
}

export const IMAGES = 'before';
const RUN_FILE = 'run.json';
export const PLAN_FILE = 'plan.json';
const RECORDS_FILE = 'records.json';
const STAGED_MARK = 'mark';
const TOUCHED_FILE = 'touched.json';

/** The journalled runs, in no order. */
export function listRuns({ fs, runs }: Workspace): readonly string[] {
  return fs.list(runs.at('.')).filter(isRunId);
}

export function markOf({ fs }: Workspace, folder: Folder): Mark | null {
  return MARKS.find((mark) => fs.look(folder.at(mark)) !== null) ?? null;
}

/** Makes the folder of a run, with one in it for the images. */
export function makeRunFolder({ fs, runs }: Workspace, id: string): void {
  attempt('make the folder', labelIn(runs, id), () => {
    fs.makeFolder(runs.at(id), 0o700);
    fs.makeFolder(runs.at(`${id}/${IMAGES}`), 0o700);
  });
}

/** Writes down what the run is going to do, before it does anything outside of its folder. */
export async function writeIntent(
  workspace: Workspace,
  folder: Folder,
  run: RunFile,
  plan: string | null,
  records: RunRecords,
): Promise<void> {
  const { fs, runs } = workspace;
  await writeJournalFile(workspace, folder, RUN_FILE, Buffer.from(`${canonicalJson(run)}\n`));
  if (plan !== null) await writeJournalFile(workspace, folder, PLAN_FILE, Buffer.from(plan));
  await writeJournalFile(workspace, folder, RECORDS_FILE, Buffer.from(`${canonicalJson(records)}\n`));
  await syncFolder(fs, folder);
  await syncFolder(fs, runs);
}

/** The commit point. The mark holds the hashes of what it commits to. */
export async function writeCommit(workspace: Workspace, folder: Folder, sequence: number): Promise<void> {
  const { fs } = workspace;
  const mark: MarkContent = {
    sequence,
    run: hashOf(workspace, folder, RUN_FILE),
    records: hashOf(workspace, folder, RECORDS_FILE),
  };
  await writeJournalFile(workspace, folder, STAGED_MARK, Buffer.from(`${canonicalJson(mark)}\n`));
  attempt('commit the run in', folder.label, () => fs.rename(folder.at(STAGED_MARK), folder.at('COMMIT')));
  await syncFolder(fs, folder);
}

export async function changeMark({ fs }: Workspace, folder: Folder, from: Mark, to: Mark): Promise<void> {
  attempt('mark the run in', folder.label, () => fs.rename(folder.at(from), folder.at(to)));
  await syncFolder(fs, folder);
}

/** From here on the run is rolled back: the steps of these numbers, as it has changed no other path; with null, all that look changed. */
export async function writeAbort(workspace: Workspace, folder: Folder, touched: ReadonlySet<number> | null): Promise<void> {
  if (touched !== null) {
    const content = Buffer.from(`${canonicalJson([...touched])}\n`);
    // A full disk must not keep the run from being rolled back: it only knows less then.
    await writeJournalFile(workspace, folder, TOUCHED_FILE, content).catch(() => undefined);
  }
  await changeMark(workspace, folder, 'COMMIT', 'ABORT');
}

/** The steps that an aborted run had carried out, or null when that was not written down. */
export function readTouched(workspace: Workspace, folder: Folder): ReadonlySet<number> | null {
  try {
    return new Set(parseAs(v.array(v.number()), readText(workspace, folder, TOUCHED_FILE), folder));
  } catch {
    return null;
  }
}

/** A run that has a mark. @throws CodemodError `journal-damaged` when it is not what its mark commits to. */
export function readMarked(
  workspace: Workspace,
  folder: Folder,
  mark: Mark,
): { readonly run: RunFile; readonly records: RunRecords } {
  const { run, records } = readMark(workspace, folder, mark);
  if (run !== hashOf(workspace, folder, RUN_FILE) || records !== hashOf(workspace, folder, RECORDS_FILE)) {
    throw new CodemodError('journal-damaged', `The journal in ${folder.label} is not what was committed.`);
  }
  return {
    run: parseRunFile(readText(workspace, folder, RUN_FILE)),
    records: parseAs(RecordsSchema, readText(workspace, folder, RECORDS_FILE), folder),
  };
}

/** A run without a mark, or null when its file was not written to the end: then it did nothing outside of its folder either. */
export function readUnmarked(workspace: Workspace, folder: Folder): RunFile | null {
  try {
    return parseRunFile(readText(workspace, folder, RUN_FILE));
  } catch (thrown) {
    if (thrown instanceof CodemodError && thrown.code === 'journal-damaged') return null;
    if (ioCode(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/** The number of a finished run; 0, so that it is the first to go, when it can no longer be told. */
export function sequenceOf(workspace: Workspace, folder: Folder): number {
  try {
    return readMark(workspace, folder, 'DONE').sequence;
  } catch {
    return 0;
  }
}

/** Takes a run out of the journal, in one step as others see it. */
export async function removeRun(workspace: Workspace, id: string): Promise<void> {
  const { fs, runs } = workspace;
  attempt('remove', labelIn(runs, id), () => fs.rename(runs.at(id), runs.at(TRASH + id)));
  await syncFolder(fs, runs);
  await emptyTrash(workspace);
}

/** Removes what an interrupted clean-up has left. What cannot be removed stays: it means nothing any more. */
export async function emptyTrash({ fs, runs }: Workspace): Promise<void> {
  for (const name of fs.list(runs.at('.'))) if (isTrash(name)) await removeTree(fs, runs, name).catch(() => undefined);
}

async function removeTree(fs: FileSystem, parent: Folder, name: string): Promise<void> {
  await withFolder(fs, parent, name, async (folder) => {
    for (const child of fs.list(folder.at('.'))) {
      if (fs.look(folder.at(child))?.kind === 'folder') await removeTree(fs, folder, child);
      else fs.remove(folder.at(child));
    }
  });
  fs.removeFolder(parent.at(name));
}

const HashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const MarkSchema = v.object({ sequence: v.pipe(v.number(), v.safeInteger()), run: HashSchema, records: HashSchema });
type MarkContent = v.InferOutput<typeof MarkSchema>;
const RecordsSchema = v.object({
  changes: v.array(v.object({ key: v.string(), text: v.string() })),
  errors: v.array(v.string()),
  // Runs from before there were any have none.
  decisions: v.optional(v.array(v.string()), []),
});

function readMark(workspace: Workspace, folder: Folder, mark: Mark): MarkContent {
  return parseAs(MarkSchema, readText(workspace, folder, mark), folder);
}

function parseAs<T>(schema: v.GenericSchema<unknown, T>, text: string, folder: Folder): T {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (thrown) {
    throw new CodemodError('journal-damaged', `The journal in ${folder.label} is damaged.`, {
      path: folder.label,
      cause: thrown,
    });
  }
}

export function readText({ fs }: Workspace, folder: Folder, name: string): string {
  return readWhole(fs, folder, name, labelIn(folder, name)).toString('utf8');
}

function hashOf({ fs }: Workspace, folder: Folder, name: string): string {
  return sha256(readWhole(fs, folder, name, labelIn(folder, name)));
}

async function writeJournalFile({ fs }: Workspace, folder: Folder, name: string, bytes: Buffer): Promise<void> {
  await writeNew(fs, folder, name, bytes, { mode: 0o600, owner: null, label: labelIn(folder, name) });
}
