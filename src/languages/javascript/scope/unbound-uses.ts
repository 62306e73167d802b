import type { NodePath } from '@babel/traverse';
import type { Identifier, JSXIdentifier, Program } from '@babel/types';

/** A place where a name is used that no scope of its file binds. */
export interface UnboundUse {
  readonly path: NodePath<Identifier> | NodePath<JSXIdentifier>;
  /** True where it is given a value, which makes a global of the name, or fails. */
  readonly isWritten: boolean;
}

/** The unbound uses of some names, by one walk, in the order of the text. */
export function unboundUses(program: NodePath<Program>, names: ReadonlySet<string>): readonly UnboundUse[] {
  const found: UnboundUse[] = [];
  const visit = (path: UnboundUse['path']): void => {
    const { name } = path.node;
    if (!names.has(name) || path.scope.hasBinding(name, true)) return;
    const isWritten = isTarget(path);
    if (isWritten || path.isReferencedIdentifier()) found.push({ path, isWritten });
  };
  program.traverse({ Identifier: visit, JSXIdentifier: visit });
  return found;
}

/** True for a name that an assignment, an update or a loop gives a value, also in a pattern. */
function isTarget(path: NodePath): boolean {
  let at = path;
  while (at.parentPath !== null) {
    const { parentPath, key } = at;
    if (parentPath.isAssignmentExpression() || parentPath.isForXStatement()) return key === 'left';
    if (parentPath.isUpdateExpression()) return true;
    const isPattern =
      parentPath.isArrayPattern() ||
      parentPath.isObjectPattern() ||
      parentPath.isRestElement() ||
      (parentPath.isObjectProperty() && key === 'value' && parentPath.parentPath.isObjectPattern()) ||
      (parentPath.isAssignmentPattern() && key === 'left');
    if (!isPattern) return false;
    at = parentPath;
  }
  return false;
}
