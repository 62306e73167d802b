import type { SgNode } from '@ast-grep/napi';
import type { Range } from '../../core/range.js';
import type { Replacement } from './replacement.js';
import type { Rule } from './rule.js';

/** A match, and what is to become of it. */
export interface Candidate {
  readonly rule: Rule;
  readonly node: SgNode;
  readonly at: Range;
  /** For a person: what the rule says about it. */
  readonly message: string;
  /** Null where the rule only reports. */
  readonly replacement: Replacement | null;
}

/** Nodes in the order of the text, parents before children; at one node, rules by their names. So ast-grep goes through a file. */
export function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const depths = new Map<Candidate, number>();
  const depthOf = (candidate: Candidate): number => {
    const depth = depths.get(candidate) ?? candidate.node.ancestors().length;
    depths.set(candidate, depth);
    return depth;
  };
  return [...candidates].sort(
    (a, b) =>
      a.at.start - b.at.start ||
      b.at.end - a.at.end ||
      depthOf(a) - depthOf(b) ||
      (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0),
  );
}
