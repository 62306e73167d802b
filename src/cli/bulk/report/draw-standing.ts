import type { RepositoryRow } from '../../../bulk/show/repository-row.js';
import { visibleLine } from '../../../core/display.js';
import { wrapProse } from '../../report/prose.js';
import type { Colors } from '../../terminal.js';
import { MEANINGS } from './draw-overview.js';
import { drawRejected } from './draw-rejected.js';
import { drawRepositories, isRejected } from './draw-repositories.js';
import { drawHelp, type GoingOn } from './what-helps.js';

/** How one repository stands, why, and the command that helps. */
export function drawStanding(row: RepositoryRow, goingOn: GoingOn, columns: number, colors: Colors): string {
  const { cause } = row;
  const rejected = row.parts.filter((part) => part.rejected).length;
  const meaning = isRejected(row) ? 'A review has rejected all that would change.' : `${MEANINGS[row.outcome]}.`;
  const why = cause === null ? meaning : `${visibleLine(cause.code)}: ${visibleLine(cause.message)}`;
  const help = cause === null ? '' : drawHelp(cause, row.outcome, ['--repo', row.repo], goingOn, columns);
  return `${drawRepositories([row], columns, colors)}${wrapProse(why, columns)}\n${drawRejected({ rejected }, columns)}${help}`;
}
