import type { Overview } from '../../../bulk/show/overview.js';
import { countOf } from '../../../core/count-of.js';
import { visibleLine } from '../../../core/display.js';
import { asTyped } from '../../invocation.js';
import { wrapProse } from '../../report/prose.js';

/** Changes that reviews have rejected whole, and how that is taken back. */
export function drawRejected({ rejected }: Pick<Overview, 'rejected'>, columns: number): string {
  if (rejected === 0) return '';
  const what = `${countOf(rejected, 'change')} ${rejected === 1 ? 'was' : 'were'} rejected whole in a review.`;
  return `\n${wrapProse(asTyped(visibleLine(`${what} Listed by: codemod bulk decisions. Taken back by: codemod bulk decisions --forget ID.`)), columns)}\n`;
}
