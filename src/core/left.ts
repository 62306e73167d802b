import { byCodeUnits } from './by-code-units.js';
import type { FileOutcome } from './outcome.js';
import type { ProjectFinding } from './project-stage.js';
import type { Range } from './range.js';

/** Something that a run saw and did not do: a plan tells it, and reports and records are made of it. */
export interface Left {
  readonly kind: 'finding' | 'withheld' | 'skipped' | 'failed';
  /** Where in the way of the data it was seen. */
  readonly phase: 'read' | 'transform' | 'project';
  /** The step of a recipe, else null. */
  readonly step: string | null;
  /** Null where no codemod has anything to do with it, such as for a file that is too large. */
  readonly codemod: string | null;
  /** Null for a failure of a project stage that is about no file. */
  readonly path: string | null;
  /** As `codemod explain` knows it. */
  readonly code: string;
  readonly message: string;
  /** In the file as it was before the run; counts from 1. Null: it is about the file as a whole. */
  readonly line: number | null;
  /** In the file as the run leaves it: UTF-16 code units; line and column count from 1. */
  readonly range: (Range & { readonly line: number; readonly column: number }) | null;
  /** What a person would have to answer. */
  readonly question: string | null;
  /** SHA-256 of the bytes that the range belongs to; empty when the file was never read. */
  readonly sha256: string;
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

/** A run, or one step of a recipe. */
export interface RunLeft {
  readonly step: string | null;
  readonly outcomes: readonly FileOutcome[];
  readonly project: ProjectLeft;
}

/** Everything that runs left, in the order of a plan. What two steps say alike of the same bytes is told once. */
export function leftOf(runs: readonly RunLeft[]): readonly Left[] {
  const told = new Map<string, Left>();
  for (const { step, outcomes, project } of runs) {
    for (const left of [...outcomes.flatMap(ofFile), ...ofProject(project)]) {
      const key = JSON.stringify(left);
      if (!told.has(key)) told.set(key, { ...left, step });
    }
  }
  return [...told.values()].sort(byPlace);
}

type Stepless = Omit<Left, 'step'>;

function ofFile({ path, findings, withheld, skip, failure, sha256 }: FileOutcome): readonly Stepless[] {
  const base = { phase: 'transform', path, sha256, question: null } as const;
  return [
    ...findings.map(({ codemod, code, message, at, line, column, lineBefore, question }): Stepless => {
      const range = { ...at, line, column };
      return { ...base, kind: 'finding', codemod, code, message, line: lineBefore, range, question: question ?? null };
    }),
    ...withheld.map(({ codemod, because, fix, line, column, lineBefore }): Stepless => {
      const range = { ...fix.at, line, column };
      const message = fix.caveat === '' ? fix.reason : `${fix.reason.replace(/\.$/, '')}: ${fix.caveat}`;
      const question = because === 'unsafe' ? 'Is this fix right here? Then run the codemod with --unsafe.' : null;
      return { ...base, kind: 'withheld', codemod, code: `withheld-${because}`, message, line: lineBefore, range, question };
    }),
    ...(skip === null
      ? []
      : [{ ...base, kind: 'skipped', phase: 'read', codemod: null, ...skip, line: null, range: null } as const]),
    ...(failure === null ? [] : [{ ...base, kind: 'failed', ...failureOf(failure), range: null } as const]),
  ];
}

function failureOf({ code, message, codemod, line }: NonNullable<FileOutcome['failure']>) {
  return { code, message, codemod: codemod ?? null, line: line ?? null };
}

function ofProject({ findings, failures }: ProjectLeft): readonly Stepless[] {
  const base = { phase: 'project', line: null, range: null, sha256: '' } as const;
  return [
    ...findings.map(
      ({ codemod, path, code, message, question }): Stepless => ({
        ...{ ...base, kind: 'finding', codemod, path, code, message, question: question ?? null },
      }),
    ),
    ...failures.map(
      ({ codemod, path, code, message }): Stepless => ({
        ...{ ...base, kind: 'failed', codemod, path: path ?? null, code, message, question: null },
      }),
    ),
  ];
}

function byPlace(a: Left, b: Left): number {
  return (
    byCodeUnits(a.path ?? '', b.path ?? '') || (a.line ?? 0) - (b.line ?? 0) || byCodeUnits(JSON.stringify(a), JSON.stringify(b))
  );
}
