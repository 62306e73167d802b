import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import type { DecidedPlan } from '../../core/review/decide.js';
import type { ChangeText } from '../../reports/change-text.js';
import type { CarriedOut } from '../carry-out.js';
import type { Colors } from '../terminal.js';
import { changeItems, type Shown } from './items.js';
import { drawCommand, wrapProse } from './prose.js';
import { drawItem } from './summary.js';

interface Facts {
  readonly decided: DecidedPlan;
  /** Null for a dry run. */
  readonly done: CarriedOut | null;
  readonly diffs: ReadonlyMap<string, ChangeText>;
  readonly shown: Shown;
  readonly columns: number;
}

/** What a plan came to: every change with its place and reason, what was left out, and where it is recorded. */
export function drawDecided({ decided, done, diffs, shown, columns }: Facts, { green }: Colors): string {
  const { changes } = decided.plan;
  const items = changes.flatMap((change) => changeItems(change, diffs.get(change.path), done === null, shown));
  const title = green(done === null ? 'Would change' : 'Changed');
  const list = items.length === 0 ? '' : `${title}\n${items.map((item) => drawItem(item, columns)).join('')}\n`;
  const takeBack = done?.run == null ? '' : drawCommand('To take it back:', visibleLine(done.takeBack), columns);
  return [list, ...closing(decided, done).map((line) => `${wrapProse(line, columns)}\n`), takeBack].join('');
}

function closing({ plan, counts, undecided: rest, partial }: DecidedPlan, done: CarriedOut | null): readonly string[] {
  const { rejected, undecided } = counts;
  const left = [
    ...(rejected > 0 ? [`${hunks(rejected)} rejected and left out`] : []),
    ...(undecided > 0 && counts.accepted + rejected > 0
      ? [`${hunks(undecided)} undecided and ${rest === 'accepted' ? 'taken' : 'left out'}`]
      : []),
  ];
  const files = countOf(plan.changes.length, 'file');
  const nothing = plan.changes.length === 0 ? ['There is nothing to change.'] : [];
  return [
    ...(left.length > 0 ? [`${left.join(', ')}.`] : []),
    ...partial.map(partly),
    ...nothing,
    ...(done === null && nothing.length === 0 ? [`Nothing was written: ${files} would be changed.`] : []),
    ...(done?.run != null ? [`${files} changed. Run ${done.run}, recorded in ${visibleLine(done.records)}`] : []),
  ];
}

function partly({ codemod, made, left }: DecidedPlan['partial'][number]): string {
  const files = countOf(made, 'file');
  return `${codemod} makes ${files} without ${left} more that ${left === 1 ? 'is' : 'are'} left out: look whether they need each other.`;
}

function hunks(count: number): string {
  return count === 1 ? '1 hunk was' : `${count} hunks were`;
}
