import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import type { NextStep, Row, StepState } from '../../core/matrix.js';
import { countHeldBack, type Planned } from '../../pipeline/plan.js';
import type { Target } from '../../recipes/map-targets.js';
import type { StepOutcome } from '../../recipes/plan-recipe.js';
import type { Colors } from '../terminal.js';
import { failureItems, findingItems, type Item, projectFailureItems, projectFindingItems, type Shown } from './items.js';
import { drawItem } from './summary.js';
import { wrapWords } from './wrap-words.js';

type Paint = (text: string) => string;

/** One line for a step, as it is planned. */
export function drawStep(outcome: StepOutcome, { green, yellow, red, dim }: Colors): string {
  const { phase, id } = outcome.step;
  const line = (paint: Paint, text: string): string => `${dim(phase.padEnd(5))} ${id.padEnd(24)} ${paint(visibleLine(text))}\n`;
  switch (outcome.kind) {
    case 'command':
      return line(dim, 'a step around the plan');
    case 'skipped':
      return line(dim, `skipped: ${outcome.reason}`);
    case 'failed':
      return line(red, `failed: ${outcome.reason}`);
    case 'planned': {
      const { plan, counts, project, outcomes } = outcome.planned;
      const failed = counts.failed + project.failures.length;
      const findings = outcomes.reduce((sum, one) => sum + one.findings.length + one.withheld.length, project.findings.length);
      const suppressed = countHeldBack(outcome.planned, 'suppressed');
      const rejected = countHeldBack(outcome.planned, 'rejected');
      const parts = [
        ...(plan.changes.length > 0 ? [`${countOf(plan.changes.length, 'file')} to change`] : []),
        ...(findings > 0 ? [countOf(findings, 'finding')] : []),
        ...(suppressed > 0 ? [`${suppressed} held back by comments`] : []),
        ...(rejected > 0 ? [`${rejected} rejected before`] : []),
        ...(failed > 0 ? [`${failed} failed`] : []),
      ];
      const paint = failed > 0 ? red : plan.changes.length > 0 ? green : findings > 0 ? yellow : dim;
      return line(paint, parts.length === 0 ? 'nothing to change' : parts.join(', '));
    }
  }
}

/** What the steps found and could not do, with place and reason. */
export function drawRecipeItems(
  outcomes: readonly StepOutcome[],
  dryRun: boolean,
  shown: Shown,
  columns: number,
  colors: Colors,
): string {
  const section = (title: string, paint: Paint, of: (planned: Planned) => readonly Item[]): string => {
    const items = outcomes.flatMap((outcome) => {
      if (outcome.kind !== 'planned') return [];
      return of(outcome.planned).map(({ at, text }) => ({ at, text: `${text}  (${outcome.step.id})` }));
    });
    return items.length === 0 ? '' : `\n${paint(title)}\n${items.map((item) => drawItem(item, columns)).join('')}`;
  };
  const findings = section('Findings', colors.yellow, ({ outcomes: files, project }) => [
    ...files.flatMap((file) => findingItems(file, dryRun, shown)),
    ...projectFindingItems(project, shown),
  ]);
  const failures = section('Failed', colors.red, ({ outcomes: files, project }) => [
    ...files.flatMap((file) => failureItems(file, shown)),
    ...projectFailureItems(project, shown),
  ]);
  return findings + failures;
}

/** The matrix: phase, step, how it stands and why. `columns`: of the terminal. */
export function drawMatrix(rows: readonly Row[], columns: number, colors: Colors): string {
  const paints: Readonly<Record<StepState, Paint>> = {
    'in place': colors.green,
    'to do': colors.cyan,
    open: colors.yellow,
    skipped: colors.dim,
    deferred: colors.dim,
    failed: colors.red,
  };
  const phases = Math.max(5, ...rows.map(({ phase }) => phase.length));
  const actions = Math.max(4, ...rows.map(({ action }) => action.length));
  const indent = phases + actions + 4;
  const line = ({ phase, action, state, detail }: Row): string => {
    const [first = '', ...more] = wrapWords(`${state}${detail === '' ? '' : `: ${visibleLine(detail)}`}`, columns - indent);
    const head = `${colors.dim(phase.padEnd(phases))}  ${action.padEnd(actions)}  ${paints[state](first)}\n`;
    return head + more.map((part) => `${' '.repeat(indent)}${paints[state](part)}\n`).join('');
  };
  return rows.map(line).join('');
}

/** The targets: which file is what, and what shows it. */
export function drawTargets(targets: readonly Target[], columns: number, { bold, dim }: Colors): string {
  if (targets.length === 0) return '';
  const width = Math.max(...targets.map(({ role }) => role.length));
  const rows = [...targets]
    .sort((a, b) => (a.role < b.role ? -1 : a.role > b.role ? 1 : 0))
    .map(({ role, path, line, reason }) => {
      const place = `  ${role.padEnd(width)}  ${visibleLine(path)}:${line}`;
      const shown = visibleLine(reason);
      const fits = place.length + 2 + shown.length <= columns;
      return fits
        ? `${place}  ${dim(shown)}\n`
        : `${place}\n${wrapWords(shown, columns - width - 6)
            .map((part) => `${' '.repeat(width + 6)}${dim(part)}\n`)
            .join('')}`;
    });
  return `\n${bold('Targets')}\n${rows.join('')}`;
}

export function drawNextSteps(next: readonly NextStep[], columns: number, { bold }: Colors): string {
  if (next.length === 0) return '';
  const lines = next.flatMap(({ priority, text }) => {
    const [first = '', ...more] = wrapWords(visibleLine(text), columns - 10);
    return [`  ${priority.padEnd(6)}  ${first}\n`, ...more.map((part) => `          ${part}\n`)];
  });
  return `${bold('Next')}\n${lines.join('')}`;
}
