import type { SyntaxNode } from 'codex-codemod';

const INNER: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);

/** Trees never change, so that one walk over a function is enough. */
const known = new WeakMap<SyntaxNode, Map<string, readonly SyntaxNode[]>>();

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
  const ofBody = known.get(body) ?? new Map<string, readonly SyntaxNode[]>();
  known.set(body, ofBody);
  const found = ofBody.get(type) ?? [...body.descendants((node) => !INNER.has(node.type))].filter((node) => node.type === type);
  ofBody.set(type, found);
  return found;
}
