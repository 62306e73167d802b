import type { BabelBinding, babel, NodePath } from 'codex-codemod';
import { asks } from './missing-value.js';
import { bare, functionOf, memberName, ownPaths } from './syntax.js';

/** A chain of names by what its first one means: `state.connections`, `globalThis.db`, `this.db`. */
interface Place {
  /** What the first name is bound to; the name itself where nothing in the file binds it. */
  readonly root: BabelBinding | babel.Node | string;
  readonly names: string;
}

/** The place that an expression names, or null. */
function placeOf(expression: NodePath): Place | null {
  const names: string[] = [];
  let at = bare(expression);
  while (at.isMemberExpression() || at.isOptionalMemberExpression()) {
    const name = memberName(at.node);
    if (name === null) return null;
    names.unshift(name);
    at = bare(at.get('object') as NodePath);
  }
  const root = at.isThisExpression()
    ? ownerOfThis(at)
    : at.isIdentifier()
      ? (at.scope.getBinding(at.node.name) ?? at.node.name)
      : null;
  return root === null || names.length === 0 ? null : { root, names: names.join('.') };
}

/** The object or the class in which a method stands that has the `this`; `this` for other functions. */
function ownerOfThis(path: NodePath): babel.Node | string {
  for (let at = functionOf(path); at !== null; at = functionOf(at)) {
    if (!at.isArrowFunctionExpression()) return at.isMethod() ? at.parent : 'this';
  }
  return 'this';
}

/** True when two expressions name the same place. */
export function isSamePlace(one: NodePath, other: NodePath): boolean {
  const [place, another] = [placeOf(one), placeOf(other)];
  return place !== null && another !== null && place.root === another.root && place.names === another.names;
}

/** True when what a function keeps there is asked for first, and outlives the call. */
export function isPool(place: NodePath, at: NodePath): boolean {
  const from = functionOf(at);
  const named = placeOf(place);
  if (from === null || named === null || isOfCall(named, at)) return false;
  // What is kept by key is there for others; one alone may be what an object is made with.
  if (!at.isAssignmentExpression() || bare(at.get('left') as NodePath).node !== place.node) return true;
  if (at.node.operator !== '=') return true;
  return [...ownPaths(from)].some((path) => isSamePlace(path, place) && (asks(path, 'null') || asks(path, 'undefined')));
}

/** True for a name of the function itself: its object may be another with each call. */
function isOfCall({ root }: Place, at: NodePath): boolean {
  if (typeof root === 'string' || !('scope' in root)) return false;
  const owner = root.scope.getFunctionParent()?.path.node;
  return owner !== undefined && owner === functionOf(at)?.node;
}
