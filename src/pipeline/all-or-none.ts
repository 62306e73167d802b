import type { PlannedFile } from './planned-file.js';

/** A file that cannot be changed as it is meant to, so that others must not be changed either. */
export interface Spoilt {
  readonly path: string;
  /** Goes on from "it belongs with a change of <path>, which is not made there: ". */
  readonly because: string;
}

/**
 * Holds changes that belong together to all or none: where one of them is withheld, skipped or failed, the others are planned again,
 * knowing why.
 *
 * @param together paths whose changes are made all or not at all.
 * @param again plans a file with the reason why what belongs together must not be done.
 */
export async function allOrNone(
  files: readonly PlannedFile[],
  together: readonly (readonly string[])[],
  again: (path: string, refused: string) => Promise<PlannedFile>,
): Promise<readonly PlannedFile[]> {
  if (together.length === 0) return files;
  const planned = new Map(files.map((file) => [file.outcome.path, file]));
  for (const paths of together) {
    const spoilt = paths.map((path) => spoiltBy(path, planned.get(path))).find((one) => one !== null);
    if (spoilt === undefined || spoilt === null) continue;
    const refused = `it belongs with a change of ${spoilt.path}, which is not made: ${spoilt.because}`;
    for (const path of paths) {
      const file = planned.get(path);
      if (file === undefined) continue;
      // What holds back a file's own change is told there as it is; only what it would do to others is taken back.
      planned.set(
        path,
        spoiltBy(path, file) === null || file.change !== null
          ? belonging(await again(path, refused), spoilt.path, refused)
          : { ...file, notes: {} },
      );
    }
  }
  return files.map((file) => planned.get(file.outcome.path) ?? file);
}

/** Says of what is refused which file it is for, as something to be shown. */
function belonging({ outcome, ...file }: PlannedFile, belongsWith: string, refused: string): PlannedFile {
  const withheld = outcome.withheld.map((one) => (one.fix.caveat === refused ? { ...one, belongsWith } : one));
  return { ...file, outcome: { ...outcome, withheld } };
}

function spoiltBy(path: string, file: PlannedFile | undefined): Spoilt | null {
  if (file === undefined) return { path, because: 'it is no file of this run' };
  const { failure, skip, withheld, heldBack } = file.outcome;
  if (failure !== null) return { path, because: 'it failed' };
  if (skip !== null) return { path, because: 'it is skipped' };
  const [held] = [...withheld, ...heldBack.withheld];
  if (held === undefined) return null;
  return { path, because: HELD[held.because] };
}

const HELD: Readonly<Record<PlannedFile['outcome']['withheld'][number]['because'], string>> = {
  unsafe: 'it is unsafe there',
  manual: 'it is left to a person',
  overlap: 'it meets another change',
  import: 'an import has no place there',
  rejected: 'it was rejected in a review',
  suppressed: 'a comment holds it back there',
};
