import type { Change } from '../../core/change.js';
import { visibleLine } from '../../core/display.js';
import type { Counts, FileOutcome } from '../../core/outcome.js';
import type { Planned } from '../../pipeline/plan.js';
import type { Colors } from '../terminal.js';

/** What the summary needs to know beside the plan. */
export interface SummaryFacts {
  readonly planned: Planned;
  /** True when positions are to be given in the files as they are now: nothing is written. */
  readonly dryRun: boolean;
}

/** Every changed, withheld, skipped and failed item with its place and reason, then the counts. For standard error. */
export function drawSummary({ planned, dryRun }: SummaryFacts, colors: Colors): string {
  const { outcomes, project, plan } = planned;
  const changed = plan.changes.flatMap((change) => changeLines(change, dryRun));
  const findings = [...outcomes.flatMap((outcome) => findingLines(outcome, dryRun)), ...project.findings.map(projectFinding)];
  const skipped = outcomes.filter(({ skip }) => skip !== null).map(skipLine);
  const failed = [
    ...outcomes.filter(({ failure }) => failure !== null).map(failureLine),
    ...project.failures.map(projectFailure),
  ];
  return [
    section(dryRun ? 'Would change' : 'Changed', changed, colors.green),
    section('Findings', findings, colors.yellow),
    section('Skipped', [...skipped, ...planned.pruned.map(({ path, reason }) => `${visibleLine(path)}/  ${reason}`)], colors.dim),
    section('Failed', failed, colors.red),
    countsLine(planned.counts, colors),
    judgeLine(planned, colors),
  ].join('');
}

function section(title: string, lines: readonly string[], color: (text: string) => string): string {
  if (lines.length === 0) return '';
  return `${color(title)}\n${lines.map((line) => `  ${line}\n`).join('')}\n`;
}

function changeLines(change: Change, dryRun: boolean): readonly string[] {
  const path = visibleLine(change.path);
  if (change.kind !== 'modify') {
    const to = change.kind === 'rename' ? ` to ${visibleLine(change.to)}` : '';
    return [`${path}  ${change.kind}${to}: ${visibleLine(change.reason)}`];
  }
  return change.steps.flatMap(({ fixes }) =>
    fixes.map(({ line, reason, applicability, caveat }) => {
      const warning = applicability === 'safe' ? '' : ` (${applicability}: ${visibleLine(caveat)})`;
      return `${path}${dryRun ? `:${line}` : ''}  ${visibleLine(reason)}${warning}`;
    }),
  );
}

function findingLines({ path, findings, withheld }: FileOutcome, dryRun: boolean): readonly string[] {
  const at = (item: { line: number; lineBefore: number }): string =>
    `${visibleLine(path)}:${dryRun ? item.lineBefore : item.line}`;
  return [
    ...findings.map((finding) => `${at(finding)}  ${finding.code}  ${visibleLine(finding.message)}`),
    ...withheld.map(
      (item) => `${at(item)}  ${WITHHELD[item.because]}  ${visibleLine(item.fix.reason)}${caveatOf(item.fix.caveat)}`,
    ),
  ];
}

const WITHHELD = {
  unsafe: 'withheld-unsafe',
  manual: 'withheld-manual',
  overlap: 'withheld-overlap',
  import: 'withheld-import',
  rejected: 'withheld-rejected',
} as const;

function caveatOf(caveat: string): string {
  return caveat === '' ? '' : `: ${visibleLine(caveat)}`;
}

function projectFinding({ path, code, message }: Planned['project']['findings'][number]): string {
  return `${visibleLine(path)}  ${code}  ${visibleLine(message)}`;
}

function skipLine({ path, skip }: FileOutcome): string {
  return `${visibleLine(path)}  ${skip?.code}: ${visibleLine(skip?.message ?? '')}`;
}

function failureLine({ path, failure }: FileOutcome): string {
  const by = failure?.codemod === undefined ? '' : ` (${failure.codemod})`;
  return `${visibleLine(path)}  ${failure?.code}: ${visibleLine(failure?.message ?? '')}${by}`;
}

function projectFailure({ codemod, code, message, path }: Planned['project']['failures'][number]): string {
  return `${codemod}${path === undefined ? '' : `, ${visibleLine(path)}`}  ${code}: ${visibleLine(message)}`;
}

function countsLine(counts: Counts, { bold }: Colors): string {
  const { discovered, changed, unchanged, findings, skipped, failed } = counts;
  const files = discovered === 1 ? '1 file' : `${discovered} files`;
  return `${bold(files)} = ${changed} changed + ${unchanged} unchanged + ${findings} with findings + ${skipped} skipped + ${failed} failed\n`;
}

function judgeLine({ judges, unjudged, plan }: Planned, { yellow, dim }: Colors): string {
  if (plan.changes.length === 0) return '';
  const judged = judges.length > 0 ? dim(`New texts judged by ${judges.join(', ')}.\n`) : '';
  const alone = unjudged.map(({ path, reason }) =>
    yellow(`${visibleLine(path)}: judged by our own parser alone, ${visibleLine(reason)}.\n`),
  );
  return judged + alone.join('');
}
