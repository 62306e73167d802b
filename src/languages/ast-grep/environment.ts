import type { SgNode } from '@ast-grep/napi';
import { rangeOf, spanOf } from './nodes.js';
import { rewritten } from './rewrite.js';
import type { Part, Rule } from './rule.js';
import type { Environment } from './template.js';

/** Where a rule has matched. */
export interface Match {
  readonly text: string;
  readonly rule: Rule;
  readonly node: SgNode;
}

/**
 * What metavariables stand for at a match.
 *
 * @param part the rule itself, or the rewriter that has matched within.
 * @param outer what a rewriter inherits: nodes, and no texts.
 */
export function environmentOf({ text, rule, node }: Match, part: Part, outer: Environment | null = null): Environment {
  const environment: Environment = {
    text,
    one(name) {
      const found = node.getMatch(name);
      return found === null ? (outer?.one(name) ?? null) : rangeOf(found);
    },
    many: (name) => spanOf(node.getMultipleMatches(name)) ?? outer?.many(name) ?? null,
    made(name) {
      const rewrite = part.rewrites.get(name);
      return rewrite === undefined ? node.getTransformed(name) : rewritten({ text, rule, node }, rewrite, outer ?? environment);
    },
  };
  return environment;
}
