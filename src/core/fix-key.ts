import type { Change } from './change.js';
import { byPosition, type Edit } from './edit.js';
import type { ImportRequest } from './fix.js';
import { sha256 } from './hash.js';
import { lineStarts, positionAt } from './range.js';

/** Lines before and after an edit that belong to its context, as in a diff. */
const CONTEXT = 3;

/** What a rejection of a fix is remembered by. */
export interface KeyedFix {
  readonly codemod: string;
  readonly path: string;
  /** Its own edits of the text, without those that place imports. */
  readonly edits: readonly Edit[];
  readonly imports: readonly ImportRequest[];
  /** Line of the defect; counts from 1. Only looked at where the fix has no edit of its own. */
  readonly line: number;
}

/**
 * A name for a fix that stays the same as long as the lines around it do: SHA-256 of its codemod, its path, the lines that it
 * edits with three around them, and what it would make of them. Where in the file they stand does not count.
 */
export function fixKey(text: string, fix: KeyedFix): string {
  return fixKeysOf(text)(fix);
}

/** {@link fixKey} for many fixes of one text: its lines are counted once, since a file may have a fix on each of them. */
export function fixKeysOf(text: string): (fix: KeyedFix) => string {
  let starts: readonly number[] | null = null;
  return (fix) => {
    starts ??= lineStarts(text);
    return keyIn(text, starts, fix);
  };
}

function keyIn(text: string, starts: readonly number[], { codemod, path, edits, imports, line }: KeyedFix): string {
  const lines = (first: number, last: number): string =>
    text.slice(starts[Math.max(0, first - CONTEXT)] ?? 0, starts[last + 1 + CONTEXT] ?? text.length);
  const lineOf = (offset: number): number => positionAt(starts, offset).line - 1;
  const places = [...edits].sort(byPosition).map((edit) => {
    const [first, last] = [lineOf(edit.start), lineOf(edit.end)];
    return [lines(first, last), edit.start - (starts[first] ?? 0), edit.oldText, edit.newText];
  });
  // What another fix has imported by the next run is not asked for again: imports name only a fix that is nothing else.
  const place = places.length > 0 ? places : [lines(line - 1, line - 1), imports];
  return sha256(JSON.stringify([codemod, path, place]));
}

/** The same for a whole file that is made, taken away or moved: by what it would hold, or its new name. */
export function keyOfFile(change: Exclude<Change, { kind: 'modify' }>): string {
  const content =
    change.kind === 'create' ? sha256(Buffer.from(change.content, 'base64')) : change.kind === 'rename' ? change.to : '';
  return sha256(JSON.stringify([change.codemod, change.path, change.kind, content]));
}
