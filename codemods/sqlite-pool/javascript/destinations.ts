import type { NodePath } from 'codex-codemod';
import { type Home, homeOf, outlives } from './home.js';
import { bindingOf } from './reading.js';
import type { Slot } from './slot.js';
import { bare, type FunctionPath, functionOf, methodCall, outer } from './syntax.js';

/** Where a value goes. */
export interface Destinations {
  readonly stores: readonly Put[];
  /** Assignments and calls of `set` that keep it in what is no slot: `state.db = db`. */
  readonly elsewhere: readonly Elsewhere[];
  /** Functions that return it. */
  readonly returnedBy: readonly { readonly from: FunctionPath; readonly later: boolean }[];
}

export interface Put {
  readonly kind: Slot['kind'];
  readonly home: Home;
  readonly at: NodePath;
  readonly key: NodePath | null;
  /** True when it is still a promise. */
  readonly later: boolean;
}

/** A place that is not followed. */
export interface Elsewhere {
  readonly at: NodePath;
  /** What is assigned to, or the container: `state.db`, `state.connections`. */
  readonly place: NodePath;
}

/** Follows a value through the names of its function to where it is kept or returned. */
export function destinationsOf(value: NodePath, later: boolean): Destinations {
  const stores: Put[] = [];
  const elsewhere: Elsewhere[] = [];
  const returnedBy: { from: FunctionPath; later: boolean }[] = [];
  const seen = new Set<unknown>();
  const pending: { readonly path: NodePath; readonly later: boolean }[] = [{ path: value, later }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const step = stepFrom(next.path, next.later);
    stores.push(...step.stores);
    elsewhere.push(...step.elsewhere);
    if (step.returnedBy !== null) returnedBy.push({ from: step.returnedBy, later: next.later });
    for (const one of step.onward) {
      if (seen.has(one.path.node)) continue;
      seen.add(one.path.node);
      pending.push(one);
    }
  }
  return { stores, elsewhere, returnedBy };
}

interface Step {
  readonly stores: readonly Put[];
  readonly elsewhere: readonly Elsewhere[];
  readonly returnedBy: FunctionPath | null;
  readonly onward: readonly { readonly path: NodePath; readonly later: boolean }[];
}

const NOWHERE: Step = { stores: [], elsewhere: [], returnedBy: null, onward: [] };

function stepFrom(value: NodePath, later: boolean): Step {
  const { path, parent } = outer(value);
  if (parent === null) return NOWHERE;
  if (parent.isAwaitExpression()) return { ...NOWHERE, onward: [{ path: parent, later: false }] };
  if (parent.isLogicalExpression() || (parent.isConditionalExpression() && path.key !== 'test')) {
    return { ...NOWHERE, onward: [{ path: parent, later }] };
  }
  if (parent.isVariableDeclarator() && path.key === 'init') return toName(parent.get('id') as NodePath, later);
  if (parent.isAssignmentExpression() && path.key === 'right') return assigned(parent, later);
  if (parent.isReturnStatement()) return { ...NOWHERE, returnedBy: functionOf(parent) };
  if (parent.isArrowFunctionExpression() && path.key === 'body') return { ...NOWHERE, returnedBy: parent };
  return path.listKey === 'arguments' ? given(parent, path, later) : NOWHERE;
}

/** On to every place where the name is read. */
function toName(name: NodePath, later: boolean): Step {
  const binding = bindingOf(name);
  if (binding === null) return NOWHERE;
  return { ...NOWHERE, onward: binding.referencePaths.map((path) => ({ path, later })) };
}

function assigned(assignment: NodePath, later: boolean): Step {
  if (!assignment.isAssignmentExpression() || !/^(?:=|\?\?=|\|\|=)$/.test(assignment.node.operator)) return NOWHERE;
  const left = assignment.get('left') as NodePath;
  const onward = [{ path: assignment as NodePath, later }];
  const key = computedKey(left);
  const container = key === null ? left : (left.get('object') as NodePath);
  const home = homeOf(container);
  if (home === null) return { ...NOWHERE, elsewhere: [{ at: assignment, place: bare(container) }], onward };
  if (key === null && !outlives(home, assignment)) return { ...NOWHERE, onward: [...onward, ...toName(left, later).onward] };
  const kind = key === null ? 'single' : 'record';
  return { ...NOWHERE, stores: [{ kind, home, at: assignment, key, later }], onward };
}

/** The key of `pool[key]`. A number tells of an array, whose places are no pool. */
export function computedKey(path: NodePath): NodePath | null {
  if (!path.isMemberExpression() || !path.node.computed) return null;
  const key = path.get('property') as NodePath;
  return key.isNumericLiteral() ? null : key;
}

function given(parent: NodePath, path: NodePath, later: boolean): Step {
  const call = methodCall(parent);
  if (call === null) return NOWHERE;
  const home = homeOf(call.receiver);
  const [first, second] = call.given;
  if (home === null) {
    const isKept = call.method === 'set' && second?.node === path.node;
    return isKept ? { ...NOWHERE, elsewhere: [{ at: parent, place: call.receiver }] } : NOWHERE;
  }
  if (call.method === 'set' && second?.node === path.node && first !== undefined) {
    return { ...NOWHERE, stores: [{ kind: 'map', home, at: parent, key: first, later }] };
  }
  if ((call.method === 'push' || call.method === 'unshift') && first?.node === path.node) {
    return { ...NOWHERE, stores: [{ kind: 'list', home, at: parent, key: null, later }] };
  }
  return NOWHERE;
}
