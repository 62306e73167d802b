import { type Edit, insertAt } from '../../../core/edit.js';

/**
 * The zero-width inserts of one wrapping and those of another one inside of it, both made for the same text, as one list.
 * Where they meet, the outer headers come first and the outer clauses last.
 */
export function nestEdits(outer: readonly Edit[], inner: readonly Edit[]): readonly Edit[] {
  const edits = new Map(outer.map((edit) => [edit.start, edit]));
  for (const { start, newText } of inner) {
    const around = edits.get(start)?.newText ?? '';
    // Clauses behind a run begin with the line break that ends it.
    edits.set(start, insertAt(start, /^[\r\n]/.test(around) ? newText + around : around + newText));
  }
  return [...edits.values()];
}
