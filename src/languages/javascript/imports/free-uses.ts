import type { NodePath } from '@babel/traverse';
import type { Edit } from '../../../core/edit.js';
import { contains, type Range } from '../../../core/range.js';
import { placed } from './import-item.js';
import type { ParsedModule } from './parsed-module.js';

export interface FreeUse extends Range {
  readonly isWritten: boolean;
}

/** Where a name that nothing in the file binds is read or assigned, but for what the edits replace. Types are no uses. */
export function freeUses({ program }: ParsedModule, name: string, others: readonly Edit[] = []): readonly FreeUse[] {
  const found: FreeUse[] = [];
  const visit = (path: NodePath): void => {
    const isName = path.isIdentifier({ name }) || path.isJSXIdentifier({ name });
    if (!isName || path.scope.hasBinding(name, true)) return;
    const { start, end } = placed(path.node);
    if (others.some((edit) => contains(edit, { start, end }))) return;
    if (isTarget(path)) found.push({ start, end, isWritten: true });
    else if (path.isReferencedIdentifier()) found.push({ start, end, isWritten: false });
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
