import type { Scope, SyntaxNode } from 'codex-codemod';

/** What is known of a function or method without looking at connections. */
export interface FunctionFacts {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly body: SyntaxNode;
  readonly scope: Scope;
  /** The class whose method it is, or null. */
  readonly owner: SyntaxNode | null;
  readonly isAsync: boolean;
  /** Names of the parameters, in order, without `*` and `**`; `self` included. */
  readonly parameters: readonly string[];
  /** The text of each decorator, without `@` and arguments. */
  readonly decorators: readonly string[];
  /** Yields of this function itself. */
  readonly yields: readonly SyntaxNode[];
}

export function readFunctions(root: SyntaxNode, scopes: ReadonlyMap<SyntaxNode, Scope>): readonly FunctionFacts[] {
  return [...root.ofType('function_definition')].flatMap((node) => {
    const [name, body, scope] = [node.child('name'), node.child('body'), scopes.get(node)];
    if (name === null || body === null || scope === undefined) return [];
    return [
      {
        node,
        name: name.text,
        body,
        scope,
        owner: ownerOf(node),
        isAsync: node.children[0]?.type === 'async',
        parameters: parametersOf(node),
        decorators: decoratorsOf(node),
        yields: [...inside(body)].filter(({ type, named }) => named && type === 'yield'),
      },
    ];
  });
}

/** The nodes of a function's body, or of any part of it, without those of functions and classes defined there. */
export function inside(node: SyntaxNode): Iterable<SyntaxNode> {
  return node.descendants((inner) => inner === node || !isOtherBody(inner));
}

function isOtherBody(node: SyntaxNode): boolean {
  return node.type === 'function_definition' || node.type === 'class_definition' || node.type === 'lambda';
}

function ownerOf(node: SyntaxNode): SyntaxNode | null {
  const outer = node.closest('function_definition', 'class_definition', 'lambda');
  return outer?.type === 'class_definition' ? outer : null;
}

function parametersOf(node: SyntaxNode): readonly string[] {
  return (node.child('parameters')?.namedChildren ?? []).flatMap((parameter) => {
    const name = parameter.type === 'identifier' ? parameter : [...parameter.ofType('identifier')][0];
    return name === undefined ? [] : [name.text];
  });
}

function decoratorsOf(node: SyntaxNode): readonly string[] {
  if (node.parent?.type !== 'decorated_definition') return [];
  return node.parent.children.flatMap((child) => {
    if (child.type !== 'decorator') return [];
    const expression = child.namedChildren[0];
    return [(expression?.type === 'call' ? expression.child('function') : expression)?.text ?? ''];
  });
}

/** True for a generator that `contextlib` turns into a context manager. */
export function isContextManager(facts: FunctionFacts): boolean {
  return facts.decorators.some((name) => /(^|\.)(async)?contextmanager$/.test(name));
}

export function isProperty(facts: FunctionFacts): boolean {
  return facts.decorators.some((name) => /(^|\.)(property|cached_property)$/.test(name));
}

/** The name by which a method reaches its object or class, or null outside of methods. */
export function receiverOf(facts: FunctionFacts): string | null {
  if (facts.owner === null || facts.decorators.includes('staticmethod')) return null;
  return facts.parameters[0] ?? null;
}
