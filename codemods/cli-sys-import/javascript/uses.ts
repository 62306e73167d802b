import type { babel, JavaScriptFile, JavaScriptServices, NodePath } from 'codex-codemod';

/** How a file uses a name that none of its scopes binds. */
export interface Uses {
  readonly reads: readonly NodePath<babel.Identifier>[];
  /** An assignment, which makes a global of the name, or fails. */
  readonly isWritten: boolean;
}

/**
 * Finds the unbound uses of some names as values, in one walk: the other script of a component binds, too. A name that is spelt with
 * escapes is not looked at.
 */
export function usesOf(
  { text, block }: JavaScriptFile,
  { unboundUses }: Pick<JavaScriptServices, 'unboundUses'>,
  names: ReadonlySet<string>,
): (name: string) => Uses {
  const beside = new Set(block?.boundBeside);
  const uses = unboundUses(names).filter(({ path }) => {
    const { name, start } = path.node;
    return !beside.has(name) && text.startsWith(name, start ?? 0) && !isInType(path);
  });
  return (name) => {
    const own = uses.filter(({ path }) => path.node.name === name);
    return {
      reads: own.flatMap(({ path, isWritten }) => (!isWritten && path.isIdentifier() ? [path] : [])),
      isWritten: own.some(({ isWritten }) => isWritten),
    };
  };
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
