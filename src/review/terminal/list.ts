import { visibleLine } from '../../core/display.js';
import { type Block, decisionOf } from './block.js';
import { shownPath } from './shown-path.js';
import type { Review } from './state.js';
import { characterWidth } from './width.js';

const SIGNS = { accepted: '+', rejected: '-', undecided: ' ' } as const;

/** Some of the blocks, one a row: how it is decided, its number, where it is, and the first line that changes. */
export function listBlocks({ session, io, state, theme }: Review, from: number, until: number): string {
  const decisions = session.decisions();
  const digits = String(state.blocks.length).length;
  const rows = state.blocks.slice(from, until).map((block, index) => {
    const sign = SIGNS[decisionOf(block, decisions)?.verdict ?? 'undecided'];
    const number = String(from + index + 1).padStart(digits);
    const row = fitted(`${sign}${number}: ${placeOf(session, block)} ${firstChange(block)}`, io.columns - 1);
    return from + index === state.at ? theme.title(row) : row;
  });
  return `${rows.join('\n')}\n`;
}

function placeOf(session: Review['session'], { file, hunks }: Block): string {
  const line = hunks[0]?.reasons[0]?.line ?? 1;
  return `${shownPath(session, file.path)}${hunks[0]?.kind === 'modify' ? `:${line}` : ''}`;
}

function firstChange({ hunks }: Block): string {
  const lines = (hunks[0]?.parts ?? []).flatMap((part) => part.lines);
  const line = lines.find((one) => one.startsWith('-')) ?? lines.find((one) => one.startsWith('+')) ?? '';
  return visibleLine(line.slice(0, 1) + line.slice(1).trim());
}

function fitted(text: string, columns: number): string {
  let width = 0;
  let shown = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) return `${shown.slice(0, -1)}…`;
    shown += character;
  }
  return shown;
}
