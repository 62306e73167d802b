import type { SyntaxNode } from 'codex-codemod';
import type { Doers } from './find-accessors.js';
import type { Makers } from './find-makers.js';
import { wordOf } from './find-reads.js';
import type { Slot } from './find-slots.js';
import type { Store } from './find-stores.js';
import { type FunctionFacts, inside } from './functions.js';
import { leavesOf } from './leaves.js';
import { calledClass, declarationsOf, withBases } from './places.js';
import type { Reading } from './reading.js';

/** A function that puts a new connection into a shared slot when there is none, and how it sees that there is none. */
export interface Creator {
  readonly facts: FunctionFacts;
  readonly store: Store;
  /** True when an entry or attribute that is not there is made again. */
  readonly acceptsAbsent: boolean;
  /** True when `None` in its place is replaced. */
  readonly acceptsNone: boolean;
}

export function findCreators(slot: Slot, reading: Reading, makers: Makers, doers: Doers): readonly Creator[] {
  return slot.stores.flatMap((store) => {
    const facts = store.inside;
    if (facts === null || !leavesOf(store.value, reading).some((leaf) => makers.driverOfNew(leaf) !== null)) return [];
    const acceptsAbsent = slot.form === 'attribute' ? attributeAbsence(slot, facts, reading) : entryAbsence(slot, facts, reading);
    const acceptsNone = testsForNone(slot, facts, reading, doers);
    return acceptsAbsent || acceptsNone ? [{ facts, store, acceptsAbsent, acceptsNone }] : [];
  });
}

function attributeAbsence(slot: Slot, facts: FunctionFacts, reading: Reading): boolean {
  const name = slot.place.steps.at(-1);
  const own = slot.reads.filter(({ node }) => reading.functionAround(node) === facts);
  if (own.some(({ defaulted }) => defaulted)) return true;
  if (hasClassDefault(slot, reading)) return true;
  for (const node of inside(facts.body)) {
    const given = node.type === 'call' ? (node.child('arguments')?.namedChildren ?? []) : [];
    const asks = node.type === 'call' && node.child('function')?.text === 'hasattr';
    if (asks && given[1] !== undefined && wordOf(given[1]) === name) return true;
  }
  return catches(
    own.map(({ node }) => node),
    'AttributeError',
  );
}

/** A subclass of `threading.local` whose body gives the attribute a value: deleting it from an object uncovers that. */
function hasClassDefault(slot: Slot, reading: Reading): boolean {
  const name = slot.place.steps.at(-1);
  const steps = slot.place.steps.slice(0, -1);
  const object = { owner: slot.place.owner, steps, key: slot.place.key.slice(0, -1 - (name?.length ?? 0)) };
  return declarationsOf(object, reading).some(({ value }) => {
    const owner = value?.type === 'call' ? calledClass(value, reading) : null;
    const bodies = owner === null ? [] : withBases(owner, reading);
    return bodies.some((body) =>
      [...inside(body.child('body') ?? body)].some((node) => node.type === 'assignment' && node.child('left')?.text === name),
    );
  });
}

function entryAbsence(slot: Slot, facts: FunctionFacts, reading: Reading): boolean {
  const own = slot.reads.filter(({ node }) => reading.functionAround(node) === facts);
  if (own.some(({ defaulted, takes }) => defaulted || takes)) return true;
  const containers = new Set(slot.stores.map(({ container }) => container.text));
  for (const node of inside(facts.body)) {
    if (node.type !== 'comparison_operator' || !node.children.some(({ type }) => type === 'in' || type === 'not in')) continue;
    if (containers.has(node.namedChildren.at(-1)?.text ?? '')) return true;
  }
  return catches(
    own.map(({ node }) => node),
    'KeyError',
    'LookupError',
    'IndexError',
  );
}

/** True when one of the nodes stands in a `try` with a handler for one of the exceptions. */
function catches(nodes: readonly SyntaxNode[], ...names: readonly string[]): boolean {
  return nodes.some((node) => {
    for (const outer of node.ancestors()) {
      if (outer.type === 'function_definition') return false;
      if (outer.type !== 'try_statement') continue;
      const handlers = outer.children.filter(({ type }) => type === 'except_clause');
      if (handlers.some((handler) => names.some((name) => handler.child('value')?.text.includes(name)))) return true;
    }
    return false;
  });
}

/** `x is None`, `not x`, `if x`, `x or ...`, where x is the connection. */
function testsForNone(slot: Slot, facts: FunctionFacts, reading: Reading, doers: Doers): boolean {
  for (const node of inside(facts.body)) {
    const tested = testedBy(node);
    if (tested === null) continue;
    if (leavesOf(tested, reading).some((leaf) => doers.slotOf(leaf) === slot)) return true;
  }
  return false;
}

/** What an expression is asked to be: not None, or true. */
function testedBy(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'comparison_operator') {
    const isNone =
      node.children.some(({ type }) => type === 'is' || type === 'is not' || type === '==') && /\bNone$/.test(node.text);
    return isNone ? (node.namedChildren[0] ?? null) : null;
  }
  if (node.type === 'not_operator') return node.child('argument');
  if (node.type === 'boolean_operator') return node.child('left');
  if (node.type === 'if_statement') return node.child('condition');
  if (node.type === 'conditional_expression') return node.namedChildren[1] ?? null;
  return null;
}
