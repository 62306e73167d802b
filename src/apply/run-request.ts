import type { FileSystem } from '../files/file-system.js';
import type { LogEntry } from '../records/change-log.js';
import type { ErrorRecord } from '../records/errors-log.js';
import type { PlannedStep } from './file-step.js';
import type { RunFile } from './run-file.js';

/** A run as its maker describes it: by bytes before and after, so that an undo is a run like any other. */
export interface RunRequest {
  readonly root: string;
  readonly fileSystem: FileSystem;
  readonly breakHardLinks: boolean;
  readonly signal: AbortSignal | null;
  readonly description: Pick<RunFile, 'id' | 'time' | 'kind' | 'of' | 'tool' | 'plan' | 'codemods'>;
  /** The plan as canonical JSON, for the journal. */
  readonly planText: string | null;
  readonly steps: readonly PlannedStep[];
  /** Folders to remove at the end, if they are empty then; innermost first. */
  readonly emptied: readonly string[];
  /** What an undo or redo leaves as it is: {@link RunFile.left}. */
  readonly left: readonly string[];
  /** What goes into the change log, given the bytes before the run. */
  entries(original: (path: string) => Buffer): readonly LogEntry[];
  readonly errors: readonly ErrorRecord[];
  /** Lines of `decisions.ndjson`. */
  readonly decisions: readonly string[];
}
