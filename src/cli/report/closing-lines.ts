import { visibleLine } from '../../core/display.js';
import type { Planned } from '../../pipeline/plan.js';
import type { CarriedOut } from '../carry-out.js';
import type { ApplyOptions } from '../commands/apply.js';
import { drawCommand, wrapProse } from './prose.js';

interface Closing {
  readonly planned: Planned;
  /** Null for a dry run. */
  readonly done: CarriedOut | null;
  readonly options: Pick<ApplyOptions, 'include' | 'exclude' | 'unsafe'>;
  readonly dryRun: boolean;
  /** False for a codemod that works on whole files alone. */
  readonly readsFiles: boolean;
  /** What would carry out what was shown. Safe to show. */
  readonly command: string;
  /** The same with unsafe fixes. */
  readonly unsafeCommand: string;
  /** What tells of a code. Safe to show. */
  readonly explain: string;
}

/** The last words of a run: where it is recorded, and what to do next. */
export function drawClosing(closing: Closing, columns: number): string {
  const draw = ({ text, command }: ClosingLine): string =>
    command === undefined ? `${wrapProse(text, columns)}\n` : drawCommand(text, command, columns);
  return closingLines(closing).map(draw).join('');
}

interface ClosingLine {
  readonly text: string;
  /** What can be typed next. */
  readonly command?: string;
}

function closingLines(closing: Closing): readonly ClosingLine[] {
  const { planned, done, options, dryRun, command, unsafeCommand, explain } = closing;
  const { plan, outcomes, project } = planned;
  const unsafe = outcomes.some(({ withheld }) => withheld.some(({ because }) => because === 'unsafe'));
  const hasCodes = outcomes.some(({ kind }) => kind !== 'changed' && kind !== 'unchanged') || project.findings.length > 0;
  const records = visibleLine(done?.records ?? '');
  return [
    ...(plan.changes.length === 0 ? [{ text: nothingToChange(closing) }] : []),
    ...(dryRun && plan.changes.length > 0 ? [{ text: 'Nothing was written. To carry it out:', command }] : []),
    ...(done?.run != null ? [{ text: `Run ${done.run}, recorded in ${records}` }] : []),
    ...(done?.run != null ? [{ text: 'To take it back:', command: visibleLine(done.takeBack) }] : []),
    ...(hasCodes && done !== null ? [{ text: `What was left is recorded in ${records}errors.ndjson` }] : []),
    ...(hasCodes ? [{ text: 'What a code means:', command: explain }] : []),
    ...(unsafe && options.unsafe !== true
      ? [{ text: 'To apply unsafe fixes too, after reading why:', command: unsafeCommand }]
      : []),
  ];
}

function nothingToChange({ planned: { counts, plan }, options: { include, exclude }, readsFiles }: Closing): string {
  const names = plan.codemods.map(({ name }) => name).join(', ');
  const filters = [...(include === undefined ? [] : ['--include']), ...(exclude === undefined ? [] : ['--exclude'])];
  if (counts.discovered === 0 && readsFiles && filters.length > 0) {
    const leave = `${filters.join(' and ')} ${filters.length === 1 ? 'leaves' : 'leave'}`;
    return `${leave} no file that ${names} knows how to read. Globs are of paths from the top of the repository.`;
  }
  if (counts.discovered === 0 && readsFiles) return `There is no file that ${names} knows how to read.`;
  return counts.failed > 0 ? 'Nothing is changed.' : 'There is nothing to change.';
}
