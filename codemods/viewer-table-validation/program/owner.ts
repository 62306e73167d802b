import type { SyntaxNode } from 'codex-codemod';
import type { Module } from './module.js';

/** The function, class or module whose statements a node belongs to: comprehensions run as a part of their statement. */
export function ownerOf(module: Module, node: SyntaxNode): SyntaxNode {
  let scope = module.scope.scopeOf(node);
  while (!OWNERS.has(scope.node.type) && scope.parent !== null) scope = scope.parent;
  return scope.node;
}

const OWNERS: ReadonlySet<string> = new Set(['module', 'class_definition', 'function_definition', 'lambda']);

/** The class that a function is a method of, or null. */
export function classOf(definition: SyntaxNode): SyntaxNode | null {
  const outer = definition.parent?.type === 'decorated_definition' ? definition.parent : definition;
  const block = outer.parent;
  return block?.type === 'block' && block.parent?.type === 'class_definition' ? block.parent : null;
}

/** The decorators of a function or class, the first one first. */
export function decoratorsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const { parent } = definition;
  if (parent?.type !== 'decorated_definition') return [];
  return parent.children.filter((child) => child.type === 'decorator').flatMap((decorator) => decorator.namedChildren);
}
