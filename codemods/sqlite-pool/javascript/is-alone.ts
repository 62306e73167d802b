import type { babel, NodePath } from 'codex-codemod';
import { computedKey } from './destinations.js';
import type { Evaluation } from './evaluate.js';
import { nameOf } from './find-slots.js';
import type { Transaction } from './find-transactions.js';
import { homeOf, isSameHome } from './home.js';
import { enclosingTries, isUsedInClauses, letsPass } from './protection.js';
import { bindingOf, type Reading } from './reading.js';
import type { Slot } from './slot.js';
import { bare, type FunctionPath, functionOf, memberName, methodCall, outer } from './syntax.js';

/** Methods that set a connection up for more than one statement; some drivers give the connection itself back. */
const SETS_UP = /^(?:function|aggregate|table|loadExtension|attach|defaultSafeIntegers|unsafeMode|pragma|configure)$/;

/**
 * True when nobody but this function can be at work on the connection when it fails, or keep something of it: no other file
 * has it, nothing of it is kept, no caller holds it, and the function that opens it is the only one that sets it up.
 */
export function isAlone({ slot, from, begin }: Transaction, evaluation: Evaluation, reading: Reading): boolean {
  return (
    isPrivate(slot) &&
    enclosingTries(begin.call, from).every((statement) => isLeft(statement, slot, evaluation)) &&
    !isCalledByHolder(from, slot, evaluation, reading) &&
    reading.paths.every((path) => {
      if (isContainer(path, slot)) return isPlainAccess(path, slot);
      return !isConnection(path, slot, evaluation) || (isUsedAtOnce(path) && isPlainUse(path, slot, evaluation));
    })
  );
}

/** True when a failure leaves the `try`, and nothing in its clauses needs the connection alive. */
export function isLeft(statement: NodePath<babel.TryStatement>, slot: Slot, evaluation: Evaluation): boolean {
  return letsPass(statement) && !isUsedInClauses(statement, (path) => isConnection(path, slot, evaluation));
}

/** False for a name that a function inside of its own uses: that may be called at any time. */
function isUsedAtOnce(path: NodePath): boolean {
  const binding = bindingOf(path);
  const owner = binding?.scope.getFunctionParent()?.path;
  return owner === undefined || binding?.path.isFunctionDeclaration() === true || functionOf(path)?.node === owner.node;
}

/** True when only this file can name the slot. */
function isPrivate({ home }: Slot): boolean {
  if (home.kind === 'field') return home.name.startsWith('#');
  const { path } = home.binding;
  return path.parentPath?.parentPath?.isExportNamedDeclaration() !== true;
}

function isContainer(path: NodePath, { kind, home }: Slot): boolean {
  if (kind === 'single' || !(path.isIdentifier() || path.isMemberExpression())) return false;
  if (path.parent.type === 'VariableDeclarator' && path.key === 'id') return false;
  const named = homeOf(path);
  return named !== null && isSameHome(named, home) && (home.kind === 'field' || path.isReferencedIdentifier());
}

/** `pool.get(...)`, `pool[key]`, `for (... of pool.values())`: nothing that could hand the container on. */
function isPlainAccess(read: NodePath, { kind }: Slot): boolean {
  const { path, parent } = outer(read);
  if (parent === null) return false;
  if (parent.isMemberExpression() || parent.isOptionalMemberExpression()) {
    if (path.key !== 'object') return false;
    return kind === 'record' ? computedKey(parent) !== null : memberName(parent.node) !== null;
  }
  if (parent.isForOfStatement() || parent.isForInStatement()) return path.key === 'right';
  if (parent.isAssignmentExpression()) return path.key === 'left';
  const call = methodCall(parent);
  return call?.receiver.isIdentifier({ name: 'Object' }) === true && /^(?:keys|values|entries)$/.test(call.method);
}

function isConnection(path: NodePath, slot: Slot, evaluation: Evaluation): boolean {
  const isRead = path.isReferencedIdentifier() || path.isMemberExpression() || path.isCallExpression() || path.isNewExpression();
  return isRead && evaluation.held(path).slots.has(slot);
}

function isPlainUse(value: NodePath, slot: Slot, evaluation: Evaluation): boolean {
  const { path, parent } = outer(value);
  if (parent === null) return false;
  if (parent.isMemberExpression() || parent.isOptionalMemberExpression()) {
    return path.key === 'object' && isPlainMethod(parent, path, slot);
  }
  if (parent.isExpressionStatement() || parent.isUnaryExpression() || parent.isBinaryExpression()) return true;
  if (parent.isIfStatement() || (parent.isConditionalExpression() && path.key === 'test')) return true;
  if (parent.isLogicalExpression() || parent.isConditionalExpression() || parent.isAwaitExpression()) {
    return isPlainUse(parent, slot, evaluation);
  }
  if (parent.isVariableDeclarator()) return bindingOf(parent.get('id') as NodePath) !== null;
  if (parent.isAssignmentExpression())
    return isOwnName(parent.get('left') as NodePath, slot) && isPlainUse(parent, slot, evaluation);
  if (parent.isReturnStatement() || parent.isArrowFunctionExpression()) return isInnerAccessor(functionOf(path), evaluation);
  const call = methodCall(parent);
  const home = call === null ? null : homeOf(call.receiver);
  return home !== null && isSameHome(home, slot.home);
}

/** A name of the function, or the slot itself. */
function isOwnName(left: NodePath, { home }: Slot): boolean {
  const target = homeOf(computedKey(left) === null ? left : (left.get('object') as NodePath));
  if (target === null) return false;
  return isSameHome(target, home) || (target.kind === 'variable' && target.binding.scope.getFunctionParent() !== null);
}

/** A statement that is prepared and run, or kept under a name of this function and run; other methods for their effect. */
function isPlainMethod(member: NodePath, receiver: NodePath, slot: Slot): boolean {
  const call = member.parentPath === null ? null : methodCall(member.parentPath);
  if (call === null || bare(receiver).node !== call.receiver.node)
    return /^(?:open|inTransaction|isOpen)$/.test(memberName(member.node) ?? '');
  if (SETS_UP.test(call.method))
    return slot.stores.some(({ at }) => functionOf(at)?.node === functionOf(member)?.node) && isStatement(call.call);
  if (/^(?:exec|close)$/.test(call.method)) return isStatement(call.call);
  if (!/^(?:prepare|transaction)$/.test(call.method)) return false;
  const { path, parent } = outer(call.call);
  if (parent?.isMemberExpression() === true) return path.key === 'object' && isRun(parent);
  if (parent?.isCallExpression() === true) return path.key === 'callee';
  const binding = parent?.isVariableDeclarator() === true ? bindingOf(parent.get('id') as NodePath) : null;
  if (binding === null || binding.scope.getFunctionParent() === null) return false;
  return (
    binding.constant &&
    binding.referencePaths.every((use) => {
      const { parent: around, path: at } = outer(use);
      return (
        (around?.isMemberExpression() === true && at.key === 'object' && isRun(around)) ||
        (around?.isCallExpression() === true && at.key === 'callee')
      );
    })
  );
}

/** `.iterate()` is at work on the connection after the call. */
function isRun(member: NodePath): boolean {
  return (
    /^(?:run|get|all)$/.test(memberName(member.node) ?? '') &&
    member.parentPath?.isCallExpression() === true &&
    member.key === 'callee'
  );
}

function isStatement(call: NodePath): boolean {
  return outer(call).parent?.isExpressionStatement() === true;
}

/** A function that only this file can call, and only calls. */
function isInnerAccessor(accessor: FunctionPath | null, evaluation: Evaluation): boolean {
  if (accessor === null || accessor.isClassPrivateMethod()) return accessor !== null;
  const name = nameOf(accessor);
  const binding = name === null || name.startsWith('.') ? undefined : accessor.parentPath?.scope.getBinding(name);
  if (binding === undefined || binding.path.parentPath?.isExportDeclaration() === true) return false;
  if (binding.path.parentPath?.parentPath?.isExportDeclaration() === true) return false;
  return binding.referencePaths.every(
    (use) => use.parentPath !== null && evaluation.calledFunction(use.parentPath)?.node === accessor.node,
  );
}

/** True when a function that holds the same connection may call this one, by whatever has its name. */
function isCalledByHolder(from: FunctionPath, slot: Slot, evaluation: Evaluation, { paths }: Reading): boolean {
  const name = nameOf(from)?.replace(/^\./, '') ?? assignedName(from);
  if (name === null) return true;
  const holders = new Set(paths.filter((path) => isConnection(path, slot, evaluation)).map((path) => functionOf(path)?.node));
  return paths.some((path) => {
    if (!path.isCallExpression()) return false;
    const callee = bare(path.get('callee') as NodePath);
    const called = callee.isIdentifier() ? callee.node.name : memberName(callee.node);
    return called === name && holders.has(functionOf(path)?.node);
  });
}

/** `exports.add = ...`, `{ add: ... }`, `function add() {}` as a value. */
function assignedName({ node, parent }: FunctionPath): string | null {
  if (parent.type === 'AssignmentExpression') return memberName(parent.left);
  if (parent.type === 'ObjectProperty' && parent.key.type === 'Identifier' && !parent.computed) return parent.key.name;
  return node.type === 'FunctionExpression' ? (node.id?.name ?? null) : null;
}
