import type { RepositoryRow } from '../../../bulk/show/repository-row.js';
import { visibleLine } from '../../../core/display.js';
import { wrapProse } from '../../report/prose.js';
import type { Colors } from '../../terminal.js';
import { MEANINGS } from './draw-overview.js';
import { drawRepositories } from './draw-repositories.js';
import { drawHelp, type GoingOn } from './what-helps.js';

/** How one repository stands, why, and the command that helps. */
export function drawStanding(row: RepositoryRow, goingOn: GoingOn, columns: number, colors: Colors): string {
  const { cause } = row;
  const why = cause === null ? `${MEANINGS[row.outcome]}.` : `${visibleLine(cause.code)}: ${visibleLine(cause.message)}`;
  const help = cause === null ? '' : drawHelp(cause, row.outcome, ['--repo', row.repo], goingOn, columns);
  return `${drawRepositories([row], columns, colors)}${wrapProse(why, columns)}\n${help}`;
}
