import type { Edit, MarkdownServices } from 'codex-codemod';
import type { Warning } from './find-warnings.js';

/** How a warning is taken out. */
export interface Removal {
  readonly warning: Warning;
  readonly edits: readonly Edit[];
}

/** Null where the warning cannot be taken out exactly. */
export function removeWarning({ removeBlocks }: MarkdownServices, warning: Warning): Removal | null {
  const edits = warning.isWhole ? removeBlocks(warning.first, warning.last) : null;
  return edits === null ? null : { warning, edits };
}
