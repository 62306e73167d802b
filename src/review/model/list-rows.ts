import { type Group, OUTLIER } from './groups.js';
import { type LeftNote, shownPlace } from './left-notes.js';
import type { ReviewIndex } from './review-index.js';

/** A row of the list of hunks. */
export type ListRow =
  | { readonly kind: 'file'; readonly key: string; readonly file: number; readonly hunks: readonly number[] }
  | { readonly kind: 'hunk'; readonly key: string; readonly hunk: number }
  | { readonly kind: 'heading'; readonly key: string; readonly text: string }
  | { readonly kind: 'group'; readonly key: string; readonly group: Group }
  | { readonly kind: 'left-file'; readonly key: string; readonly shown: string | null }
  | { readonly kind: 'note'; readonly key: string; readonly note: LeftNote };

/** A browser cannot draw a list that is higher than some millions of pixels. */
export const LONGEST_LIST = 40_000;

/** Files, each followed by its hunks. Files that cannot be shown come first: they stand in the way of applying. */
export function fileRows({ hunks, files }: ReviewIndex, shown: readonly number[]): readonly ListRow[] {
  const rows: ListRow[] = files.flatMap(({ stale }, file) =>
    stale === null ? [] : [{ kind: 'file', key: `f${file}`, file, hunks: [] }],
  );
  let [last, members]: [number, number[]] = [-1, []];
  for (const hunk of shown.slice(0, LONGEST_LIST)) {
    const file = hunks[hunk]?.file ?? -1;
    if (file !== last) {
      [last, members] = [file, []];
      rows.push({ kind: 'file', key: `f${file}`, file, hunks: members });
    }
    members.push(hunk);
    rows.push({ kind: 'hunk', key: `h${hunk}`, hunk });
  }
  return rows;
}

/** Groups, largest first, with the outliers under a heading of their own. */
export function groupRows(groups: readonly Group[]): readonly ListRow[] {
  const rows: ListRow[] = groups.map((group) => ({ kind: 'group', key: `g${group.shape}`, group }));
  const first = groups.findIndex(({ hunks }) => hunks.length <= OUTLIER);
  if (first === -1) return rows;
  const heading: ListRow = {
    kind: 'heading',
    key: 'outliers',
    text: 'Outliers: edits like no others, or one other. Look at these one by one.',
  };
  return [...rows.slice(0, first), heading, ...rows.slice(first)];
}

const LEFT_HEADINGS: Readonly<Record<LeftNote['kind'], string>> = {
  finding: 'Findings: for a person to look at.',
  withheld: 'Withheld: fixes that were found and are not in the plan.',
  skipped: 'Skipped: files that were not looked at.',
  failed: 'Failed: what could not be done.',
};

/** Notes under headings of their kinds, each file once before its own. @param shown numbers of notes, in order. */
export function leftRows({ left }: ReviewIndex, shown: readonly number[]): readonly ListRow[] {
  const rows: ListRow[] = [];
  let before: LeftNote | null = null;
  for (const number of shown.slice(0, LONGEST_LIST)) {
    const note = left[number];
    if (note === undefined) continue;
    const { kind, path } = note;
    if (before?.kind !== kind) rows.push({ kind: 'heading', key: kind, text: LEFT_HEADINGS[kind] });
    if (before?.kind !== kind || before.path !== path)
      rows.push({ kind: 'left-file', key: `p${number}`, shown: shownPlace(note) });
    rows.push({ kind: 'note', key: `l${number}`, note });
    before = note;
  }
  return rows;
}
