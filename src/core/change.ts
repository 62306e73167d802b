import { applyEdits, type Edit } from './edit.js';
import type { Applicability, ImportRequest } from './fix.js';
import type { Newline } from './source-file.js';

/**
 * Names of what a fix, or the change of a whole file, belongs to: all that shares one of them, in whatever file, is done or none of
 * it is. Sorted, at least one; 16 hexadecimal digits each. Absent: it stands by itself.
 */
export type Groups = readonly [string, ...string[]];

/** A fix as a plan keeps it. Its edits, and those of the imports it needs, stand in the step. */
export interface PlannedFix {
  readonly reason: string;
  readonly applicability: Applicability;
  readonly caveat: string;
  /** Line of the defect in the text that the step starts from; counts from 1. */
  readonly line: number;
  /** Which edits of the step belong to this fix: indexes into `Step.edits`; those of its imports it may share with others. */
  readonly edits: readonly number[];
  /** What it asks of the imports of its file. */
  readonly imports: readonly ImportRequest[];
  /** By which a rejection of the fix is remembered, see `fixKey`. */
  readonly key: string;
  readonly groups?: Groups;
}

/** One pass of one codemod over one file: edits on the text that the step before left. */
export interface Step {
  readonly codemod: string;
  readonly version: string;
  readonly edits: readonly Edit[];
  /** Which of the edits place imports for the fixes: indexes. */
  readonly importEdits: readonly number[];
  readonly fixes: readonly PlannedFix[];
}

/** The identity of a file's content. `size` is in bytes; `mode` the permission bits, such as 0o644. */
export interface ContentId {
  readonly sha256: string;
  readonly size: number;
  readonly mode: number;
}

export interface ModifyChange {
  readonly kind: 'modify';
  readonly path: string;
  readonly encoding: string;
  readonly hasBom: boolean;
  readonly newline: Newline;
  readonly before: ContentId;
  readonly after: ContentId;
  readonly steps: readonly Step[];
}

export interface CreateChange {
  readonly kind: 'create';
  readonly path: string;
  readonly after: ContentId;
  /** The bytes that its codemod made, in base64. */
  readonly content: string;
  /** What later codemods of the run did to that text, which is UTF-8 then; `after` is what they left. */
  readonly steps: readonly Step[];
  readonly codemod: string;
  readonly version: string;
  readonly reason: string;
  readonly groups?: Groups;
}

export interface DeleteChange {
  readonly kind: 'delete';
  readonly path: string;
  readonly before: ContentId;
  readonly codemod: string;
  readonly version: string;
  readonly reason: string;
  readonly groups?: Groups;
}

export interface RenameChange {
  readonly kind: 'rename';
  readonly path: string;
  readonly to: string;
  readonly before: ContentId;
  readonly codemod: string;
  readonly version: string;
  readonly reason: string;
  readonly groups?: Groups;
}

/** What a run does to one file. Paths are relative to the root, `/`-separated. */
export type Change = ModifyChange | CreateChange | DeleteChange | RenameChange;

/** The text that a change's steps make of the text they were planned on. */
export function applySteps(text: string, steps: readonly Step[]): string {
  return steps.reduce((current, step) => applyEdits(current, step.edits), text);
}
