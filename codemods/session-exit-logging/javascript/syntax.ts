import type { babel, NodePath, Range } from 'codex-codemod';

export type FunctionPath = NodePath<babel.Function>;
export type ClassPath = NodePath<babel.Class>;
export type BlockPath = NodePath<babel.BlockStatement>;
export type CallPath = NodePath<babel.CallExpression> | NodePath<babel.OptionalCallExpression>;

/** Where a node stands. Babel leaves it open for nodes that no parser has made. */
export function rangeOf({ start, end }: babel.Node): Range {
  return { start: start ?? 0, end: end ?? 0 };
}

export function startOf(path: NodePath): number {
  return path.node.start ?? 0;
}

export function endOf(path: NodePath): number {
  return path.node.end ?? 0;
}

export function covers(outer: NodePath, inner: NodePath): boolean {
  return startOf(outer) <= startOf(inner) && endOf(inner) <= endOf(outer);
}

function below(path: NodePath, key: string): NodePath | NodePath[] {
  return path.get(key);
}

/** The child of a node; null where there is none, or a list of them. */
export function childOf(path: NodePath, key: string): NodePath | null {
  const child = below(path, key);
  return Array.isArray(child) || !child.node ? null : child;
}

/** The children of a node that are a list. */
function childrenOf(path: NodePath, key: string): readonly NodePath[] {
  const children = below(path, key);
  return Array.isArray(children) ? children : [];
}

/** A node and all below it that runs together with it: not the insides of functions and classes in it, and no types. */
export function running(root: NodePath): readonly NodePath[] {
  const found: NodePath[] = [root];
  root.traverse({
    enter(path) {
      if (path.isFunction() || path.isClass() || isType(path)) path.skip();
      else found.push(path);
    },
  });
  return found;
}

function isType(path: NodePath): boolean {
  return path.isTSType() || path.isTSTypeAnnotation() || path.isTSTypeParameterInstantiation() || path.isFlow();
}

/** An expression without what only says something about its type. */
export function bare(path: NodePath): NodePath {
  let inner = path;
  for (;;) {
    if (inner.isTSAsExpression()) inner = inner.get('expression');
    else if (inner.isTSSatisfiesExpression()) inner = inner.get('expression');
    else if (inner.isTSNonNullExpression()) inner = inner.get('expression');
    else if (inner.isTypeCastExpression()) inner = inner.get('expression');
    else if (inner.isParenthesizedExpression()) inner = inner.get('expression');
    else return inner;
  }
}

export function isCall(path: NodePath): path is CallPath {
  return path.isCallExpression() || path.isOptionalCallExpression();
}

/** The callee of a call, without type assertions. */
export function calleeOf(call: CallPath): NodePath {
  return bare(childOf(call, 'callee') ?? call);
}

export function argumentsOf(call: CallPath): readonly NodePath[] {
  return childrenOf(call, 'arguments');
}

/** The object of `object.property`, however it is written; null for everything else. */
export function objectOf(path: NodePath): NodePath | null {
  if (path.isMemberExpression()) return bare(path.get('object'));
  return path.isOptionalMemberExpression() ? bare(path.get('object')) : null;
}

/** The name of the property of `object.property`, `object['property']` and `object.#property`. */
export function propertyOf({ node }: NodePath): string | null {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  return keyName(node.property, node.computed);
}

/** The name that a key stands for; null where it is computed. */
export function keyName(key: babel.Node, computed: boolean): string | null {
  if (key.type === 'PrivateName') return key.id.name;
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : null;
}

/** The last part of what is called: `c` of `a.b.c(...)`; empty where it has no name. */
export function calledName(call: CallPath): string {
  return lastName(calleeOf(call));
}

/** What a method is called on; null for a plain function. */
export function receiverOf(call: CallPath): NodePath | null {
  return objectOf(calleeOf(call));
}

/** The last name of an expression: `b` of `a.b`, of `a.b()` and of `b`. Empty where it has none. */
export function lastName(path: NodePath): string {
  let inner = bare(path);
  while (isCall(inner)) inner = calleeOf(inner);
  if (inner.isIdentifier()) return inner.node.name;
  return inner.isThisExpression() ? 'this' : (propertyOf(inner) ?? '');
}

/** `this.a.b` or `name`, however it is written; null for what is computed. */
export function memberName(path: NodePath): string | null {
  const inner = bare(path);
  if (inner.isIdentifier()) return inner.node.name;
  if (inner.isThisExpression()) return 'this';
  const [object, property] = [objectOf(inner), propertyOf(inner)];
  const owner = object === null || property === null ? null : memberName(object);
  return owner === null ? null : `${owner}.${property}`;
}

/** What stands in a string, or the pieces of a template without what is put between them; null for everything else. */
export function textOf({ node }: NodePath): string | null {
  if (node.type === 'StringLiteral') return node.value;
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked ?? value.raw).join(' ') : null;
}

/** The function of an expression, when it is written there. */
export function functionAt(path: NodePath): FunctionPath | null {
  const inner = bare(path);
  return inner.isFunctionExpression() || inner.isArrowFunctionExpression() ? inner : null;
}

/** The function that a name stands for, when it is declared once and nothing else is assigned to it. */
export function functionNamed(name: string, place: NodePath): FunctionPath | null {
  const binding = place.scope.getBinding(name);
  if (binding === undefined || !binding.constant) return null;
  const { path } = binding;
  if (path.isFunctionDeclaration()) return path;
  const init = path.isVariableDeclarator() && path.node.id.type === 'Identifier' ? childOf(path, 'init') : null;
  return init === null ? null : functionAt(init);
}

/** True for a name that the program does not bind: a global. */
export function isGlobal(path: NodePath, name: string): boolean {
  return path.isIdentifier({ name }) && path.scope.getBinding(name) === undefined;
}

/** The members of a class, in order. */
export function membersOf(classPath: ClassPath): readonly NodePath[] {
  const body = childOf(classPath, 'body');
  return body === null ? [] : childrenOf(body, 'body');
}

/** The statements of a block, in order. */
export function statementsOf(block: NodePath): readonly NodePath[] {
  return block.isBlockStatement() ? block.get('body') : [];
}

/** A text for a message: white space made single blanks, and no longer than 60 characters. */
export function sourceOf(path: NodePath, text: string): string {
  const { start, end } = rangeOf(path.node);
  const line = text.slice(start, end).replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
