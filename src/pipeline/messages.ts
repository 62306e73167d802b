import type { ModifyChange, Step } from '../core/change.js';
import type { Wanted } from '../core/fix.js';
import type { FileFailure } from '../core/outcome.js';
import type { ParamValue } from '../core/params.js';
import type { NotedFile, ProjectChange, ProjectFinding } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import type { Told } from '../core/survey.js';
import type { Description } from './description.js';
import type { FileTransform } from './transform-file.js';

/** A codemod as a child process is told of it. */
export interface CodemodReference {
  readonly url: string;
  readonly params: Readonly<Record<string, ParamValue>>;
}

/** What the main process says to a child. `which`: indexes into the codemods that it was started with. */
export type ToChild =
  | {
      readonly type: 'start';
      readonly codemods: readonly CodemodReference[];
      readonly wanted: Wanted;
      /** The current folder: that of the caller for transforms of other tools, which are used to it. Null: that of no repository. */
      readonly folder: string | null;
      /** Begins the lines that say for which file the following ones are printed. */
      readonly mark: string;
    }
  /** Instead of `start`, and the only work of such a child. */
  | { readonly type: 'describe'; readonly url: string; readonly folder: string }
  | {
      readonly type: 'file';
      readonly which: readonly number[];
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly told: ToldBy;
    }
  | {
      readonly type: 'survey';
      readonly which: number;
      readonly scope: SurveyScope;
      readonly place: Pick<ProjectTree, 'root' | 'currentFolder'>;
    }
  | { readonly type: 'parse'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly type: 'project'; readonly which: number; readonly files: readonly NotedFile[] }
  | { readonly type: 'answer'; readonly id: number; readonly value: readonly string[] | Uint8Array | null };

/** What a child says: one `ready`, then one answer to each piece of work that it was given. */
export type FromChild =
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly code: string; readonly message: string }
  /** Null: a codemod of our own form, to be evaluated by whoever uses it. */
  | { readonly type: 'described'; readonly description: Description | null }
  | { readonly type: 'done'; readonly result: FileTransform; readonly residentBytes: number }
  | { readonly type: 'parsed'; readonly failure: FileFailure | null }
  | { readonly type: 'project-done'; readonly result: ProjectResult }
  | { readonly type: 'surveyed'; readonly result: SurveyResult; readonly residentBytes: number }
  /** The survey works for this file from now on. */
  | { readonly type: 'holds'; readonly path: string | null }
  | { readonly type: 'ask'; readonly id: number; readonly path: string | null };

/** What the surveys of codemods have told of a file, by the index of the codemod. */
export type ToldBy = ReadonlyMap<number, Told>;

/** The files that a survey is about; see `SurveyContext`. */
export interface SurveyScope {
  readonly files: readonly string[];
  readonly selected: readonly string[];
}

/** What a survey yielded. */
export interface SurveyResult {
  readonly told: readonly { readonly path: string; readonly value: unknown; readonly together: readonly string[] }[];
  readonly failures: readonly (FileFailure & { readonly path: string })[];
  readonly findings: readonly ProjectFinding[];
  /** Why it stopped: then nothing that it told counts. */
  readonly failure: FileFailure | null;
}

/** What a project stage made of a file that stands: one step, and the bytes before and after it. */
export interface EditedFile extends Pick<ModifyChange, 'encoding' | 'hasBom' | 'newline'> {
  readonly kind: 'edited';
  readonly path: string;
  readonly step: Step;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** A failure of a project stage; of one file, where it names it. */
export interface ProjectFailure {
  readonly code: string;
  readonly message: string;
  readonly path?: string;
}

/** A comment that held an edit of a project stage back, where it stands in the file as the stage found it. */
export interface HoldingComment {
  readonly path: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** What a project stage yielded, or why it stopped. */
export interface ProjectResult {
  readonly changes: readonly (ProjectChange | EditedFile)[];
  readonly findings: readonly ProjectFinding[];
  /** Fixes that comments or persons hold back. */
  readonly heldBack: readonly ProjectFinding[];
  readonly holding: readonly HoldingComment[];
  readonly failure: ProjectFailure | null;
}
