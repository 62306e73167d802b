import type { Left } from '../../core/left.js';
import type { Criteria } from './filter.js';

/** Something that the plan leaves to a person, as far as it is shown. */
export type LeftNote = Pick<Left, 'kind' | 'path' | 'line' | 'codemod' | 'code' | 'message' | 'question'>;

const KINDS: readonly Left['kind'][] = ['finding', 'withheld', 'skipped', 'failed'];

/** By kind, and within it in the order of the plan: by path and line. */
export function leftNotes(left: readonly Left[]): readonly LeftNote[] {
  return KINDS.flatMap((wanted) =>
    left.flatMap(({ kind, path, line, codemod, code, message, question }) =>
      kind === wanted ? [{ kind, path, line, codemod, code, message, question }] : [],
    ),
  );
}

/** The numbers of the notes that meet those of the criteria that can be asked of a note: codemod, path and text. */
export function filterNotes(notes: readonly LeftNote[], { codemod, path, text }: Criteria): readonly number[] {
  const [wantedPath, wantedText] = [path.trim().toLowerCase(), text.toLowerCase()];
  const isShown = (note: LeftNote): boolean =>
    (codemod === null || note.codemod === codemod) &&
    (note.path ?? '').toLowerCase().includes(wantedPath) &&
    [note.message, note.question ?? '', note.code, note.path ?? ''].join('\n').toLowerCase().includes(wantedText);
  return notes.flatMap((note, number) => (isShown(note) ? [number] : []));
}
