import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import { type Decisions, UNDECIDED, type Verdict } from '../../core/review/decision.js';
import type { ReviewFile } from '../../core/review/review-hunk.js';
import type { ReviewSession } from '../../core/review/session.js';
import type { ReviewIo } from './io.js';
import { shownPath } from './shown-path.js';
import type { Theme } from './theme.js';
import { textWidth } from './width.js';
import { hangText, wrapText } from './wrap.js';

export type Tally = Readonly<Record<Verdict, number>>;

const VERDICTS: readonly Verdict[] = ['accepted', 'rejected', 'undecided'];
/** Rows that are kept for what is not a file. */
const OTHER_ROWS = 8;
const FEWEST_FILES = 5;

export function tally(files: readonly ReviewFile[], decisions: Decisions): Tally {
  const counts = { accepted: 0, rejected: 0, undecided: 0 };
  for (const { hunks } of files) for (const { id } of hunks) counts[(decisions.get(id) ?? UNDECIDED).verdict]++;
  return counts;
}

/** How all of it stands, by file: those with something undecided or rejected first. */
export function drawSummary(
  session: Pick<ReviewSession, 'files' | 'decisions' | 'nameOf'>,
  theme: Theme,
  { columns, rows: height }: Pick<ReviewIo, 'columns' | 'rows'>,
): string {
  const decisions = session.decisions();
  const { files } = session;
  const reviewed = files.filter(({ hunks }) => hunks.length > 0).map((file) => ({ file, counts: tally([file], decisions) }));
  const isPlain = ({ counts }: { counts: Tally }): boolean => counts.undecided + counts.rejected === 0;
  const sorted = [...reviewed.filter((one) => !isPlain(one)), ...reviewed.filter(isPlain)];
  const shown = sorted.slice(0, Math.max(FEWEST_FILES, height - OTHER_ROWS));
  const width = Math.max(0, ...shown.map(({ file }) => textWidth(shownPath(session, file.path))));
  const more = sorted.length - shown.length;
  const rows = [
    ...wrapText(`${countOf(reviewed.length, 'file')}: ${told(tally(files, decisions))}`, columns).map(theme.title),
    ...shown.flatMap(({ file, counts }) => fileRows(shownPath(session, file.path), told(counts), width, columns)),
    ...(more > 0 ? [`  and ${countOf(more, 'more file')}`] : []),
    ...drawStale(session, theme, columns),
  ];
  return `${rows.join('\n')}\n`;
}

/** What of the plan cannot be reviewed, because the files have changed. */
export function drawStale(session: Pick<ReviewSession, 'files' | 'nameOf'>, theme: Theme, columns: number): readonly string[] {
  return session.files.flatMap(({ path, stale }) =>
    stale === null ? [] : hangText(`${shownPath(session, path)}: ${visibleLine(stale)}`, columns, '  ').map(theme.warning),
  );
}

function fileRows(path: string, counts: string, width: number, columns: number): readonly string[] {
  const padded = `  ${path}${' '.repeat(width - textWidth(path))}  ${counts}`;
  if (textWidth(padded) <= columns) return [padded];
  const row = `  ${path}  ${counts}`;
  return textWidth(row) <= columns
    ? [row]
    : [...hangText(`  ${path}`, columns, '  '), ...hangText(`    ${counts}`, columns, '    ')];
}

function told(counts: Tally): string {
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict].toLocaleString('en-US')} ${verdict}`,
  );
  return parts.length === 0 ? 'nothing to decide' : parts.join(', ');
}
