import type { CodeDoc } from '../core/code-doc.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { Plan } from '../core/plan.js';
import type { Decisions } from '../core/review/decision.js';
import { type ReadFile, reviewFiles } from '../core/review/review-files.js';
import { builtInNames, loadBuiltIn } from '../pipeline/load-codemod.js';
import { changeText } from '../reports/change-text.js';
import { renderReport } from '../reports/render.js';
import { bytesBefore, type Texts, whyUntold } from '../reports/report-facts.js';
import type { PlanFormat } from './plan-formats.js';
import { printDiffs } from './report/draw-diff.js';
import type { Terminal } from './terminal.js';

/** What a plan is reported with beside itself. */
export interface ReportOf {
  readonly plan: Plan;
  /** The files as they were when it was made. */
  readonly read: ReadFile;
  /** What was decided about it: the page shows it. */
  readonly decisions: Decisions;
  /** What the command answers with. */
  readonly exitCode: number;
}

/** Prints a plan in a format. A diff at a terminal is drawn for a person; else it is the patch itself. */
export async function reportPlan(
  format: PlanFormat,
  { plan, read, decisions, exitCode }: ReportOf,
  terminal: Terminal,
): Promise<void> {
  const texts = { get: (path: string) => read(path) ?? undefined };
  if (format === 'diff') refusePart(plan, texts);
  if (format === 'diff' && (terminal.outIsTerminal || terminal.outColors.isColorSupported)) {
    printDiffs(
      plan.changes.map((change) => changeText(change, bytesBefore(change, texts))),
      terminal,
    );
    return;
  }
  if (format === 'html') {
    const { renderReviewHtml } = await import('../review/html/render-review-html.js');
    terminal.out(renderReviewHtml(plan, reviewFiles(plan, read), decisions));
    return;
  }
  const columns = Math.min(terminal.outColumns, 1_000);
  terminal.out(await renderReport(format, { plan, texts, exitCode, columns, ...(await docsOf(plan)) }));
}

/** A patch of some of the files would look like one of all of them. @throws CodemodError `stale-plan`. */
function refusePart({ changes }: Plan, texts: Texts): void {
  const untold = changes.flatMap((change) => {
    const why = whyUntold(change, texts);
    return why === null ? [] : [`  ${visibleLine(change.path)}: ${why}`];
  });
  if (untold.length === 0) return;
  const message = `The diff of the plan cannot be shown, because its files are not as they were:\n${untold.join('\n')}`;
  throw new CodemodError('stale-plan', `${message}\nOther formats show what can be told: --format stat, markdown, html.`);
}

/** What the toolkit's own codemods say of themselves. Those that a plan names by a path are not loaded. */
async function docsOf({
  codemods,
}: Plan): Promise<{ codes: ReadonlyMap<string, CodeDoc>; summaries: ReadonlyMap<string, string> }> {
  const known = await builtInNames();
  const names = [...new Set(codemods.map(({ name }) => name))].filter((name) => known.includes(name));
  const loaded = (await Promise.all(names.map(loadBuiltIn))).map(({ codemod }) => codemod);
  return {
    codes: new Map(loaded.flatMap((codemod) => Object.entries(codemod.codes))),
    summaries: new Map(loaded.map(({ name, summary }) => [name, summary])),
  };
}
