import type { ShapeRow } from '../../../bulk/show/shapes.js';
import { countOf, repositories } from '../../../core/count-of.js';
import { type Hunk, hunkHeader } from '../../../core/diff.js';
import { visibleLine } from '../../../core/display.js';
import { drawDiff } from '../../report/draw-diff.js';
import { drawCommand, wrapProse } from '../../report/prose.js';
import type { Colors } from '../../terminal.js';
import type { BulkCommand } from '../command-line.js';

/** Lines of an example; of a longer one the rest is counted. */
const LINES = 30;

/** Edits that are alike, with one example each, and how they are approved. */
export function drawShapes(shapes: readonly ShapeRow[], command: BulkCommand, columns: number, colors: Colors): string {
  if (shapes.length === 0) return 'No repository would change.\n';
  return shapes.map((shape, index) => drawShape(shape, index, command, columns, colors)).join('\n');
}

function drawShape(
  { shape, repos, alone, hunks, example }: ShapeRow,
  index: number,
  command: BulkCommand,
  columns: number,
  colors: Colors,
): string {
  const size = `${repositories(repos.length)}${hunks === null ? '' : `, ${countOf(hunks, 'hunk')}`}`;
  const title = `${colors.bold(`${index + 1}. ${size}`)}  ${colors.dim(shape)}\n`;
  const approve = drawApprove(shape, alone, repos.length, command, columns);
  if (example === null) return `${title}${wrapProse('No example: the plans are not in the store.', columns)}\n${approve}`;
  const { repo, path, codemod, reason, applicability } = example;
  const safety = applicability === 'safe' ? '' : ` (${applicability})`;
  return [
    title,
    `${wrapProse(`${visibleLine(codemod)}: ${visibleLine(reason)}${safety}`, columns)}\n`,
    `${colors.dim(`${visibleLine(repo)}: ${visibleLine(path)}`)}\n`,
    drawDiff(cut(partsText(example.parts)), colors),
    approve,
  ].join('');
}

/** Approving by a shape takes what has no other one. */
function drawApprove(shape: string, alone: number, all: number, command: BulkCommand, columns: number): string {
  if (alone === 0)
    return `${wrapProse(all === 1 ? 'It has other shapes too.' : 'All of them have other shapes too.', columns)}\n`;
  const approve = command('approve', '--shape', shape);
  if (alone === all) return drawCommand('To approve repositories with it:', approve, columns);
  const those = alone === 1 ? 'that one' : 'those';
  return drawCommand(`${alone.toLocaleString('en-US')} of them with no other shape. To approve ${those}:`, approve, columns);
}

/** A unified diff without the header of a file. */
export function partsText(parts: readonly Hunk[]): string {
  return parts.map((hunk) => `${[hunkHeader(hunk), ...hunk.lines].join('\n')}\n`).join('');
}

function cut(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= LINES + 1) return text;
  return `${lines.slice(0, LINES).join('\n')}\n(${lines.length - 1 - LINES} more lines)\n`;
}
