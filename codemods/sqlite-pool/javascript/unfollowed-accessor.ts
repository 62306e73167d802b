import type { BabelBinding, NodePath } from 'codex-codemod';
import { calledFunction } from './called-function.js';
import { declarationOf } from './field-declaration.js';
import { nameOf } from './find-slots.js';
import { type Home, homeOf } from './home.js';
import { bindingOf, type Reading } from './reading.js';
import { bare, type FunctionPath, memberName, returnsOf } from './syntax.js';

/** How a function is asked for what it returns. */
interface Asked {
  readonly name: string;
  /** True for a getter, which is read and not called. */
  readonly isRead: boolean;
}

/** `get` of `get(key) {}`, `get = function () {}`, `{ get: () => ... }`, `get db() {}`; null where it has no name. */
function askedBy(accessor: FunctionPath): Asked | null {
  const isRead = (accessor.isClassMethod() || accessor.isObjectMethod()) && accessor.node.kind === 'get';
  const name = nameOf(accessor)?.replace(/^\./, '') ?? nameGiven(accessor);
  return name === null ? null : { name, isRead };
}

function nameGiven({ parent }: FunctionPath): string | null {
  if (parent.type === 'AssignmentExpression') {
    return parent.left.type === 'Identifier' ? parent.left.name : memberName(parent.left);
  }
  if (parent.type === 'ClassPrivateProperty') return `#${parent.key.id.name}`;
  const isProperty = parent.type === 'ObjectProperty' || parent.type === 'ClassProperty';
  return isProperty && !parent.computed && parent.key.type === 'Identifier' ? parent.key.name : null;
}

/** True when an expression asks something by the name of the function, and nothing tells that it is another one. */
export function isAskedOf(source: NodePath, accessor: FunctionPath, reading: Reading): boolean {
  const asked = askedBy(accessor);
  const isCall = source.isCallExpression() || source.isOptionalCallExpression();
  const named = isCall ? bare(source.get('callee') as NodePath) : source;
  const binding = bindingOf(named);
  if (binding !== null && isCall) return mayBe(binding, accessor, reading);
  if (binding !== null) return asked?.isRead === true && isPropertyOf(binding, asked.name);
  if (asked === null || isCall === asked.isRead || memberName(named.node) !== asked.name) return false;
  const home = homeOf(named);
  return home?.kind !== 'field' || mayHave(home, accessor);
}

/** True where the class of a method is the one that is asked, or may be one that it extends. */
function mayHave(home: Home & { readonly kind: 'field' }, accessor: FunctionPath): boolean {
  const owner = accessor.findParent((path) => path.isClassBody())?.parent;
  return owner === home.owner || (isSet(home.owner.superClass) && declarationOf(home) === null);
}

/** `get = function () {}`, `const get = makePool()`, `const { get } = makePool()`. */
function mayBe({ identifier, path, constantViolations }: BabelBinding, accessor: FunctionPath, reading: Reading): boolean {
  if (constantViolations.some((one) => accessor.parentPath?.node === one.node)) return true;
  const made = path.isVariableDeclarator() && isSet(path.node.init) ? bare(path.get('init') as NodePath) : null;
  const maker = made === null ? null : makerOf(made, reading);
  if (maker === null) return false;
  const isInside = accessor.findParent((around) => around.node === maker.node) !== null;
  if (path.isVariableDeclarator() && path.node.id !== identifier) {
    return isInside && askedBy(accessor)?.name === identifier.name;
  }
  return isInside && returnsOf(maker).some((value) => isFunction(bare(value), accessor));
}

/** `const { db } = store`, `const { db: own } = store`. */
function isPropertyOf({ identifier, path }: BabelBinding, name: string): boolean {
  if (!path.isVariableDeclarator() || path.node.id.type !== 'ObjectPattern') return false;
  return path.node.id.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      property.value === identifier &&
      property.key.type === 'Identifier' &&
      property.key.name === name,
  );
}

/** The function that a call calls: one of the file, or one that stands in its own place. */
function makerOf(call: NodePath, reading: Reading): FunctionPath | null {
  const callee = call.isCallExpression() ? bare(call.get('callee') as NodePath) : null;
  return callee?.isFunction() === true ? callee : calledFunction(call, reading);
}

function isFunction(value: NodePath, accessor: FunctionPath): boolean {
  const declared = bindingOf(value)?.path;
  return (
    value.node === accessor.node || declared?.node === accessor.node || (isSet(declared) && declared.node === accessor.parent)
  );
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
