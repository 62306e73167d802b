import type { Range } from 'codex-codemod';

/** What a decision asks of the tree of a file, whose nodes it does not look into. */
export interface Tree<N> {
  rangeOf(node: N): Range;
  /** The line that a node begins in; the first line is 1. */
  lineOf(node: N): number;
}
