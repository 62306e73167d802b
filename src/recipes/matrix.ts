import type { Codemod } from '../core/codemod.js';
import type { Row, StepState } from '../core/matrix.js';
import type { RecipeStep } from '../core/recipe.js';
import type { Planned } from '../pipeline/plan.js';
import type { StepOutcome } from './plan-recipe.js';

/** What a command step found out about itself. */
export interface CommandReport {
  readonly state: StepState;
  readonly detail: string;
  /** A code that tells more; null where there is none. */
  readonly code: string | null;
}

/**
 * The matrix of a recipe: a row a step. It tells how the repository stands and nothing of the run, so that two runs over
 * equal files have equal matrices.
 */
export function matrixOf(
  outcomes: readonly StepOutcome[],
  commands: ReadonlyMap<string, CommandReport>,
  codemods: ReadonlyMap<string, Codemod>,
): readonly Row[] {
  return outcomes.flatMap((outcome) => {
    const { step } = outcome;
    const report = reportOf(outcome, commands, codemods);
    return report === null ? [] : [{ ...titles(step), ...report }];
  });
}

function titles({ phase, area, id }: RecipeStep): Pick<Row, 'phase' | 'area' | 'action'> {
  return { phase, area, action: id };
}

function reportOf(
  outcome: StepOutcome,
  commands: ReadonlyMap<string, CommandReport>,
  codemods: ReadonlyMap<string, Codemod>,
): CommandReport | null {
  switch (outcome.kind) {
    case 'command':
      return commands.get(outcome.step.id) ?? null;
    case 'failed':
      return { state: 'failed', detail: outcome.reason, code: 'step-failed' };
    case 'skipped':
      return { state: outcome.because === 'deferred' ? 'deferred' : 'skipped', detail: outcome.reason, code: null };
    case 'planned':
      return plannedReport(outcome.planned, codemods.get(outcome.step.id));
  }
}

function plannedReport({ plan, counts, outcomes, project }: Planned, codemod: Codemod | undefined): CommandReport {
  const failed = counts.failed + project.failures.length;
  if (failed > 0) {
    const [first] = [...project.failures, ...outcomes.flatMap(({ failure }) => failure ?? [])];
    const more = failed > 1 ? `, and ${failed - 1} more` : '';
    return { state: 'failed', detail: `${first?.message ?? ''}${more}`, code: first?.code ?? null };
  }
  if (plan.changes.length > 0) {
    return { state: 'to do', detail: plan.changes.length === 1 ? '1 file' : `${plan.changes.length} files`, code: null };
  }
  const codes = [
    ...outcomes.flatMap(({ findings, withheld }) => [
      ...findings.map(({ code }) => code),
      ...withheld.map(({ because }) => `withheld-${because}`),
    ]),
    ...project.findings.map(({ code }) => code),
  ].filter((code) => codemod?.codes[code]?.information !== true);
  const [code] = codes;
  if (code === undefined) return { state: 'in place', detail: '', code: null };
  return { state: 'open', detail: tally(codes), code };
}

/** `TBL001, POOL004 x 2`. */
function tally(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => (count === 1 ? code : `${code} x ${count}`))
    .join(', ');
}
