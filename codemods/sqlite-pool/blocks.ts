import type { SyntaxNode } from 'codex-codemod';

/** The suite that a node stands in most closely: a block, or the module. */
export function blockAround(node: SyntaxNode): SyntaxNode | null {
  return node.closest('block', 'module');
}

/** The statement of a suite that holds a node, or null when the node is outside of it. */
export function statementIn(block: SyntaxNode, node: SyntaxNode): SyntaxNode | null {
  if (node.parent === block) return node;
  for (const outer of node.ancestors()) if (outer.parent === block) return outer;
  return null;
}

/** The smallest suite that holds all of the nodes, or null when there is none. */
export function commonBlock(nodes: readonly SyntaxNode[]): SyntaxNode | null {
  const [first] = nodes;
  for (let block = first === undefined ? null : blockAround(first); block !== null; block = blockAround(block)) {
    const { start, end } = block;
    if (nodes.every((node) => start <= node.start && node.end <= end)) return block;
  }
  return null;
}

/** The part of a `try` that a node stands in. */
export type TryPart = 'body' | 'handler' | 'else' | 'finally';

export interface TryAround {
  readonly statement: SyntaxNode;
  readonly part: TryPart;
}

const PARTS: Readonly<Record<string, TryPart>> = {
  block: 'body',
  except_clause: 'handler',
  except_group_clause: 'handler',
  else_clause: 'else',
  finally_clause: 'finally',
};

/** The `try` statements around a node, innermost first, up to the function or module that holds it. */
export function triesAround(node: SyntaxNode): readonly TryAround[] {
  const found: TryAround[] = [];
  let inner = node;
  for (const outer of node.ancestors()) {
    if (outer.type === 'function_definition' || outer.type === 'class_definition') break;
    const part = outer.type === 'try_statement' ? PARTS[inner.type] : undefined;
    if (part !== undefined) found.push({ statement: outer, part });
    inner = outer;
  }
  return found;
}

export function handlersOf(tryStatement: SyntaxNode): readonly SyntaxNode[] {
  return tryStatement.children.filter(({ type }) => type === 'except_clause' || type === 'except_group_clause');
}

export function finallyOf(tryStatement: SyntaxNode): SyntaxNode | null {
  return tryStatement.childOfType('finally_clause')?.childOfType('block') ?? null;
}

/** The suite of a handler. */
export function suiteOf(clause: SyntaxNode): SyntaxNode | null {
  return clause.childOfType('block');
}

export function within(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
