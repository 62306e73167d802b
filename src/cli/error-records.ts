import type { FileOutcome } from '../core/outcome.js';
import type { Planned } from '../pipeline/plan.js';
import type { ErrorRecord } from '../records/errors-log.js';

/** A run as its records name it. */
export interface RunName {
  readonly id: string;
  /** UTC, ISO 8601. */
  readonly time: string;
}

/** Every finding, withheld fix, skip and failure of a run, as lines for `errors.ndjson`. @param step of a recipe, or null. */
export function errorRecords(
  planned: Pick<Planned, 'outcomes' | 'project'>,
  run: RunName,
  step: string | null = null,
): readonly ErrorRecord[] {
  const base = { ts: run.time, run: run.id, step, range: null, question: null };
  return [
    ...planned.outcomes.flatMap((outcome) => ofFile(outcome, base)),
    ...planned.project.findings.map(
      ({ codemod, path, code, message, question }): ErrorRecord => ({
        ...base,
        phase: 'project',
        codemod,
        path,
        code,
        message,
        context: { sha256: '' },
        question: question ?? null,
      }),
    ),
    ...planned.project.failures.map(
      ({ codemod, path, code, message }): ErrorRecord => ({
        ...base,
        phase: 'project',
        codemod,
        path: path ?? null,
        code,
        message,
        context: { sha256: '' },
      }),
    ),
  ];
}

type Base = Pick<ErrorRecord, 'ts' | 'run' | 'step' | 'range' | 'question'>;

function ofFile({ path, findings, withheld, skip, failure, sha256 }: FileOutcome, base: Base): readonly ErrorRecord[] {
  const context = { sha256 };
  const found = findings.map(
    ({ codemod, at, line, column, code, message, question }): ErrorRecord => ({
      ...base,
      phase: 'transform',
      codemod,
      path,
      range: { ...at, line, column },
      code,
      message,
      context,
      question: question ?? null,
    }),
  );
  const held = withheld.map(
    ({ codemod, because, fix, line, column }): ErrorRecord => ({
      ...base,
      phase: 'transform',
      codemod,
      path,
      range: { ...fix.at, line, column },
      code: `withheld-${because}`,
      message: fix.reason,
      context: { ...context, caveat: fix.caveat },
      question: because === 'unsafe' ? 'Is this fix right here? Then run the codemod with --unsafe.' : null,
    }),
  );
  const skipped =
    skip === null ? [] : [{ ...base, phase: 'read', codemod: null, path, code: skip.code, message: skip.message, context }];
  const failed =
    failure === null
      ? []
      : [
          {
            ...base,
            phase: 'transform',
            codemod: failure.codemod ?? null,
            path,
            code: failure.code,
            message: failure.message,
            context,
          },
        ];
  return [...found, ...held, ...skipped, ...failed];
}
