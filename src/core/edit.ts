import { CodemodError } from './errors.js';
import { lastAtMost, overlapsOrTouches, type Range } from './range.js';

/** A replacement of one span of a text. `oldText` is what the author saw there: an edit is refused when the text differs. */
export interface Edit extends Range {
  readonly oldText: string;
  readonly newText: string;
}

export function replaceRange(text: string, range: Range, newText: string): Edit {
  return { start: range.start, end: range.end, oldText: text.slice(range.start, range.end), newText };
}

export function insertAt(offset: number, newText: string): Edit {
  return { start: offset, end: offset, oldText: '', newText };
}

/** Orders edits by where they stand in the text. */
export function byPosition(a: Range, b: Range): number {
  return a.start - b.start || a.end - b.end;
}

/** Why an edit cannot be applied to a text, or null when it can. */
export function editFault(text: string, edit: Edit): string | null {
  const { start, end } = edit;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > text.length) {
    return `the edit spans ${start}..${end}, outside of the text of ${text.length} units`;
  }
  if (text.slice(start, end) !== edit.oldText) return `the edit at ${start}..${end} expects other text than stands there`;
  if (splitsPair(text, start) || splitsPair(text, end)) return `the edit at ${start}..${end} cuts a surrogate pair`;
  if (edit.oldText === edit.newText) return `the edit at ${start}..${end} changes nothing`;
  return null;
}

/** True when two edits of the list overlap or touch. */
export function hasConflict(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort(byPosition);
  return sorted.some((edit, index) => {
    const previous = sorted[index - 1];
    return previous !== undefined && overlapsOrTouches(previous, edit);
  });
}

/**
 * Splices edits into a text; every unit outside of them is kept.
 *
 * @throws CodemodError `edit-invalid` when an edit is out of range, expects other text, or meets another one.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort(byPosition);
  const parts: string[] = [];
  let end = 0;
  for (const [index, edit] of sorted.entries()) {
    const previous = sorted[index - 1];
    const fault = previous !== undefined && overlapsOrTouches(previous, edit) ? 'two edits meet' : editFault(text, edit);
    if (fault !== null) throw new CodemodError('edit-invalid', fault, { range: edit });
    parts.push(text.slice(end, edit.start), edit.newText);
    end = edit.end;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

/** Where an offset of the edited text stood before the edits; inside a replacement, the start of what was replaced. */
export function offsetBefore(edits: readonly Edit[], offsetAfter: number): number {
  return offsetsBefore(edits)(offsetAfter);
}

/** {@link offsetBefore} for many offsets: the edits, which do not meet, are put in order once. */
export function offsetsBefore(edits: readonly Edit[]): (offsetAfter: number) => number {
  const placed = shifted(edits);
  const starts = placed.map(({ edit, shift }) => edit.start + shift);
  return (offset) => {
    const last = placed[lastAtMost(starts, offset)];
    if (last === undefined) return offset;
    const { edit, shift } = last;
    return offset < edit.start + shift + edit.newText.length ? edit.start : offset - shift - growthOf(edit);
  };
}

/** Where an offset of the text stands after the edits; inside of what was replaced, the start of the replacement. */
export function offsetAfter(edits: readonly Edit[], offset: number): number {
  return offsetsAfter(edits)(offset);
}

/** {@link offsetAfter} for many offsets: the edits, which do not meet, are put in order once. */
export function offsetsAfter(edits: readonly Edit[]): (offset: number) => number {
  const placed = shifted(edits);
  const starts = placed.map(({ edit }) => edit.start);
  return (offset) => {
    const last = placed[lastAtMost(starts, offset)];
    if (last === undefined) return offset;
    const { edit, shift } = last;
    return offset < edit.end ? edit.start + shift : offset + shift + growthOf(edit);
  };
}

/** By how many units the text grows. */
export function growthOf({ start, end, newText }: Edit): number {
  return newText.length - (end - start);
}

/** Edits in order, each with the growth of all before it. */
function shifted(edits: readonly Edit[]): readonly { readonly edit: Edit; readonly shift: number }[] {
  let grown = 0;
  return [...edits].sort(byPosition).map((edit) => {
    const shift = grown;
    grown += growthOf(edit);
    return { edit, shift };
  });
}

function splitsPair(text: string, offset: number): boolean {
  const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
  const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
  return offset > 0 && offset < text.length && isHigh(text.charCodeAt(offset - 1)) && isLow(text.charCodeAt(offset));
}
