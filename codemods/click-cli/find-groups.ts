import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { decoratorsIn } from './decorator.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** A click group at module level: a decorated function, or what `click.Group(...)` gives. */
export interface Group {
  readonly variable: string;
  /** The statement that makes it. */
  readonly statement: SyntaxNode;
  /** Null for an assigned one. */
  readonly definition: SyntaxNode | null;
  /** The call that makes it; null for a bare `@click.group`. */
  readonly call: SyntaxNode | null;
}

const DECORATORS = new Set(['click.group', 'click.decorators.group']);
const CLASSES = new Set(['click.Group', 'click.core.Group']);

export function findGroups(root: SyntaxNode, services: Services): readonly Group[] {
  const decorated = decoratorsIn(root).flatMap(({ callee, call, definition, functionName, statement }) => {
    const isGroup = statement.parent === root && DECORATORS.has(services.imports.qualifiedName(callee) ?? '');
    return isGroup ? [{ variable: functionName, statement, definition, call }] : [];
  });
  return [...decorated, ...assignedGroups(root, services)];
}

function assignedGroups(root: SyntaxNode, { imports }: Services): readonly Group[] {
  return root.namedChildren.flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    const [left, right] = [assignment?.child('left'), assignment?.child('right')];
    const callee = right?.type === 'call' ? right.child('function') : null;
    if (assignment?.type !== 'assignment' || left?.type !== 'identifier' || right == null || callee === null) return [];
    if (!CLASSES.has(imports.qualifiedName(callee) ?? '')) return [];
    return [{ variable: left.text, statement, definition: null, call: right }];
  });
}

/** True when an identifier reads the group, which is bound once, at module level. */
export function readsGroup(node: SyntaxNode | null, group: Group, { scope }: Services): boolean {
  if (node?.type !== 'identifier' || node.text !== group.variable) return false;
  const resolution = scope.resolve(node);
  return resolution.kind === 'bound' && resolution.binding.scope === scope.module;
}
