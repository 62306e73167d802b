/** What a survey with ts-morph tells the transform of one file. It crosses process borders. */
export interface ToldFile {
  readonly kind: 'ts-morph';
  /** The text that the source file has in the end; null: as it was. */
  readonly printed: string | null;
  /** Where the source file is in the end, relative to the root; null: it is deleted. */
  readonly path: string | null;
  /** Files that are made along with its change. */
  readonly creates: readonly NewFile[];
  readonly findings: readonly ToldFinding[];
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** In UTF-16 code units of the text as the run finds it. */
export interface ToldFinding {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string | null;
}

/** Nobody else tells a file of these codemods anything: one word is enough to be sure. */
export function isToldFile(value: unknown): value is ToldFile {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'ts-morph';
}
