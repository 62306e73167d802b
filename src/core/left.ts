import type { ProjectFinding } from './codemod.js';
import type { FileFailure, FileOutcome } from './outcome.js';

/** Something that a run saw and did not do: a plan tells it, and reports are made of it. */
export interface Left {
  readonly kind: 'finding' | 'withheld' | 'skipped' | 'failed';
  /** Null where no codemod has anything to do with it, such as for a file that is too large. */
  readonly codemod: string | null;
  readonly path: string;
  /** As `codemod explain` knows it. */
  readonly code: string;
  readonly message: string;
  /** In the file as it was before the run; counts from 1. Null: it is about the file as a whole. */
  readonly line: number | null;
  /** What a person would have to answer. */
  readonly question: string | null;
}

/** What the project stages of a run left, as they tell it. */
export interface ProjectLeft {
  readonly findings: readonly (ProjectFinding & { readonly codemod: string })[];
  readonly failures: readonly {
    readonly codemod: string;
    readonly code: string;
    readonly message: string;
    readonly path?: string;
  }[];
}

/** Everything that is left of a run, in the order of a plan. What two steps of a recipe say alike is told once. */
export function leftOf(
  runs: readonly { readonly outcomes: readonly FileOutcome[]; readonly project: ProjectLeft }[],
): readonly Left[] {
  const all = runs.flatMap(({ outcomes, project }) => [...outcomes.flatMap(ofFile), ...ofProject(project)]);
  const told = new Map(all.map((left) => [JSON.stringify(left), left]));
  return [...told.values()].sort(byPlace);
}

function ofFile({ path, findings, withheld, skip, failure }: FileOutcome): readonly Left[] {
  return [
    ...findings.map(
      ({ codemod, code, message, lineBefore, question }): Left => ({
        ...{ kind: 'finding', codemod, path, code, message, line: lineBefore, question: question ?? null },
      }),
    ),
    ...withheld.map(
      ({ codemod, because, fix, lineBefore }): Left => ({
        ...{ kind: 'withheld', codemod, path, code: `withheld-${because}`, line: lineBefore, question: null },
        message: fix.caveat === '' ? fix.reason : `${fix.reason.replace(/\.$/, '')}: ${fix.caveat}`,
      }),
    ),
    ...(skip === null ? [] : [whole('skipped', path, null, skip)]),
    ...(failure === null ? [] : [failed(path, failure)]),
  ];
}

function ofProject({ findings, failures }: ProjectLeft): readonly Left[] {
  return [
    ...findings.map((finding) => ({
      ...whole('finding', finding.path, finding.codemod, finding),
      question: finding.question ?? null,
    })),
    ...failures.map((failure) => whole('failed', failure.path ?? '', failure.codemod, failure)),
  ];
}

function failed(path: string, failure: FileFailure): Left {
  return { ...whole('failed', path, failure.codemod ?? null, failure), line: failure.line ?? null };
}

function whole(
  kind: Left['kind'],
  path: string,
  codemod: string | null,
  { code, message }: { readonly code: string; readonly message: string },
): Left {
  return { kind, codemod, path, code, message, line: null, question: null };
}

function byPlace(a: Left, b: Left): number {
  return compare(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compare(JSON.stringify(a), JSON.stringify(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
