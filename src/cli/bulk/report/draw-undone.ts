import type { Overview } from '../../../bulk/show/overview.js';
import { visibleLine } from '../../../core/display.js';
import { wrapProse } from '../../report/prose.js';
import { wrapWords } from '../../report/wrap-words.js';
import type { Colors } from '../../terminal.js';

/** Of each kind, what is listed; the rest is counted. `export` has all. */
const LISTED = 20;

/** Reverts that were opened, and what could not be taken back, with the reason. */
export function drawUndone({ reverts, cannotUndo }: Overview, columns: number, { yellow }: Colors): string {
  const offered =
    reverts.length === 1
      ? '1 revert was opened; what was merged is in until it is merged:'
      : `${reverts.length.toLocaleString('en-US')} reverts were opened; what was merged is in until they are merged:`;
  const urls = listed(reverts, (url) => `  ${visibleLine(url)}\n`);
  const reasons = listed(cannotUndo, ({ repo, code, message }) => {
    const lines = wrapWords(`${visibleLine(code)}: ${visibleLine(message)}`, columns - 4).map((line) => `    ${line}\n`);
    return `  ${visibleLine(repo)}\n${lines.join('')}`;
  });
  return [
    reverts.length === 0 ? '' : `\n${wrapProse(offered, columns)}\n${urls}`,
    cannotUndo.length === 0 ? '' : `\n${yellow('Could not be undone')}\n${reasons}`,
  ].join('');
}

function listed<T>(all: readonly T[], draw: (one: T) => string): string {
  const more = all.length > LISTED ? `  and ${(all.length - LISTED).toLocaleString('en-US')} more\n` : '';
  return `${all.slice(0, LISTED).map(draw).join('')}${more}`;
}
