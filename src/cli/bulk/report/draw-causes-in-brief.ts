import type { CauseGroup } from '../../../bulk/show/causes.js';
import { repositories } from '../../../core/count-of.js';
import { visibleLine } from '../../../core/display.js';
import { cutEnd } from '../../../core/display-width.js';
import { drawCommand, wrapProse } from '../../report/prose.js';
import type { Colors } from '../../terminal.js';
import { drawByOutcome } from './draw-causes.js';

/** Columns of a message, where no terminal says how wide a line is. */
const LONGEST = 200;
const INDENT = '    ';

/**
 * What holds repositories up, in two lines for each code: a verb is read to its end, and who wants to know more asks for it.
 *
 * @param show the command that tells all of it; null where another line names it.
 */
export function drawCausesInBrief(causes: readonly CauseGroup[], show: string | null, columns: number, colors: Colors): string {
  if (causes.length === 0) return '';
  const brief = drawByOutcome(causes, (alike) => drawCode(alike, columns), colors);
  return show === null ? brief : `${brief}\n${drawCommand('Which repositories, and what helps:', show, columns)}`;
}

function drawCode(alike: readonly CauseGroup[], columns: number): string {
  const [first] = alike;
  if (first === undefined) return '';
  const { code, transient, message } = first;
  const count = alike.reduce((sum, { repos }) => sum + repos.length, 0);
  const reasons = alike.length === 1 ? '' : `, for ${alike.length} reasons, such as`;
  const may = transient ? ', may pass by itself' : '';
  const title = wrapProse(`${visibleLine(code)}: ${repositories(count)}${may}${reasons}`, columns, '  ');
  return `${title}\n${INDENT}${cutEnd(visibleLine(message), Math.min(LONGEST, columns - INDENT.length))}\n`;
}
