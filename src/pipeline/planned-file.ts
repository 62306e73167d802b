import type { ModifyChange } from '../core/change.js';
import { sha256 } from '../core/hash.js';
import { type FileFailure, type FileOutcome, NOTHING_HELD_BACK, outcomeKind } from '../core/outcome.js';
import type { Verdict } from '../languages/gate.js';
import type { ReadResult } from '../trees/tree.js';
import type { FileTransform } from './transform-file.js';

/** A discovered file after the pipeline: what became of it, and the change if there is one. */
export interface PlannedFile {
  readonly outcome: FileOutcome;
  readonly change: ModifyChange | null;
  /** The bytes after the change. */
  readonly after: Uint8Array | null;
  readonly notes: FileTransform['notes'];
  /** Why only our own parser has judged the new text, or null. */
  readonly unjudged: string | null;
}

type Content = ReadResult & { readonly kind: 'content' };
type Changed = FileTransform & { readonly after: Uint8Array; readonly source: NonNullable<FileTransform['source']> };

/** A file that was not transformed: skipped, or not readable. */
export function plainOutcome(path: string, read: ReadResult & { readonly kind: 'skip' | 'failure' }): PlannedFile {
  const skip = read.kind === 'skip' ? read.skip : null;
  const failure = read.kind === 'failure' ? { code: read.code, message: read.message } : null;
  const kind = failure === null ? 'skipped' : 'failed';
  return unchanged({ path, kind, findings: [], withheld: [], heldBack: NOTHING_HELD_BACK, skip, failure, sha256: '' }, {});
}

/** A file whose transform changes nothing. */
export function transformedFile(path: string, read: Content, transform: FileTransform): PlannedFile {
  return unchanged(outcomeOf(path, transform, transform.failure, sha256(read.bytes)), transform.notes);
}

/** A file with a new text that has been judged. A refused one is left as it was, and failed. */
export function changedFile(path: string, read: Content, transform: Changed, verdict: Verdict): PlannedFile {
  if (verdict.kind === 'refused') {
    const codemod = transform.steps.at(-1)?.codemod;
    const failure = { code: 'output-refused', message: verdict.reason, ...(codemod === undefined ? {} : { codemod }) };
    const bare = { ...transform, findings: [], withheld: [], heldBack: NOTHING_HELD_BACK };
    return unchanged(outcomeOf(path, bare, failure, sha256(read.bytes)), {});
  }
  const after = { sha256: sha256(transform.after), size: transform.after.length, mode: read.mode };
  const before = { sha256: sha256(read.bytes), size: read.bytes.length, mode: read.mode };
  const change: ModifyChange = { kind: 'modify', path, ...transform.source, before, after, steps: transform.steps };
  return {
    outcome: { ...outcomeOf(path, transform, null, after.sha256), kind: 'changed' },
    change,
    after: transform.after,
    notes: transform.notes,
    unjudged: verdict.kind === 'unjudged' ? verdict.reason : null,
  };
}

function unchanged(outcome: FileOutcome, notes: FileTransform['notes']): PlannedFile {
  return { outcome, change: null, after: null, notes, unjudged: null };
}

function outcomeOf(path: string, transform: FileTransform, failure: FileFailure | null, hash: string): FileOutcome {
  const { findings, withheld, heldBack, skip } = transform;
  const kind = outcomeKind({ failure, changed: false, findings: findings.length + withheld.length, skip });
  return { path, kind, findings, withheld, heldBack, skip, failure, sha256: hash };
}
