import { applyEdits, byPosition, type Edit } from '../../../core/edit.js';
import { overlapsOrTouches, type Range } from '../../../core/range.js';
import type { Newline } from '../../../core/source-file.js';
import { changedLines, lineEditsWithin } from './line-edits.js';
import { trimmedEdit } from './trimmed-edit.js';

/** Where more lines change than this, they are not counted. */
const MOST_LINES = 2_000;

/**
 * White space that stays where other tokens come can cost more lines than the printer needs. Where edits change more lines of a file than its printed
 * text does, these are others, the nearest first: with that text in the regions that make the difference, and that text alone. Lines that both keep may
 * be others of the same wording, so that the first need not be the printed program.
 *
 * @param isOpen - whether a region may be the printer's: not where names alone are others, whose layout is the file's.
 */
export function fewerLines(
  { text, newline }: { readonly text: string; readonly newline: Newline },
  edits: readonly Edit[],
  printed: string,
  isOpen: (region: Range) => boolean,
): readonly (readonly Edit[])[] {
  const ours = lineEditsWithin(text, applyEdits(text, edits), MOST_LINES);
  if (ours === null) return [];
  const theirs = lineEditsWithin(text, printed.replace(/\r\n?|\n/g, newline), changedLines(ours) - 1);
  if (theirs === null) return [];
  const regions = regionsOf([...ours, ...theirs]).map((region) => {
    const within = (list: readonly Edit[]): readonly Edit[] => list.filter((edit) => overlapsOrTouches(edit, region));
    return { ...region, ours: within(ours), theirs: within(theirs), open: isOpen(region) };
  });
  const printer = (region: Range & { readonly theirs: readonly Edit[] }): readonly Edit[] =>
    [trimmedEdit(text, region, textOf(text, region, region.theirs), newline)].filter((edit) => edit !== null);
  const mixed = regions.flatMap((region) =>
    region.open && changedLines(region.ours) > changedLines(region.theirs) ? printer(region) : region.ours,
  );
  return regions.some((region) => region.open && region.ours.length > 0) ? [mixed, regions.flatMap(printer)] : [];
}

/** The ranges of edits; between two of them stands what all keep. */
function regionsOf(edits: readonly Edit[]): readonly Range[] {
  const regions: Range[] = [];
  for (const { start, end } of [...edits].sort(byPosition)) {
    const last = regions.at(-1);
    const meets = last !== undefined && overlapsOrTouches(last, { start, end });
    if (meets) regions.pop();
    regions.push(meets ? { start: last.start, end: Math.max(last.end, end) } : { start, end });
  }
  return regions;
}

/** What edits within a region make of it. */
function textOf(text: string, { start, end }: Range, edits: readonly Edit[]): string {
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return applyEdits(text.slice(start, end), moved);
}
