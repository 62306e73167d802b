import type { Change } from '../../core/change.js';
import { codeSpan, fencedBlock, visible } from '../../core/display.js';
import { withCaveat } from '../level.js';
import { countLines } from '../line-counts.js';
import { reportedFixes } from '../placed-fixes.js';
import { type Texts, textOf } from '../report-facts.js';
import { folded, htmlText } from './html.js';
import { prose } from './prose.js';

/** Characters of a diff beyond which it is left out: one large file would leave no room for the others. */
const LONGEST_DIFF = 8_000;

/** A changed file: its lines added and removed; folded below it, why, and the diff. */
export function fileSection(change: Change, texts: Texts): string {
  const text = textOf(change, texts);
  const name = `<code>${htmlText(change.path)}</code>`;
  if (typeof text === 'string') return folded(name, `${reasons(change, texts)}\n\nNo diff: ${prose(text)}.`);
  const { added, removed } = countLines(text.diff);
  const diff =
    text.diff.length > LONGEST_DIFF ? 'The diff is too long to be shown here.' : fencedBlock('diff', shownDiff(text.diff));
  return folded(`${name} ${what(change)}+${added} −${removed}`, `${reasons(change, texts)}\n\n${diff}`);
}

function what(change: Change): string {
  if (change.kind === 'modify') return '';
  return change.kind === 'rename' ? `moves to <code>${htmlText(change.to)}</code> ` : WHOLE[change.kind];
}

const WHOLE = { create: 'is made ', delete: 'is removed ' } as const;

function reasons(change: Change, texts: Texts): string {
  if (change.kind !== 'modify') return `- ${prose(change.reason)}`;
  return reportedFixes(change, texts)
    .map(({ fix, line }) => {
      const trust = fix.applicability === 'safe' ? '' : ` (${fix.applicability})`;
      return `- ${codeSpan(String(line))} ${prose(withCaveat(fix.reason, fix.caveat))}${trust}`;
    })
    .join('\n');
}

function shownDiff(diff: string): string {
  return diff
    .split('\n')
    .map((line) => visible(line.replace(/\r$/, '')))
    .join('\n');
}
