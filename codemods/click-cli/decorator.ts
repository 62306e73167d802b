import type { SyntaxNode } from 'codex-codemod';

/** `@callee` or `@callee(...)` above a function. */
export interface Decorator {
  readonly callee: SyntaxNode;
  /** Null for a bare one. */
  readonly call: SyntaxNode | null;
  readonly definition: SyntaxNode;
  readonly functionName: string;
  /** The decorated definition. */
  readonly statement: SyntaxNode;
}

/** The decorators of functions, in the order of the text. */
export function decoratorsIn(root: SyntaxNode): readonly Decorator[] {
  return [...root.ofType('decorated_definition')].flatMap(decoratorsOf);
}

export function decoratorsOf(statement: SyntaxNode): readonly Decorator[] {
  const definition = statement.child('definition');
  const functionName = definition?.child('name')?.text;
  if (definition?.type !== 'function_definition' || functionName === undefined) return [];
  return statement.children.flatMap((child) => {
    const expression = child.type === 'decorator' ? child.namedChildren[0] : undefined;
    const call = expression?.type === 'call' ? expression : null;
    const callee = call === null ? expression : call.child('function');
    return callee === undefined || callee === null ? [] : [{ callee, call, definition, functionName, statement }];
  });
}
