import type { SyntaxNode } from 'codex-codemod';
import type { Acquisition, Holder, Surroundings } from './find-holders.js';
import { findUses } from './find-uses.js';
import { type FunctionFacts, inside, receiverOf } from './functions.js';
import { leavesOf } from './leaves.js';

/** An exit method, and the connection that the enter method of its class keeps in an attribute. */
export interface Kept {
  readonly exit: FunctionFacts;
  /** `self.conn`, as `__exit__` writes it. */
  readonly text: string;
  readonly holder: Holder;
}

export function findKept(surroundings: Surroundings): readonly Kept[] {
  return surroundings.reading.functions.flatMap((exit) => keptBy(exit, surroundings) ?? []);
}

function keptBy(exit: FunctionFacts, surroundings: Surroundings): Kept | null {
  if (exit.owner === null || !/^__a?exit__$/.test(exit.name)) return null;
  const { reading } = surroundings;
  const enter = reading.functions.find(({ owner, name }) => owner === exit.owner && name === exit.name.replace('exit', 'enter'));
  const [from, to] = [enter === undefined ? null : receiverOf(enter), receiverOf(exit)];
  if (enter === undefined || from === null || to === null) return null;
  for (const [attribute, acquisitions] of assignedIn(enter, from, surroundings)) {
    const text = `${to}.${attribute}`;
    const holder = heldAs(text, acquisitions, exit, enter, surroundings);
    if (holder !== null) return { exit, text, holder };
  }
  return null;
}

/** What a method assigns to attributes of its receiver: `self.conn = pool.pop()`, and in `else` `self.conn = connect()`. */
function assignedIn(
  { body }: FunctionFacts,
  receiver: string,
  { reading, doers }: Surroundings,
): ReadonlyMap<string, readonly Acquisition[]> {
  const found = new Map<string, Acquisition[]>();
  for (const node of inside(body)) {
    const [left, value] = [node.child('left'), node.child('right')];
    if (node.type !== 'assignment' || left?.type !== 'attribute' || value === null) continue;
    const attribute = left.child('attribute')?.text;
    if (left.child('object')?.text !== receiver || attribute === undefined) continue;
    const leaves = leavesOf(value, reading);
    const one: Acquisition = { node: left, leaves, pooled: leaves.filter((leaf) => doers.slotOf(leaf) !== null) };
    found.set(attribute, [...(found.get(attribute) ?? []), one]);
  }
  return found;
}

/** The exit method as a holder of what the enter method put into the attribute. */
function heldAs(
  text: string,
  acquisitions: readonly Acquisition[],
  exit: FunctionFacts,
  getter: FunctionFacts,
  surroundings: Surroundings,
): Holder | null {
  const { doers, slots } = surroundings;
  const pooled = acquisitions.flatMap((one) => one.pooled);
  const [slot] = pooled.flatMap((leaf) => doers.slotOf(leaf) ?? []);
  if (slot === undefined) return null;
  const nodes = [...inside(exit.body)].filter((node) => node.type === 'attribute' && node.text === text && !isTarget(node));
  const aliases = [...exit.scope.bindings.values()].filter(({ sites }) =>
    sites.some(({ identifier }) => identifier.parent?.child('right')?.text === text),
  );
  const uses = findUses([...nodes, ...aliases.flatMap((alias) => alias.uses)], exit, surroundings);
  const taken = pooled.some((leaf) => slots.reads.get(leaf)?.takes ?? slot.reads.some(({ takes }) => takes));
  return { facts: exit, getter, slot, name: null, acquisitions, boundElsewhere: false, taken, uses };
}

function isTarget(node: SyntaxNode): boolean {
  return node.parent?.type === 'assignment' && node.parent.child('left') === node;
}
