import type { NodePath } from 'codex-codemod';
import type { Evaluation } from './evaluate.js';
import type { Names } from './eviction.js';
import { barrierTo } from './field-declaration.js';
import type { Transaction } from './find-transactions.js';
import { type Home, homeOf, isSameHome, isThisOf } from './home.js';
import { bindingOf, type Reading, rangeOf, textOf } from './reading.js';
import type { Slot } from './slot.js';
import { bare, type FunctionPath, functionOf, methodCall, returnsOf } from './syntax.js';

/** The names by which a repair can speak of the connection, its slot and its key. A text says why there are none. */
export function namesOf(transaction: Transaction, evaluation: Evaluation, reading: Reading): Names | string {
  const { begin, slot, from } = transaction;
  const connection = begin.connection;
  const container = containerText(slot.home, begin.call, from);
  if (container === null) return 'the pool has no name here, or one that means something else';
  const barrier = barrierTo(slot, begin.call);
  if (barrier !== null) return barrier;
  const home = homeOf(connection);
  if (home !== null && isSameHome(home, slot.home))
    return { container: textOf(reading, connection), connection: null, key: null };
  const binding = bindingOf(connection);
  if (binding === null) return 'the connection has no name here';
  const isSettled = binding.constantViolations.every(
    (violation) =>
      functionOf(violation)?.node === functionOf(binding.path)?.node && rangeOf(violation).end <= rangeOf(begin.call).start,
  );
  if (!isSettled || binding.kind === 'param') return 'the name of the connection may come to mean another one';
  const key = keyOf(binding.path, transaction, evaluation, reading);
  return { container, connection: textOf(reading, connection), key };
}

/** How the slot is named in a function: null where its name means something else there. */
function containerText(home: Home, { scope }: NodePath, from: FunctionPath): string | null {
  if (home.kind === 'variable') {
    const { name } = home.binding.identifier;
    return scope.getBinding(name) === home.binding ? name : null;
  }
  if (home.isStatic) {
    const id = home.owner.id?.name;
    return id !== undefined && scope.getBinding(id)?.path.node === home.owner ? `${id}.${home.name}` : null;
  }
  return isThisOf(from, home) ? `this.${home.name}` : null;
}

/** The key of the connection, as the function itself can say it. */
function keyOf(declarator: NodePath, { slot, from }: Transaction, evaluation: Evaluation, reading: Reading): string | null {
  if (slot.kind === 'single' || !declarator.isVariableDeclarator()) return null;
  const init = withoutAwait(bare(declarator.get('init') as NodePath));
  const own = keyRead(init, slot);
  if (own !== null) return isSimple(own) ? textOf(reading, own) : null;
  const accessor = evaluation.calledFunction(init);
  if (accessor === null || (!init.isCallExpression() && !init.isOptionalCallExpression())) return null;
  const index = parameterThatIsKey(accessor, slot);
  const given = index === null ? undefined : (init.get('arguments') as NodePath[])[index];
  return given !== undefined && isSimple(given) && functionOf(given)?.node === from.node ? textOf(reading, given) : null;
}

function withoutAwait(path: NodePath): NodePath {
  return path.isAwaitExpression() ? bare(path.get('argument')) : path;
}

/** The key of `pool.get(key)` or `pool[key]`, also in `pool.get(key) ?? ...`. */
function keyRead(path: NodePath, slot: Slot): NodePath | null {
  const { kind, home } = slot;
  if (path.isLogicalExpression()) return keyRead(bare(path.get('left')), slot);
  const call = methodCall(path);
  const isGet = kind === 'map' && call?.method === 'get';
  const isEntry = kind === 'record' && path.isMemberExpression() && path.node.computed;
  const container = isGet ? homeOf(call.receiver) : isEntry ? homeOf(path.get('object')) : null;
  if (container === null || !isSameHome(container, home)) return null;
  return isGet ? (call.given[0] ?? null) : isEntry ? (path.get('property') as NodePath) : null;
}

/** Which parameter of an accessor is the key of all its reads and stores. */
function parameterThatIsKey(accessor: FunctionPath, slot: Slot): number | null {
  const keys = [
    ...slot.stores.filter(({ at }) => functionOf(at)?.node === accessor.node).map(({ key }) => key),
    ...returnsOf(accessor)
      .map((value) => keyRead(bare(value), slot))
      .filter((key) => key !== null),
  ];
  const bindings = new Set(keys.map((key) => (key === null ? null : bindingOf(bare(key)))));
  const [binding] = bindings;
  if (bindings.size !== 1 || binding === null || binding === undefined || !binding.constant || binding.kind !== 'param')
    return null;
  const index = accessor.node.params.indexOf(binding.identifier);
  return index < 0 ? null : index;
}

/** A text that means the same at the end of the function as at its start. */
function isSimple(path: NodePath): boolean {
  if (path.isStringLiteral() || path.isNumericLiteral()) return true;
  const binding = bindingOf(path);
  return binding?.constant === true;
}

/** True when the names mean at one place what they mean at another. */
export function meanTheSame({ container, connection, key }: Names, there: NodePath, here: NodePath): boolean {
  const identifiers = [container, connection ?? '', key ?? ''].flatMap(
    (text) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(text) ?? [],
  );
  return identifiers.every((name) => there.scope.getBinding(name) === here.scope.getBinding(name));
}
