import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import type { FunctionFacts } from './functions.js';
import type { Reading } from './reading.js';

/** True when what ends a transaction is done after each piece of work that nothing has failed after. */
export function endsAlways(end: SyntaxNode, work: SyntaxNode, facts: FunctionFacts, reading: Reading): boolean {
  if (end.start < work.start) return false;
  let inner = end;
  for (const outer of end.ancestors()) {
    if (outer === facts.body) return true;
    if (!within(inner, work) && isBranch(inner, outer) && !isOwnCondition(inner, outer, facts, reading)) return false;
    inner = outer;
  }
  return true;
}

/** True when a part of a statement is left out at times. */
function isBranch(part: SyntaxNode, statement: SyntaxNode): boolean {
  switch (statement.type) {
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
    case 'for_statement':
      return part.type === 'block';
    case 'else_clause':
      return statement.parent?.type === 'if_statement';
    case 'conditional_expression':
    case 'boolean_operator':
      return true;
    default:
      return /^(except_clause|except_group_clause|case_clause)$/.test(statement.type);
  }
}

/**
 * `if changed:`, `if conn.in_transaction:`: the function itself knows that there is nothing to end. What its caller, or
 * anybody else, decides is another matter: `if commit:`, `if self.pending > 100:`.
 */
function isOwnCondition(part: SyntaxNode, statement: SyntaxNode, facts: FunctionFacts, { scope }: Reading): boolean {
  const test = statement.type === 'if_statement' && part.field === 'consequence' ? statement.child('condition') : null;
  if (test === null) return false;
  if (/\bin_transaction\b/.test(test.text)) return true;
  const names = [...test.ofType('identifier')].flatMap((name) => {
    const resolution = scope.resolve(name);
    return resolution.kind === 'bound' && resolution.binding.scope === facts.scope ? [name.text] : [];
  });
  return names.length > 0 && !names.some((name) => facts.parameters.includes(name));
}
