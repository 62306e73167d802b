import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import type { Counts } from '../../core/outcome.js';
import { sumStats } from '../../core/stats.js';
import { countHeldBack, type Planned } from '../../pipeline/plan.js';
import type { ChangeText } from '../../reports/change-text.js';
import { invocation } from '../invocation.js';
import type { Colors } from '../terminal.js';
import {
  changeItems,
  failureItems,
  findingItems,
  heldWholeItems,
  type Item,
  projectFailureItems,
  projectFindingItems,
  type Shown,
  skipItems,
} from './items.js';
import { drawCommand, hangText, wrapProse } from './prose.js';
import { wrapWords } from './wrap-words.js';

export interface SummaryFacts {
  readonly planned: Planned;
  readonly diffs: ReadonlyMap<string, ChangeText>;
  /** True when positions are to be given in the files as they are now: nothing is written. */
  readonly dryRun: boolean;
  /** A path of the plan as it is shown: from the current folder, and safe. */
  readonly shown: Shown;
  /** Of the terminal; infinite where there is none. */
  readonly columns: number;
}

/** Every changed, withheld, skipped and failed item with its place and reason, then the counts. For standard error. */
export function drawSummary({ planned, diffs, dryRun, shown, columns }: SummaryFacts, colors: Colors): string {
  const { outcomes, project, plan, pruned } = planned;
  const section = sectionOf(columns);
  const folders = pruned.map(({ path, reason }) => ({ at: `${shown(path)}/`, text: reason }));
  const changed = plan.changes.flatMap((change) => changeItems(change, diffs.get(change.path), dryRun, shown));
  const findings = outcomes.flatMap((outcome) => findingItems(outcome, dryRun, shown));
  return [
    section(dryRun ? 'Would change' : 'Changed', changed, colors.green),
    section('Findings', [...findings, ...projectFindingItems(project, shown)], colors.yellow),
    section(
      'Held back',
      outcomes.flatMap((outcome) => heldWholeItems(outcome, dryRun, shown)),
      colors.dim,
    ),
    section('Skipped', [...outcomes.flatMap((outcome) => skipItems(outcome, shown)), ...folders], colors.dim),
    drawFailures({ planned, shown, columns }, colors),
    section('Judged by our own parser alone', unjudgedItems(planned, shown), colors.yellow),
    statsSection(planned, columns, colors),
    countsLine(planned.counts, columns, colors),
    wholeFilesLine(planned),
    heldBackLines(planned, columns),
    judgeLine(planned, columns, colors),
  ].join('');
}

/** Every failed item with its reason; nothing where there is none. */
export function drawFailures(
  { planned: { outcomes, project }, shown, columns }: Pick<SummaryFacts, 'planned' | 'shown' | 'columns'>,
  { red }: Colors,
): string {
  const items = [...outcomes.flatMap((outcome) => failureItems(outcome, shown)), ...projectFailureItems(project, shown)];
  return sectionOf(columns)('Failed', items, red);
}

type Section = (title: string, items: readonly Item[], color: (text: string) => string) => string;

function sectionOf(columns: number): Section {
  return (title, items, color) =>
    items.length === 0 ? '' : `${color(title)}\n${items.map((item) => drawItem(item, columns)).join('')}\n`;
}

/** What transforms of other tools have counted. */
function statsSection({ notes }: Planned, columns: number, { dim }: Colors): string {
  const stats = [...sumStats(notes.flatMap(({ values }) => values))];
  const items = stats.map(([name, sum]) => drawItem({ at: String(sum), text: visibleLine(name) }, columns));
  return items.length === 0 ? '' : `${dim('Counted by the transform')}\n${items.join('')}\n`;
}

const INDENT = '  ';

/** On one line where it fits, else the text on lines of its own below the place. */
export function drawItem({ at, text }: Item, columns: number): string {
  const line = `${INDENT}${at}${INDENT}${text}`;
  if (line.length <= columns) return `${line}\n`;
  const indent = INDENT.repeat(3);
  const below = wrapWords(text, columns - indent.length);
  return `${INDENT}${at}\n${below.map((part) => `${indent}${part}\n`).join('')}`;
}

function countsLine(counts: Counts, columns: number, { bold }: Colors): string {
  const { discovered, changed, unchanged, findings, skipped, failed } = counts;
  const files = countOf(discovered, 'file');
  const sum = `${changed} changed + ${unchanged} unchanged + ${findings} with findings + ${skipped} skipped + ${failed} failed`;
  return hangText(`${files} = `, sum, columns, (label) => label.replace(files, bold(files)));
}

/** Files that a project stage makes, edits or removes are chosen by it, and not among those that were looked at one by one. */
function wholeFilesLine({ plan, counts }: Planned): string {
  const whole = plan.changes.length - counts.changed;
  return whole > 0 ? `Beside them, ${countOf(whole, 'file')} made, edited or removed as a whole.\n` : '';
}

/** What comments or persons hold back is no finding, and is not hidden either. */
function heldBackLines(planned: Planned, columns: number): string {
  const places = countHeldBack(planned, 'suppressed');
  const rejected = countHeldBack(planned, 'rejected');
  const comments = `${places === 1 ? '1 place is' : `${places} places are`} held back by comments (codemod: ignore).`;
  const what =
    rejected === 1 ? '1 change was rejected in a review and is' : `${rejected} changes were rejected in a review and are`;
  return [
    places === 0 ? '' : `${wrapProse(comments, columns)}\n`,
    rejected === 0 ? '' : drawCommand(`${what} left out. They are listed by:`, `${invocation()} decisions`, columns),
  ].join('');
}

/** A reason that several files share, such as that there is no python3, is told once. */
function unjudgedItems({ unjudged }: Planned, shown: Shown): readonly Item[] {
  const reasons = new Map<string, string[]>();
  for (const { path, reason } of unjudged) reasons.set(reason, [...(reasons.get(reason) ?? []), path]);
  return [...reasons].map(([reason, [path = '', ...others]]) => ({
    at: others.length === 0 ? shown(path) : countOf(others.length + 1, 'file'),
    text: visibleLine(reason),
  }));
}

function judgeLine({ judges, plan }: Planned, columns: number, { dim }: Colors): string {
  if (plan.changes.length === 0 || judges.length === 0) return '';
  return dim(`${wrapProse(`New texts judged by ${judges.join(', ')}.`, columns)}\n`);
}
