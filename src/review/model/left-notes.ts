import type { Left } from '../../core/left.js';
import type { NameOf } from '../../core/review/session.js';
import type { Criteria } from './filter.js';

/** Something that the plan leaves to a person, as far as it is shown. */
export type LeftNote = Pick<Left, 'kind' | 'path' | 'line' | 'codemod' | 'code' | 'message' | 'question'> & {
  /** The path as it is shown; missing where that is as it is. */
  readonly shown?: string;
};

const KINDS: readonly Left['kind'][] = ['finding', 'withheld', 'skipped', 'failed'];

/** By kind, and within it in the order of the plan: by path and line. */
export function leftNotes(left: readonly Left[], nameOf: NameOf): readonly LeftNote[] {
  return KINDS.flatMap((wanted) =>
    left.flatMap(({ kind, path, line, codemod, code, message, question }) =>
      kind === wanted ? [{ kind, path, ...shownName(path, nameOf), line, codemod, code, message, question }] : [],
    ),
  );
}

/** Null for the project as a whole. */
export function shownPlace({ shown, path }: LeftNote): string | null {
  return shown ?? path;
}

function shownName(path: string | null, nameOf: NameOf): Pick<LeftNote, 'shown'> {
  const shown = path === null ? null : nameOf(path);
  return shown === null || shown === path ? {} : { shown };
}

/** The numbers of the notes that meet those of the criteria that can be asked of a note: codemod, path and text. */
export function filterNotes(notes: readonly LeftNote[], { codemod, path, text }: Criteria): readonly number[] {
  const [wantedPath, wantedText] = [path.trim().toLowerCase(), text.toLowerCase()];
  const isShown = (note: LeftNote): boolean =>
    (codemod === null || note.codemod === codemod) &&
    (shownPlace(note) ?? '').toLowerCase().includes(wantedPath) &&
    [note.message, note.question ?? '', note.code, shownPlace(note) ?? ''].join('\n').toLowerCase().includes(wantedText);
  return notes.flatMap((note, number) => (isShown(note) ? [number] : []));
}
