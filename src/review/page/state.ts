import type { Decision } from '../../core/review/decision.js';
import { type Criteria, EVERYTHING } from '../model/filter.js';
import type { NumberedDecisions, ReviewIndex } from '../model/review-index.js';
import type { Applied, Failure } from '../model/wire.js';

/** What a dialog is about. */
export type Dialog =
  | { readonly kind: 'help' }
  | { readonly kind: 'reject'; readonly hunks: readonly number[] }
  | { readonly kind: 'comment'; readonly hunk: number }
  | { readonly kind: 'many'; readonly hunk: number }
  | { readonly kind: 'apply' };

/** Key of a row, and where it stood when it was last seen. */
export interface Cursor {
  readonly key: string;
  readonly row: number;
}

/** What the page shows. */
export interface State {
  readonly index: ReviewIndex;
  readonly decisions: NumberedDecisions;
  /** The decisions that the server has told of. */
  readonly version: number;
  readonly criteria: Criteria;
  /** The hunks that hold the text of the criteria; null where there is no text. */
  readonly found: ReadonlySet<number> | null;
  readonly view: 'files' | 'groups' | 'left';
  readonly layout: 'unified' | 'split';
  /** The row that the keys are about. */
  readonly cursor: Cursor;
  readonly dialog: Dialog | null;
  readonly isPanelOpen: boolean;
  readonly closedFolders: ReadonlySet<string>;
  /** Said to everybody, in one line. The number tells one note from another of the same words. */
  readonly note: { readonly text: string; readonly number: number };
  readonly failure: Failure | null;
  readonly isApplying: boolean;
  readonly applied: Applied | null;
}

export function firstState(index: ReviewIndex, decisions: NumberedDecisions, version: number): State {
  return {
    ...{ index, decisions, version },
    criteria: EVERYTHING,
    found: null,
    view: 'files',
    layout: 'unified',
    cursor: { key: index.hunks.length > 0 ? 'h0' : '', row: 0 },
    dialog: null,
    isPanelOpen: false,
    closedFolders: new Set(),
    note: { text: '', number: 0 },
    failure: null,
    isApplying: false,
    applied: null,
  };
}

export function withDecisions(
  decisions: NumberedDecisions,
  entries: Iterable<readonly [number, Decision | undefined]>,
): NumberedDecisions {
  const next = new Map(decisions);
  for (const [hunk, decision] of entries) {
    if (decision === undefined) next.delete(hunk);
    else next.set(hunk, decision);
  }
  return next;
}
