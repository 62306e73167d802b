import { type HunkBody, type IndexedFile, type ReviewIndex, shownFile } from './review-index.js';

/** Looks for texts in hunks: their lines, why they are there, and the paths of their files. */
export interface Search {
  /** The numbers of the hunks that hold a text, in whatever case. */
  find(text: string): readonly number[];
}

/** What is searched is made when it is first looked for. */
export function makeSearch({ hunks, files, reasons }: ReviewIndex, bodies: readonly HunkBody[]): Search {
  let haystacks: readonly string[] | null = null;
  const haystackOf = (number: number): string => {
    const hunk = hunks[number];
    const file = files[hunk?.file ?? -1];
    const why = (hunk?.reasons ?? []).flatMap(([reason]) => [reasons[reason]?.text ?? '', reasons[reason]?.caveat ?? '']);
    const lines = (bodies[number] ?? []).flatMap((part) => part.lines.map((line) => line.slice(1)));
    return [...lines, ...why, ...namesOf(file)].join('\n').toLowerCase();
  };
  return {
    find(text) {
      haystacks ??= hunks.map((_, number) => haystackOf(number));
      const wanted = text.toLowerCase();
      return haystacks.flatMap((haystack, number) => (haystack.includes(wanted) ? [number] : []));
    },
  };
}

function namesOf(file: IndexedFile | undefined): readonly string[] {
  if (file === undefined) return [];
  const { path, to } = shownFile(file);
  return to === null ? [path] : [path, to];
}
