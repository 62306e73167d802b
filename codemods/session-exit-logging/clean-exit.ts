import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { statementsOf } from './syntax.js';
import type { Unit } from './units.js';

/** True when one event of the unit is surely come to where the body raised nothing and all that `self` holds is true. */
export function isToldOnCleanExit(it: Case, unit: Unit): boolean {
  if (unit.events.some(({ statement }) => isComeTo(it, statement, it.method.body))) return true;
  return isComeTo(it, unit.last, it.method.body) && everyBranchTells(unit);
}

function isComeTo(it: Case, statement: SyntaxNode, body: SyntaxNode): boolean {
  let inner = statement;
  for (const outer of statement.ancestors()) {
    if (outer === body) return true;
    if (outer.type === 'if_statement' && !takes(it, outer, inner)) return false;
    if (!/^(block|if_statement|else_clause|try_statement|finally_clause|with_statement)$/.test(outer.type)) return false;
    if (outer.type === 'try_statement' && inner.type !== 'block' && inner.type !== 'finally_clause') return false;
    inner = outer;
  }
  return false;
}

function takes(it: Case, choice: SyntaxNode, branch: SyntaxNode): boolean {
  const truth = truthOf(it, choice.child('condition'));
  if (branch.field === 'consequence') return truth === true;
  const hasMore = choice.children.some(({ type }) => type === 'elif_clause');
  return branch.type === 'else_clause' && !hasMore && truth === false;
}

/** What a condition comes to; null where that is not known. */
function truthOf(it: Case, condition: SyntaxNode | null): boolean | null {
  if (condition === null) return null;
  if (condition.type === 'parenthesized_expression') return truthOf(it, condition.namedChildren[0] ?? null);
  if (condition.type === 'not_operator') {
    const truth = truthOf(it, condition.child('argument'));
    return truth === null ? null : !truth;
  }
  const asked = /^(.*\S)\s+is\s+(not\s+)?None$/s.exec(condition.text);
  const there = isThere(it, asked?.[1] ?? condition.text);
  if (there === null || asked === null) return there;
  return asked[2] === undefined ? !there : there;
}

/** False for what speaks of the body's exception, true for an attribute of `self`, null for everything else. */
function isThere({ method }: Case, text: string): boolean | null {
  if (text === method.exception || method.parameters.slice(0, 3).some((name, index) => name === text && isPlain(method, index)))
    return false;
  const [root, ...path] = text.split('.');
  return root === method.self && path.length > 0 && path.every((name) => /^\w+$/.test(name)) ? true : null;
}

/** `*args` is the last of the parameters, and is never empty. */
function isPlain(method: Case['method'], index: number): boolean {
  return method.exception === method.parameters[1] && index < 3;
}

/** True for an `if` with an event directly in every branch, and an `else`. */
function everyBranchTells({ last, events }: Unit): boolean {
  if (last.type !== 'if_statement') return true;
  const clauses = last.children.filter(({ type }) => type === 'elif_clause' || type === 'else_clause');
  if (clauses.at(-1)?.type !== 'else_clause') return false;
  const blocks = [last.child('consequence'), ...clauses.map((clause) => clause.child('consequence') ?? clause.child('body'))];
  return blocks.every(
    (block) => block !== null && statementsOf(block).some((inner) => events.some((e) => e.statement === inner)),
  );
}
