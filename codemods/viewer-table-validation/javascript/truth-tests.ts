import type { NodePath } from 'codex-codemod';
import { wholeOf } from './carriers.js';
import { isMember, memberName, stringText } from './program/names.js';

/**
 * True when the file asks whether a value is empty, as `if (!table) table = 'logs'` does: then an empty value has a meaning
 * of its own, and a check has to let it through.
 */
export function isAskedForTruth(carriers: readonly NodePath[]): boolean {
  return carriers.some((carrier) => asks(carrier) || asks(wholeOf(carrier)));
}

function asks(path: NodePath): boolean {
  const { parentPath: parent, key } = path;
  if (parent === null) return false;
  if (parent.isUnaryExpression({ operator: '!' }) || key === 'test') return true;
  if (parent.isLogicalExpression()) return key === 'left' && parent.node.operator !== '??';
  if (parent.isBinaryExpression()) {
    const other = key === 'left' ? parent.get('right') : (parent.get('left') as NodePath);
    return /^[!=]==?$/.test(parent.node.operator) && stringText(other) === '';
  }
  return isMember(parent) && key === 'object' && memberName(parent) === 'length';
}
