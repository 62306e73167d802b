import type { babel, NodePath } from 'codex-codemod';
import { declarationOf } from './field-declaration.js';
import { firstValue, homeOf, isSameHome } from './home.js';
import type { Reading } from './reading.js';
import type { Slot } from './slot.js';
import { outer, ownPaths } from './syntax.js';

export type Missing = 'null' | 'undefined';

/** What stands in the slot when there is no connection: as it is declared. Null where its type allows neither. */
export function missingValue({ home }: Slot, reading: Reading): Missing | null {
  const first = firstValue(home, reading);
  const isNull = first?.isNullLiteral() === true;
  const isNothing = first === null || first === undefined || first.isIdentifier({ name: 'undefined' });
  const type = declaredType(home, reading);
  if (type === null) return isNull ? 'null' : isNothing ? 'undefined' : null;
  const [allowsNull, allowsUndefined] = [/\b(?:any|null)\b/.test(type), /\b(?:any|undefined)\b|^\?/.test(type)];
  if (isNull && allowsNull) return 'null';
  if (allowsUndefined) return 'undefined';
  return allowsNull ? 'null' : null;
}

/** The text of the type that a slot is declared with; null where it has none, as in JavaScript. */
export function declaredType(home: Slot['home'], reading: Reading): string | null {
  return home.kind === 'variable' ? typeOf(home.binding.identifier, reading) : fieldType(home, reading);
}

function typeOf({ typeAnnotation: type }: babel.Identifier, { file }: Reading): string | null {
  return type === null || type === undefined ? null : file.text.slice(type.start ?? 0, type.end ?? 0);
}

/** The type of a field; with `?` in front where it is optional. */
function fieldType(home: Slot['home'], { file }: Reading): string | null {
  const member = home.kind === 'field' ? declarationOf(home) : null;
  const type = member?.type;
  if (member === null || type === null || type === undefined) return null;
  return `${member.isOptional ? '?' : ''}${file.text.slice(type.start ?? 0, type.end ?? 0)}`;
}

/** True when a function that stores a connection first asks whether the slot has one, and takes the value for none. */
export function isTestedFor({ home, stores }: Slot, missing: Missing): boolean {
  return stores.some(({ at }) => {
    if (!at.isAssignmentExpression()) return false;
    if (at.node.operator !== '=') return true;
    const around = at.getFunctionParent();
    return around !== null && [...ownPaths(around)].some((path) => isNamed(path, home) && asks(path, missing));
  });
}

function isNamed(path: NodePath, home: Slot['home']): boolean {
  const named = path.isIdentifier() || path.isMemberExpression() || path.isOptionalMemberExpression() ? homeOf(path) : null;
  return named !== null && isSameHome(named, home);
}

/** `!db`, `if (db)`, `db ? ... : ...`, `db ?? ...`, `db == null`, `db === undefined`, `typeof db === 'undefined'`. */
export function asks(read: NodePath, missing: Missing): boolean {
  const { path, parent } = outer(read);
  if (parent === null) return false;
  if (parent.isUnaryExpression({ operator: '!' })) return true;
  if (path.key === 'test') return parent.isIfStatement() || parent.isConditionalExpression();
  if (parent.isLogicalExpression()) return path.key === 'left';
  if (parent.isUnaryExpression({ operator: 'typeof' })) return missing === 'undefined';
  if (!parent.isBinaryExpression()) return false;
  const other = path.key === 'left' ? parent.node.right : parent.node.left;
  const compared =
    other.type === 'NullLiteral' ? 'null' : other.type === 'Identifier' && other.name === 'undefined' ? 'undefined' : null;
  if (/^[!=]=$/.test(parent.node.operator)) return compared !== null;
  return /^[!=]==$/.test(parent.node.operator) && compared === missing;
}
