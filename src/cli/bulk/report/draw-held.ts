import type { HeldByOthers } from '../../../bulk/show/other-shapes.js';
import { repositories } from '../../../core/count-of.js';
import { quoted } from '../../../core/quoted.js';
import { drawCommand, wrapProse } from '../../report/prose.js';
import type { BulkCommand } from '../command-line.js';
import { drawRepos } from './draw-causes.js';

/** What `approve --shape` left, as nobody has looked at the rest of it. */
export function drawHeld({ repos, shapes }: HeldByOthers, command: BulkCommand, columns: number): string {
  const has = repos.length === 1 ? 'has edits of other shapes too, and was' : 'have edits of other shapes too, and were';
  return [
    `${wrapProse(`${repositories(repos.length)} ${has} not approved:`, columns)}\n`,
    drawRepos(repos),
    drawCommand(
      'To approve those as well, name all of their shapes:',
      command('approve', ...shapes.flatMap((shape) => ['--shape', quoted(shape)])),
      columns,
    ),
  ].join('');
}
