import type { SyntaxNode } from 'codex-codemod';

/** The expression inside of parentheses, `await` and `:=`. */
export function unwrap(node: SyntaxNode): SyntaxNode {
  let inner = node;
  for (;;) {
    const next = inside(inner);
    if (next === null) return inner;
    inner = next;
  }
}

function inside(node: SyntaxNode): SyntaxNode | null {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'await':
    case 'type':
      return node.namedChildren.length === 1 ? (node.namedChildren[0] ?? null) : null;
    case 'named_expression':
      return node.child('value');
    default:
      return null;
  }
}
