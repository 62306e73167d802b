import type { babel, JavaScriptFile, NodePath } from 'codex-codemod';

export type Program = NodePath<babel.Program>;

/** How a file uses a name that none of its scopes binds. */
export interface Uses {
  readonly reads: readonly NodePath<babel.Identifier>[];
  /** An assignment, which makes a global of the name, or fails. */
  readonly isWritten: boolean;
}

const NONE: Uses = { reads: [], isWritten: false };

/** Finds the unbound uses of some names, in one walk: the other script of a component binds, too. A name that is spelt with escapes is not looked at. */
export function unboundUses(
  { text, block }: JavaScriptFile,
  program: Program,
  names: ReadonlySet<string>,
): (name: string) => Uses {
  const found = new Map<string, { reads: NodePath<babel.Identifier>[]; isWritten: boolean }>();
  program.traverse({
    Identifier(path) {
      const { name, start } = path.node;
      if (block?.boundBeside.includes(name) === true) return;
      if (!names.has(name) || !text.startsWith(name, start ?? 0) || path.scope.hasBinding(name, true) || isInType(path)) return;
      const uses = found.get(name) ?? { reads: [], isWritten: false };
      found.set(name, uses);
      if (isTarget(path)) uses.isWritten = true;
      else if (path.isReferencedIdentifier()) uses.reads.push(path);
    },
  });
  return (name) => found.get(name) ?? NONE;
}

/** Types are erased: `path.ParsedPath`, `typeof path` in a type, `implements`, and types of Flow. */
function isInType(path: NodePath): boolean {
  for (let at: NodePath | null = path.parentPath; at !== null; at = at.parentPath) {
    if (at.isTSType() || at.isTSQualifiedName() || at.isTSExpressionWithTypeArguments() || at.isFlowType()) return true;
    if (at.isStatement() || at.isFunction() || at.isCallExpression())
      return at.isInterfaceDeclaration() || at.isTSInterfaceDeclaration();
  }
  return false;
}

/** True for a name that an assignment, an update or a loop gives a value, also in a pattern. */
function isTarget(path: NodePath): boolean {
  let at = path;
  for (let { parentPath } = at; parentPath !== null; { parentPath } = at) {
    if (parentPath.isAssignmentExpression() || parentPath.isForXStatement()) return at.key === 'left';
    if (parentPath.isUpdateExpression()) return true;
    const isValue = parentPath.isObjectProperty() && at.key === 'value' && parentPath.parentPath.isObjectPattern();
    const isDefaulted = parentPath.isAssignmentPattern() && at.key === 'left';
    const isPattern = parentPath.isArrayPattern() || parentPath.isObjectPattern() || parentPath.isRestElement();
    if (!isValue && !isDefaulted && !isPattern) return false;
    at = parentPath;
  }
  return false;
}

/** `typeof path`, and what a `try` guards whose handler speaks of ReferenceError: the author asks whether the name is bound. */
export function isProbe(path: NodePath): boolean {
  if (path.parentPath?.isUnaryExpression({ operator: 'typeof' }) === true) return true;
  for (let at: NodePath = path; at.parentPath !== null; at = at.parentPath) {
    if (!at.parentPath.isTryStatement() || at.key !== 'block') continue;
    const handler = at.parentPath.get('handler');
    if (handler.node != null && speaksOfReferenceError(handler as NodePath)) return true;
  }
  return false;
}

function speaksOfReferenceError(handler: NodePath): boolean {
  let speaks = false;
  handler.traverse({
    Identifier({ node }) {
      if (node.name === 'ReferenceError') speaks = true;
    },
    StringLiteral({ node }) {
      if (node.value === 'ReferenceError') speaks = true;
    },
  });
  return speaks;
}
