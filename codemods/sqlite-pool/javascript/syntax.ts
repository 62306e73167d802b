import type { babel, NodePath } from 'codex-codemod';

export type FunctionPath = NodePath<babel.Function>;

const ABOUT_TYPES = new Set([
  ...['TSAsExpression', 'TSSatisfiesExpression', 'TSTypeAssertion', 'TSNonNullExpression'],
  ...['ParenthesizedExpression', 'TypeCastExpression'],
]);

/** The expression without what only says something about its type. */
export function bare(path: NodePath): NodePath {
  let inner = path;
  for (;;) {
    if (!ABOUT_TYPES.has(inner.type)) return inner;
    inner = inner.get('expression') as NodePath;
  }
}

/** The nearest node above that is not only about a type: what `bare` of it would lead back from. */
export function outer(path: NodePath): { readonly path: NodePath; readonly parent: NodePath | null } {
  let at = path;
  while (at.parentPath !== null && ABOUT_TYPES.has(at.parentPath.type)) at = at.parentPath;
  return { path: at, parent: at.parentPath };
}

/** The text of a string or of a template without expressions. */
export function staticText(node: babel.Node | null | undefined): string | null {
  if (node?.type === 'StringLiteral') return node.value;
  const [only] = node?.type === 'TemplateLiteral' && node.expressions.length === 0 ? node.quasis : [];
  return only === undefined ? null : (only.value.cooked ?? only.value.raw);
}

/** The name of a property that is named: `a.b`, `a['b']`, `a.#b`, which is `#b`. */
export function memberName(node: babel.Node): string | null {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  const { property, computed } = node;
  if (property.type === 'PrivateName') return `#${property.id.name}`;
  if (property.type === 'Identifier') return computed ? null : property.name;
  return staticText(property);
}

/** A call of a method that is named: what it is called on, and with what. */
export interface MethodCall {
  readonly call: NodePath;
  readonly receiver: NodePath;
  readonly method: string;
  readonly given: readonly NodePath[];
}

export function methodCall(path: NodePath): MethodCall | null {
  if (!path.isCallExpression() && !path.isOptionalCallExpression()) return null;
  const callee = bare(path.get('callee') as NodePath);
  const method = memberName(callee.node);
  if (method === null || (!callee.isMemberExpression() && !callee.isOptionalMemberExpression())) return null;
  const receiver = bare(callee.get('object') as NodePath);
  return { call: path, receiver, method, given: path.get('arguments') as NodePath[] };
}

export function functionOf(path: NodePath): FunctionPath | null {
  return path.getFunctionParent();
}

/** Everything in a node that runs with it: what functions and classes inside of it hold runs later, or never. */
export function* ownPaths(path: NodePath): Generator<NodePath> {
  const pending: NodePath[] = [path];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    yield at;
    if (at !== path && (at.isFunction() || at.isClass())) continue;
    pending.push(...childrenOf(at).reverse());
  }
}

/** Everything in a node. */
export function* allPaths(path: NodePath): Generator<NodePath> {
  const pending: NodePath[] = [path];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    yield at;
    pending.push(...childrenOf(at).reverse());
  }
}

/** Fields of a node that hold no code that runs. */
const NOT_CODE = new Set([
  ...['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'superTypeParameters', 'implements'],
  // Babel's own places beside the tree.
  ...['loc', 'extra', 'errors', 'tokens', 'comments', 'leadingComments', 'innerComments', 'trailingComments'],
]);

/** The parts of a node that are code, in the order of the text. */
export function childrenOf(path: NodePath): NodePath[] {
  const children: NodePath[] = [];
  for (const [field, value] of Object.entries(path.node)) {
    if (NOT_CODE.has(field) || typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && !isNode(value)) continue;
    const found = path.get(field) as NodePath | NodePath[];
    for (const child of Array.isArray(found) ? found : [found]) if (isNode(child.node)) children.push(child);
  }
  return children;
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The statement of a list that a node stands in, within the same function. */
export function listStatement(path: NodePath): NodePath | null {
  for (let at: NodePath | null = path; at !== null && !at.isFunction(); at = at.parentPath) {
    if (at.inList && (at.listKey === 'body' || at.listKey === 'consequent') && at.isStatement()) return at;
  }
  return null;
}

/** The statements behind one in its list. */
export function following(statement: NodePath): readonly NodePath[] {
  return statement.getAllNextSiblings();
}

/** What a function returns, one expression for each `return` with a value. */
export function returnsOf(from: FunctionPath): readonly NodePath[] {
  const body = from.get('body') as NodePath;
  if (!body.isBlockStatement()) return [body];
  return [...ownPaths(body)].flatMap((path) => {
    const value = path.isReturnStatement() && functionOf(path)?.node === from.node ? (path.get('argument') as NodePath) : null;
    return value === null || value.node === null || value.node === undefined ? [] : [value];
  });
}
