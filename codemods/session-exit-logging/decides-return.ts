import type { SyntaxNode } from 'codex-codemod';
import { running, statementsOf } from './syntax.js';

const LEAVES = new Set(['return_statement', 'raise_statement']);

/**
 * True when the outcome of a test may change what a method returns or whether it raises: a `return` or `raise` stands in
 * the `if` that it belongs to, or a `return` reads what is chosen by it. Not where every way out gives the same constant.
 */
export function decidesReturn(test: SyntaxNode, body: SyntaxNode): boolean {
  if (isSameEverywhere(body)) return false;
  const open = [...choicesBy(test, body)];
  const seen = new Set(open);
  for (let choice = open.pop(); choice !== undefined; choice = open.pop()) {
    const nodes = [...running(choice)];
    if (nodes.some(({ type }) => LEAVES.has(type))) return true;
    const names = new Set(nodes.flatMap(boundBy));
    for (const next of readersOf(names, body)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/** The statements that read one of the names: of compound ones, those whose condition does. */
function readersOf(names: ReadonlySet<string>, body: SyntaxNode): readonly SyntaxNode[] {
  const reads = (node: SyntaxNode | null): boolean => {
    return (
      node !== null && [...node.descendants()].some(({ type, text }) => /^(identifier|attribute)$/.test(type) && names.has(text))
    );
  };
  return [...running(body)].filter((node) => {
    if (node.type === 'if_statement' || node.type === 'elif_clause') return reads(node.child('condition'));
    return (node.type === 'expression_statement' || LEAVES.has(node.type)) && reads(node);
  });
}

/** The `if` statements around a test whose conditions it is part of, and the statements that it chooses a value in. */
function choicesBy(test: SyntaxNode, body: SyntaxNode): readonly SyntaxNode[] {
  for (const outer of test.ancestors()) {
    if (outer === body) return [];
    if (outer.type === 'if_statement' || outer.type === 'expression_statement') return [outer];
  }
  return [];
}

/** Names and attributes that a node sets. */
function boundBy(node: SyntaxNode): readonly string[] {
  if (node.field !== 'left' || !/assignment$/.test(node.parent?.type ?? '')) return [];
  return [...node.ofType('identifier', 'attribute')].map(({ text }) => text);
}

/** True when the method raises nothing by itself and always returns one and the same constant. */
function isSameEverywhere(body: SyntaxNode): boolean {
  const leaving = [...running(body)].filter(({ type }) => LEAVES.has(type));
  if (leaving.some(({ type }) => type === 'raise_statement')) return false;
  const last = statementsOf(body).at(-1);
  const values = leaving.map((node) => node.namedChildren[0]?.text ?? 'None');
  const all = new Set(last?.type === 'return_statement' ? values : [...values, 'None']);
  return all.size === 1 && [...all].every((value) => /^(None|True|False)$/.test(value));
}
