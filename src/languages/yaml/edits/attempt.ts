import type { Edit } from '../../../core/edit.js';

/** Edits, or why there can be none. */
export type Attempt = { readonly edits: readonly Edit[] } | { readonly refused: string };

export function refused(why: string): { readonly refused: string } {
  return { refused: why };
}
