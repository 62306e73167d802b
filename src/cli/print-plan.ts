import type { ChangeText } from '../reports/change-text.js';
import { printDiffs } from './report/draw-diff.js';
import type { ReportOf } from './report-plan.js';
import type { RunApplyOptions } from './run-apply.js';
import type { Terminal } from './terminal.js';

/** All that reports, loaded only where a format is asked for. */
const reporter = () => import('./report-plan.js');

/** What a run prints of its plan: the format that was asked for, else the diff of what it only shows. */
export async function printPlan(
  of: Omit<ReportOf, 'decisions'>,
  { diffs, options, dryRun }: PrintOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.format !== undefined)
    await (await reporter()).reportPlan(options.format, { ...of, decisions: new Map() }, terminal);
  else if (dryRun && options.save === undefined) printDiffs(diffs.values(), terminal);
}

interface PrintOptions {
  readonly diffs: ReadonlyMap<string, ChangeText>;
  readonly options: Pick<RunApplyOptions, 'format' | 'save'>;
  readonly dryRun: boolean;
}
