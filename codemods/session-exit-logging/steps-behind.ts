import type { SyntaxNode } from 'codex-codemod';
import { statementsOf } from './syntax.js';
import type { Unit } from './units.js';

const LEAVES = new Set(['return_statement', 'raise_statement']);

/**
 * The statements of a method that are come to behind a unit, and today only when nothing in it failed: those of its own
 * block, of the blocks around it, and of the `else` of a `try` that it stands in. A `finally` runs in any case.
 */
export function stepsBehind(unit: Unit, body: SyntaxNode): readonly SyntaxNode[] {
  const steps: SyntaxNode[] = [];
  let inner = unit.last;
  for (const outer of unit.last.ancestors()) {
    if (outer.type === 'block') {
      const behind = statementsOf(outer).filter(({ start }) => start >= inner.end);
      const end = behind.findIndex(({ type }) => LEAVES.has(type));
      if (end !== -1) return [...steps, ...behind.slice(0, end)];
      steps.push(...behind);
    }
    if (outer === body) return steps;
    if (outer.type === 'try_statement' && inner.field === 'body') steps.push(...elseOf(outer));
    inner = outer;
  }
  return steps;
}

function elseOf(tryStatement: SyntaxNode): readonly SyntaxNode[] {
  const block = tryStatement.childOfType('else_clause')?.child('body') ?? null;
  return block === null ? [] : statementsOf(block);
}
