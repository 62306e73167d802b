import type { Change } from '../../core/change.js';
import { countOf } from '../../core/count-of.js';
import { groupBy } from '../../core/group-by.js';
import type { Left } from '../../core/left.js';
import { table } from '../../reports/markdown/html.js';
import { fixesOf, linesOf } from '../units/plan-facts.js';
import { firstRows, type Room } from './cut.js';
import { quietCell, quietCode, quietProse } from './quiet.js';
import type { TextFacts } from './text-facts.js';

/** Together they leave room for what stands around them. */
const REASONS: Room = { rows: 30, bytes: 10_000 };
const FILES: Room = { rows: 100, bytes: 18_000 };
const LEFT: Room = { rows: 60, bytes: 18_000 };

/** Characters of a name or sentence of strangers, in the middle of which nothing is worth more than the next row. */
const LONGEST = 400;

/** Why things change, the most frequent reason first. */
export function reasonList({ plan }: Pick<TextFacts, 'plan'>): string {
  const groups = [...groupBy(plan.changes.flatMap(reasonsOf), (reason) => reason)].sort((a, b) => b[1].length - a[1].length);
  const rows = groups.map(([reason, all]) => `- ${quietProse(short(reason))}${all.length === 1 ? '' : ` (${all.length} times)`}`);
  return bounded(rows, REASONS, 'reason');
}

function reasonsOf(change: Change): readonly string[] {
  const steps = 'steps' in change ? change.steps : [];
  const fixes = steps.flatMap((step) =>
    step.fixes.map(({ reason, caveat }) => (caveat === '' ? reason : `${trimmed(reason)}: ${caveat}`)),
  );
  return change.kind === 'modify' ? fixes : [change.reason, ...fixes];
}

/** The changed files in a table. */
export function fileTable({ plan, images }: Pick<TextFacts, 'plan' | 'images'>): string {
  const rows = plan.changes.map((change) => {
    const { added, removed } = linesOf(change, images);
    return [nameOf(change), String(fixesOf(change)), `+${added} −${removed}`];
  });
  const { shown, more } = firstRows(
    rows.map((cells) => cells.join(' | ')),
    FILES,
  );
  const head = table(['file', 'fixes', 'lines'], rows.slice(0, shown.length));
  return more === 0 ? head : `${head}\n… and ${countOf(more, 'more file')}.\n`;
}

function nameOf(change: Change): string {
  const name = quietCell(short(change.path));
  switch (change.kind) {
    case 'modify':
      return name;
    case 'create':
      return `${name} (new)`;
    case 'delete':
      return `${name} (removed)`;
    case 'rename':
      return `${name}, now ${quietCell(short(change.to))}`;
  }
}

/** What is left to a person, under a heading of its own; empty where nothing is. */
export function leftList({ plan }: Pick<TextFacts, 'plan'>): string {
  if (plan.left.length === 0) return '';
  const rows = plan.left.map((left) => `- ${placeOf(left)}${quietCode(left.code)} ${quietProse(short(left.message))}`);
  return `### Left to you\n\n${bounded(rows, LEFT, 'thing')}`;
}

function placeOf({ path, line }: Left): string {
  if (path === null) return '';
  return `${quietCode(`${short(path)}${line === null ? '' : `:${line}`}`)} `;
}

function bounded(rows: readonly string[], room: Room, noun: string): string {
  const { shown, more } = firstRows(rows, room);
  const lines = more === 0 ? shown : [...shown, `\n… and ${countOf(more, `more ${noun}`)}.`];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function trimmed(reason: string): string {
  return reason.replace(/\.$/, '');
}
