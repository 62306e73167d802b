import { countOf } from '../../core/count-of.js';
import type { Hunk } from '../../core/diff.js';
import { visibleLine } from '../../core/display.js';
import { companionsOf, companionsText } from '../../core/review/decided-along.js';
import type { Decision } from '../../core/review/decision.js';
import type { HunkReason } from '../../core/review/review-hunk.js';
import { type Block, decisionOf, partsOf } from './block.js';
import { alikeElsewhere } from './decide.js';
import { drawParts } from './draw-lines.js';
import { parseDiff } from './edited-diff.js';
import { shownPath } from './shown-path.js';
import { blockAt, type Review } from './state.js';
import type { Theme } from './theme.js';
import { hangText, wrapText } from './wrap.js';

/** Rows that a screen keeps for the prompt and what was said before it. */
const BELOW = 4;
const FEWEST_ROWS = 6;
const MOST_REASONS = 6;
const MOST_LINES = 6;

/** What a screen shows of a block. */
export interface Screen {
  readonly rows: readonly string[];
  /** The first row of the diff on the next screen; null when this one shows its end. */
  readonly next: number | null;
}

/** Why a block is there, and as much of its diff as the screen holds. */
export function drawBlock(review: Review): Screen {
  const { io, state, theme } = review;
  const block = blockAt(state);
  const head = drawHead(review, block);
  const diff = drawDiff(review, block);
  const size = Math.max(FEWEST_ROWS, io.rows - head.length - BELOW);
  // The row that tells of more would take the place of the last one.
  if (diff.length <= size + 1) return { rows: [...head, ...diff], next: null };
  const end = Math.min(diff.length, state.row + size);
  const rest =
    end < diff.length ? `rows ${state.row + 1} to ${end} of ${diff.length}: Space shows more` : `the end of ${diff.length} rows`;
  return {
    rows: [...head, ...diff.slice(state.row, end), ...wrapText(`(${rest})`, io.columns).map(theme.aside)],
    next: end < diff.length ? end : null,
  };
}

function drawHead(review: Review, block: Block): readonly string[] {
  const { io, session, state, theme } = review;
  const position = `${state.at + 1} of ${state.blocks.length}`;
  const path = shownPath(session, block.file.path);
  const decision = decisionOf(block, session.decisions());
  const alike = alikeElsewhere(review).length;
  const others = companionsOf(session.files, block.hunks);
  return [
    ...wrapText(`${path} (${position})`, io.columns).map(theme.title),
    ...drawReasons(block, theme, io.columns),
    ...(decision === null ? [] : drawDecision(decision, theme, io.columns)),
    ...(others.length === 0 ? [] : wrapText(companionsText(others), io.columns).map(theme.aside)),
    ...(alike === 0
      ? []
      : wrapText(`${countOf(alike, 'other')} alike: A accepts them all, N rejects them all.`, io.columns).map(theme.aside)),
  ];
}

function drawReasons({ hunks }: Block, theme: Theme, columns: number): readonly string[] {
  const groups = new Map<string, HunkReason[]>();
  for (const reason of hunks.flatMap(({ reasons }) => reasons)) {
    const name = JSON.stringify({ ...reason, line: 0 });
    groups.set(name, [...(groups.get(name) ?? []), reason]);
  }
  const shown = [...groups.values()].slice(0, MOST_REASONS);
  const isFile = hunks[0]?.kind !== 'modify';
  const more = groups.size - shown.length;
  return [
    ...shown.flatMap((reasons) => drawReason(reasons, isFile, theme, columns)),
    ...(more > 0 ? [theme.aside(`and ${countOf(more, 'reason')} more`)] : []),
  ];
}

/** Reasons that differ in their lines alone. */
function drawReason(reasons: readonly HunkReason[], isFile: boolean, theme: Theme, columns: number): readonly string[] {
  const [first] = reasons;
  if (first === undefined) return [];
  const { codemod, version, applicability, text } = first;
  const where = isFile ? '' : `, ${linesOf(reasons)}`;
  const safety = applicability === 'safe' ? ', safe' : '';
  const title = `${visibleLine(codemod)}@${visibleLine(version)}${where}${safety}: `;
  const rows = hangText(`${title}${visibleLine(text)}`, columns, '  ');
  if (applicability === 'safe') return rows;
  const caveat = `  ${applicability}: ${visibleLine(first.caveat)}`;
  return [...rows, ...hangText(caveat, columns, '  ').map((row) => theme.warning(row))];
}

function linesOf(reasons: readonly HunkReason[]): string {
  const lines = [...new Set(reasons.map(({ line }) => line))];
  const more = lines.length > MOST_LINES ? ` and ${lines.length - MOST_LINES} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, MOST_LINES).join(', ')}${more}`;
}

function drawDecision({ verdict, reason, edited }: Decision, theme: Theme, columns: number): readonly string[] {
  if (verdict === 'undecided') return [];
  const said = reason === '' ? '.' : `: ${visibleLine(reason)}`;
  const what = verdict === 'rejected' ? 'Rejected' : edited === null ? 'Accepted' : 'Accepted as edited';
  return hangText(`${what}${said}`, columns, '  ').map(verdict === 'accepted' ? theme.good : theme.bad);
}

function drawDiff({ io, session, state, theme }: Review, block: Block): readonly string[] {
  const parts = editedParts(decisionOf(block, session.decisions())) ?? partsOf(block);
  if (parts.length === 0) return block.file.to === null ? [theme.aside('(The file is empty.)')] : [];
  return drawParts(block.file.path, parts, { theme, columns: io.columns, wraps: state.wraps });
}

function editedParts(decision: Decision | null): readonly Hunk[] | null {
  return decision === null || decision.edited === null ? null : parseDiff(decision.edited);
}
