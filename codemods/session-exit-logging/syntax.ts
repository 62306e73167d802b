import type { Range, SyntaxNode } from 'codex-codemod';

/** What has code of its own that does not run where it stands. */
const OTHER_CODE = new Set(['function_definition', 'class_definition', 'lambda']);

/** A node and all below it that runs together with it: not the insides of nested functions, classes and lambdas. */
export function* running(root: SyntaxNode): Generator<SyntaxNode> {
  for (const node of root.descendants((inner) => inner === root || !OTHER_CODE.has(inner.type))) {
    if (node === root || !OTHER_CODE.has(node.type)) yield node;
  }
}

/** The call of an expression, with or without `await`; null for everything else. */
export function callOf(expression: SyntaxNode | undefined): SyntaxNode | null {
  const inner = expression?.type === 'await' ? expression.namedChildren[0] : expression;
  return inner?.type === 'call' ? inner : null;
}

/** The last part of what is called: `c` of `a.b.c(...)`, or null where it has no name. */
export function calledName(call: SyntaxNode): string | null {
  const target = call.child('function');
  if (target?.type === 'identifier') return target.text;
  return target?.type === 'attribute' ? (target.child('attribute')?.text ?? null) : null;
}

/** What a method is called on: `a.b` of `a.b.c(...)`; null for a plain name. */
export function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const target = call.child('function');
  return target?.type === 'attribute' ? target.child('object') : null;
}

/** The last name of an expression: `b` of `a.b`, of `a.b()` and of `b`. Empty where it has none. */
export function lastName(expression: SyntaxNode | null): string {
  let node = expression;
  while (node?.type === 'call') node = node.child('function');
  if (node?.type === 'attribute') return node.child('attribute')?.text ?? '';
  return node?.type === 'identifier' ? node.text : '';
}

/** The arguments of a call, without punctuation. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return call.child('arguments')?.namedChildren ?? [];
}

/** The statements of a block, in order. */
export function statementsOf(block: SyntaxNode): readonly SyntaxNode[] {
  return block.namedChildren;
}

/** The value of the string literal that a node is, when it is one piece without fields; else null. */
export function literalText(node: SyntaxNode | undefined): string | null {
  if (node?.type === 'concatenated_string') return node.namedChildren.map((part) => literalText(part) ?? '').join('');
  if (node?.type !== 'string') return null;
  return node.children.flatMap((part) => (part.type === 'string_content' ? [part.text] : [])).join('');
}

export function covers(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
