import type { SyntaxNode } from 'codex-codemod';

/** A condition under which a node is evaluated. */
export interface Condition {
  readonly test: SyntaxNode;
  /** True where the node is evaluated when the test is false. */
  readonly negated: boolean;
}

/** The conditions between a node and a node around it; null when one of them is none of `if`, `else` and `a if b else c`. */
export function conditionsOf(node: SyntaxNode, outermost: SyntaxNode): readonly Condition[] | null {
  const found: Condition[] = [];
  let inner = node;
  for (const outer of node.ancestors()) {
    if (outer === outermost) break;
    if (outer.type === 'elif_clause' && inner.field === 'consequence') return null;
    if (outer.type === 'if_statement') {
      const test = outer.child('condition');
      if (inner.type === 'elif_clause' || (inner.type === 'else_clause' && outer.childOfType('elif_clause') !== null))
        return null;
      if (test !== null && inner !== test) found.push({ test, negated: inner.type === 'else_clause' });
    }
    if (outer.type === 'conditional_expression') {
      const [value, test] = outer.namedChildren;
      if (test !== undefined && inner !== test) found.push({ test, negated: inner !== value });
    }
    inner = outer;
  }
  return found;
}

/** The condition as an expression. */
export function textOf({ test, negated }: Condition): string {
  if (!negated) return test.text;
  if (test.type === 'not_operator') return test.child('argument')?.text ?? '';
  return /^(identifier|attribute|parenthesized_expression)$/.test(test.type) ? `not ${test.text}` : `not (${test.text})`;
}

/** The same condition, the other way round. */
export function opposite(condition: Condition): Condition {
  return { ...condition, negated: !condition.negated };
}

const STABLE = new Set([
  'identifier',
  'attribute',
  'not_operator',
  'boolean_operator',
  'comparison_operator',
  'parenthesized_expression',
  'true',
  'false',
  'none',
  'string',
  'string_start',
  'string_content',
  'string_end',
  'integer',
]);

/** True for an expression that says the same when it is evaluated again, as far as its form tells: no calls. */
export function isStable(test: SyntaxNode): boolean {
  for (const node of test.descendants()) if (node.named && !STABLE.has(node.type)) return false;
  return true;
}
