import type { NodePath } from 'codex-codemod';
import { calledFunction } from './called-function.js';
import { computedKey } from './destinations.js';
import type { Pools } from './find-slots.js';
import { firstValue, type Home, homeOf, isSameHome } from './home.js';
import { isBoundOtherwise, putInto } from './put-into.js';
import { bindingOf, type Reading } from './reading.js';
import type { Slot } from './slot.js';
import { bare, type FunctionPath, methodCall, returnsOf } from './syntax.js';

/** What an expression may be: a connection of slots, nothing, or anything else. */
export interface Held {
  readonly slots: ReadonlySet<Slot>;
  /** True when it may be something that is in none of them. */
  readonly other: boolean;
}

const NOTHING: Held = { slots: new Set(), other: false };
const OTHER: Held = { slots: new Set(), other: true };

/** Answers what expressions hold. What it has answered once it remembers. */
export class Evaluation {
  readonly #reading: Reading;
  readonly #pools: Pools;
  readonly #known = new Map<unknown, Held>();
  #mixed: ReadonlySet<Slot>;
  readonly #open = new Set<unknown>();
  #circles = 0;

  constructor(reading: Reading, pools: Pools) {
    this.#reading = reading;
    this.#pools = pools;
    this.#mixed = new Set();
    this.#mixed = new Set(pools.slots.filter((slot) => this.#isMixed(slot)));
    // What was found out so far did not know of them.
    this.#known.clear();
  }

  /** The only slot whose connection an expression is; null where it may be another, or anything else. */
  slotOf(path: NodePath): Slot | null {
    const { slots, other } = this.held(path);
    const [slot = null] = slots;
    return slots.size === 1 && !other ? slot : null;
  }

  held(expression: NodePath): Held {
    const path = bare(expression);
    const known = this.#known.get(path.node);
    if (known !== undefined) return known;
    // What leads back to itself adds nothing.
    if (this.#open.has(path.node)) {
      this.#circles++;
      return NOTHING;
    }
    const circles = this.#circles;
    this.#open.add(path.node);
    const held = this.#evaluate(path);
    this.#open.delete(path.node);
    // An answer that left a circle out holds inside of that circle alone.
    if (this.#open.size === 0 || circles === this.#circles) this.#known.set(path.node, held);
    return held;
  }

  #evaluate(path: NodePath): Held {
    const opened = this.#pools.opened.get(path.node);
    if (opened !== undefined) return opened.slots.size > 0 ? { slots: opened.slots, other: false } : OTHER;
    if (path.isNullLiteral() || path.isIdentifier({ name: 'undefined' })) return NOTHING;
    if (path.isAwaitExpression()) return this.held(path.get('argument'));
    if (path.isLogicalExpression()) return union([this.held(path.get('left')), this.held(path.get('right'))]);
    if (path.isConditionalExpression()) {
      return union([this.held(path.get('consequent')), this.held(path.get('alternate'))]);
    }
    if (path.isAssignmentExpression()) return this.#assigned(path.get('left') as NodePath, path.get('right'), path.node.operator);
    const home = homeOf(path);
    if (home !== null) return this.#kept(home, path);
    const key = computedKey(path);
    if (key !== null) return this.#entry(path.get('object') as NodePath, 'record');
    return path.isCallExpression() || path.isOptionalCallExpression() ? this.#called(path) : OTHER;
  }

  #assigned(left: NodePath, right: NodePath, operator: string): Held {
    if (operator === '=') return this.held(right);
    return operator === '??=' || operator === '||=' ? union([this.held(left), this.held(right)]) : OTHER;
  }

  /** What a name holds: the connection of a slot, or all that is ever assigned to it. */
  #kept(home: Home, path: NodePath): Held {
    const slot = this.#pools.slots.find((one) => one.kind === 'single' && isSameHome(one.home, home));
    if (slot !== undefined) return { slots: new Set([slot]), other: this.#mixed.has(slot) };
    const binding = bindingOf(path);
    if (binding === null || !binding.path.isVariableDeclarator() || binding.path.node.id !== binding.identifier) return OTHER;
    const init = binding.path.get('init') as NodePath;
    const values = init.node === null || init.node === undefined ? [] : [this.held(init)];
    const later = binding.constantViolations.map((one) =>
      one.isAssignmentExpression() ? this.#assigned(one.get('left') as NodePath, one.get('right'), one.node.operator) : OTHER,
    );
    return union([...values, ...later]);
  }

  #entry(container: NodePath, kind: Slot['kind']): Held {
    const home = homeOf(container);
    const slot = home === null ? undefined : this.#pools.slots.find((one) => one.kind === kind && isSameHome(one.home, home));
    return slot === undefined ? OTHER : { slots: new Set([slot]), other: this.#mixed.has(slot) };
  }

  /** True when the slot is given something that is no connection of its own. */
  #isMixed(slot: Slot): boolean {
    const isForeign = (value: NodePath): boolean => {
      const { slots, other } = this.held(value);
      return other || [...slots].some((one) => one !== slot);
    };
    const first = slot.kind === 'single' ? firstValue(slot.home, this.#reading) : null;
    if (first !== null && first !== undefined && isForeign(first)) return true;
    if (slot.kind === 'single' && isBoundOtherwise(slot.home)) return true;
    return this.#reading.paths.some((path) => {
      const value = putInto(path, slot);
      return value !== null && isForeign(value);
    });
  }

  #called(path: NodePath): Held {
    const call = methodCall(path);
    if (call?.method === 'get') {
      const entry = this.#entry(call.receiver, 'map');
      if (entry !== OTHER) return entry;
    }
    if (call !== null && /^(?:pop|shift)$/.test(call.method)) {
      const entry = this.#entry(call.receiver, 'list');
      if (entry !== OTHER) return entry;
    }
    const target = this.calledFunction(path);
    if (target === null || target.node.generator === true) return OTHER;
    const returned = returnsOf(target);
    return returned.length === 0 ? OTHER : union(returned.map((value) => this.held(value)));
  }

  /** The function of this file that a call surely calls. */
  calledFunction(path: NodePath): FunctionPath | null {
    return calledFunction(path, this.#reading);
  }
}

function union(parts: readonly Held[]): Held {
  return { slots: new Set(parts.flatMap(({ slots }) => [...slots])), other: parts.some(({ other }) => other) };
}
