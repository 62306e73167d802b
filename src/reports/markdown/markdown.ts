import { codeSpan } from '../../core/display.js';
import { groupBy } from '../../core/group-by.js';
import type { Left } from '../../core/left.js';
import type { Plan } from '../../core/plan.js';
import { docOf } from '../level.js';
import type { ReportFacts } from '../report-facts.js';
import { fileSection } from './files.js';
import { folded, table } from './html.js';
import { codeCell, prose } from './prose.js';

/** Characters. GitHub takes comments of 65,536. */
const LONGEST = 65_000;
/** Of the findings and of each other list, so that the files come into view as well. */
const LONGEST_LIST = 10_000;

/** A summary for a comment on a pull request or for `$GITHUB_STEP_SUMMARY`, of at most 65,000 characters. */
export function renderMarkdown(facts: ReportFacts): string {
  const { plan } = facts;
  const head = [title(plan), countsLine(plan), codemodTable(plan)];
  const lists = [
    leftSection('Findings', 'finding', facts),
    leftSection('Fixes that were not applied', 'withheld', facts),
    leftSection('Failed files', 'failed', facts),
    leftSection('Skipped files', 'skipped', facts),
  ];
  const top = [...head, ...lists].filter((part) => part !== '').join('\n');
  return `${top}${filesSection(facts, LONGEST - top.length)}`;
}

function title({ asked, changes }: Plan): string {
  const files = changes.length === 1 ? '1 file' : `${changes.length} files`;
  return `## ${codeSpan(asked.name)}: ${changes.length === 0 ? 'nothing to change' : `${files} to change`}\n`;
}

function countsLine({ counts }: Plan): string {
  if (counts === null) return '';
  const { discovered, changed, unchanged, findings, skipped, failed } = counts;
  const files = discovered === 1 ? '1 file' : `${discovered} files`;
  return `${files} = ${changed} changed + ${unchanged} unchanged + ${findings} with findings + ${skipped} skipped + ${failed} failed\n`;
}

function codemodTable({ codemods, changes, left }: Plan): string {
  const rows = codemods.map(({ name, version }) => {
    const fixes = changes.flatMap((change) =>
      'steps' in change ? change.steps.flatMap((step) => (step.codemod === name ? step.fixes : [])) : [],
    );
    const whole = changes.filter((change) => change.kind !== 'modify' && change.codemod === name).length;
    const own = left.filter(({ codemod }) => codemod === name);
    const count = (kind: Left['kind']): string => String(own.filter((one) => one.kind === kind).length);
    const unsafe = fixes.filter(({ applicability }) => applicability !== 'safe').length;
    return [
      codeSpan(`${name}@${version}`),
      String(fixes.length),
      String(unsafe),
      String(whole),
      count('finding'),
      count('withheld'),
    ];
  });
  return table(['codemod', 'fixes', 'of them unsafe', 'whole files', 'findings', 'not applied'], rows);
}

/** What is left of one kind: how many of each code, and folded below it, where. */
function leftSection(heading: string, kind: Left['kind'], { plan, codes }: ReportFacts): string {
  const all = plan.left.filter((one) => one.kind === kind);
  if (all.length === 0) return '';
  const rows = [...groupBy(all, ({ code }) => code)].map(([code, group]) => {
    return [codeCell(code), String(group.length), prose(docOf(code, codes)?.title ?? '')];
  });
  const places = all.length === 1 ? '1 place' : `${all.length} places`;
  return `### ${heading}\n\n${table(['code', 'count', 'what it is'], rows)}\n${folded(places, cutList(all))}`;
}

function placeItem({ path, line, code, message, question }: Left): string {
  const at = path === null ? '' : `${codeSpan(line === null ? path : `${path}:${line}`)} `;
  const asked = question === null ? '' : ` _${prose(question)}_`;
  return `- ${at}${codeSpan(code)} ${prose(message)}${asked}\n`;
}

function cutList(all: readonly Left[]): string {
  const { kept, more } = fitting(all, LONGEST_LIST, placeItem);
  return `${kept.join('')}${more > 0 ? `\n… and ${more} more.\n` : ''}`;
}

interface Fitting {
  readonly kept: readonly string[];
  readonly more: number;
}

/** As many of the first ones as there is room for; those behind them are not even made. */
function fitting<T>(items: readonly T[], room: number, draw: (item: T) => string): Fitting {
  const kept: string[] = [];
  let used = 0;
  for (const item of items) {
    const text = draw(item);
    used += text.length;
    if (used > room) break;
    kept.push(text);
  }
  return { kept, more: items.length - kept.length };
}

/** For the heading, and for the note that says how many files are left out. */
const BESIDE_FILES = 200;

function filesSection({ plan, texts }: ReportFacts, room: number): string {
  if (plan.changes.length === 0) return '';
  const { kept, more } = fitting(plan.changes, room - BESIDE_FILES, (change) => fileSection(change, texts));
  const note =
    more === 0 ? '' : `\n… and ${more === 1 ? '1 more file' : `${more} more files`}, for which there is no room here.\n`;
  return `\n### Files\n\n${kept.join('')}${note}`;
}
