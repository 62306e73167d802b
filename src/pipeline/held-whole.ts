import type { Edit } from '../core/edit.js';
import { positionsOf } from '../core/source-file.js';
import type { Suppressions } from './suppressions.js';

/**
 * Why comments hold back a fix of a transform of another tool beyond the lines that they are about, or null where they do not: nobody has told
 * which of its edits need each other.
 *
 * @param holding where the comments start that hold it back.
 */
export function heldWhole(
  text: string,
  edits: readonly Edit[],
  codemod: string,
  suppressions: Pick<Suppressions, 'forbid'>,
  holding: readonly number[],
): string | null {
  if (edits.every((edit) => suppressions.forbid([edit]))) return null;
  const position = positionsOf(text);
  const lines = [...new Set(holding.map((start) => position(start).line))].sort((a, b) => a - b);
  const last = lines.pop();
  const comments =
    lines.length === 0 ? `the comment on line ${last} holds` : `the comments on lines ${lines.join(', ')} and ${last} hold`;
  return `${comments} back all that ${codemod} changes in this file`;
}
