import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, type Edit, replaceRange } from '../../core/edit.js';
import { CodemodError } from '../../core/errors.js';

/** Edits for a text; they may well be wrong. */
export interface EditList {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** Newlines of all kinds, pairs of surrogates and halves of them, accents that combine, and what joins two signs to one. */
const PIECES = [
  'a',
  'b',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\f',
  '\u2028',
  'é',
  'e\u0301',
  '中',
  '😀',
  '👩\u200d🚀',
  '\ud83d',
  '\ude00',
  '\ufeff',
];
const piece = fc.constantFrom(...PIECES);
const text = fc.array(piece, { minLength: 3, maxLength: 16 }).map((pieces) => pieces.join(''));
const newText = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));

/** A range anywhere, also outside, also reversed. `cut` takes something of what the edit expects. */
const anyEdit = fc.record({
  start: fc.integer({ min: -1, max: 26 }),
  length: fc.integer({ min: -1, max: 4 }),
  newText,
  cut: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
});

const anyLists = fc.tuple(text, fc.array(anyEdit, { maxLength: 4 })).map(([all, wanted]): EditList => {
  const edits = wanted.map(({ start, length, newText: next, cut }): Edit => {
    const end = start + length;
    return { start, end, oldText: all.slice(Math.max(0, start), Math.max(0, end)).slice(cut), newText: next };
  });
  return { text: all, edits };
});

/** Edits that lie apart: every border is drawn, and so is which of the spans between them are replaced. */
const apartLists = fc
  .tuple(text, fc.array(fc.nat(30), { minLength: 2, maxLength: 10 }), fc.array(newText, { minLength: 5, maxLength: 5 }))
  .map(([all, draws, texts]): EditList => {
    const borders = [...new Set(draws.map((draw) => draw % (all.length + 1)))].sort((a, b) => a - b);
    const edits = texts.flatMap((next, index) => {
      const [start, end] = [borders[2 * index], borders[2 * index + 1]];
      return start === undefined ? [] : [replaceRange(all, { start, end: end ?? start }, next)];
    });
    return { text: all, edits };
  });

/** The same with one more edit that meets another: equal to it, inside of it, around it, or touching it. */
const meetingLists = fc
  .tuple(apartLists, fc.nat(), fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }), newText)
  .map(([{ text: all, edits }, draw, before, after, next]): EditList => {
    const met = edits[draw % Math.max(1, edits.length)] ?? { start: 0, end: 0 };
    const start = Math.max(0, Math.min(all.length, met.start + before));
    return { text: all, edits: [...edits, replaceRange(all, { start, end: Math.max(start, met.end + after) }, next)] };
  });

/** Lists in any order, of which some are right and some wrong in every way. */
export const editLists: fc.Arbitrary<EditList> = fc
  .tuple(fc.oneof(anyLists, apartLists, meetingLists), fc.boolean())
  .map(([list, isTurned]) => (isTurned ? { ...list, edits: list.edits.toReversed() } : list));

/** What edits mean, unit by unit and without any cleverness: null where the list must be refused whole. */
function oracle({ text: all, edits }: EditList): string | null {
  const borders = new Set([0]);
  let border = 0;
  for (const sign of all) {
    border += sign.length;
    borders.add(border);
  }
  const units: (string | null)[] = all.split('');
  const inserted: string[] = Array.from({ length: all.length + 1 }, () => '');
  const touched = new Set<number>();
  for (const { start, end, oldText, newText: next } of edits) {
    if (start > end || !borders.has(start) || !borders.has(end)) return null;
    let expected = '';
    for (let unit = start; unit < end; unit++) expected += all[unit];
    if (expected !== oldText || expected === next) return null;
    for (let at = start; at <= end; at++) {
      if (touched.has(at)) return null;
      touched.add(at);
    }
    for (let unit = start; unit < end; unit++) units[unit] = null;
    inserted[start] = next;
  }
  return [...units, ''].map((unit, index) => (inserted[index] ?? '') + (unit ?? '')).join('');
}

/**
 * Applies a list, and the oracle's understanding of it.
 *
 * @returns whether it was applied; else it was refused, as it must be.
 */
export function checkEditList(list: EditList): boolean {
  const expected = oracle(list);
  const found = applied(list);
  assert.equal(found, expected);
  return found !== null;
}

function applied({ text: all, edits }: EditList): string | null {
  try {
    return applyEdits(all, edits);
  } catch (thrown) {
    if (thrown instanceof CodemodError && thrown.code === 'edit-invalid') return null;
    throw thrown;
  }
}

/** How many lists were applied, how many of them with several edits, and how many were refused. */
export interface EditCounts {
  readonly applied: number;
  readonly several: number;
  readonly refused: number;
}

/** Checks so many lists. @throws Error with the seed and the smallest list that fails. */
export function checkEditLists(runs: number, seed: number): EditCounts {
  const counts = { applied: 0, several: 0, refused: 0 };
  const check = (list: EditList): void => {
    const isApplied = checkEditList(list);
    counts[isApplied ? 'applied' : 'refused']++;
    if (isApplied && list.edits.length > 1) counts.several++;
  };
  fc.assert(fc.property(editLists, check), { numRuns: runs, seed });
  return counts;
}
