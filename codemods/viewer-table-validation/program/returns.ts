import type { SyntaxNode } from 'codex-codemod';

const INNER: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);

/** The values that a function or lambda may return, in the order of the text. A bare `return` gives none. */
export function returnsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const body = definition.child('body');
  if (body === null) return [];
  if (definition.type === 'lambda') return [body];
  return ownNodes(body, 'return_statement').flatMap((statement) => statement.namedChildren);
}

/** The values that a generator yields one by one. */
export function yieldsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const body = definition.child('body');
  if (body === null) return [];
  return ownNodes(body, 'yield').flatMap((node) => (node.childOfType('from') === null ? node.namedChildren : []));
}

/** The nodes of a type that run with a function, not with one inside of it. */
export function ownNodes(body: SyntaxNode, type: string): readonly SyntaxNode[] {
  return [...body.descendants((node) => !INNER.has(node.type))].filter((node) => node.type === type);
}
