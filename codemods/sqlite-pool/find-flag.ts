import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import { type Condition, conditionsOf, isStable, textOf } from './conditions.js';
import type { Holder, Surroundings } from './find-holders.js';
import { type Read, slotKey } from './find-reads.js';
import { leavesOf } from './leaves.js';

/** Under which condition a holder has a connection of the slot: always, under a condition, or nobody can tell. */
export type Flag = Condition | 'always' | 'unclear';

/** @param run the statements that get the connection: everything from the first to the last of them. */
export function findFlag(holder: Holder, block: SyntaxNode, surroundings: Surroundings): Flag {
  const nodes = pooledNodes(holder, surroundings).filter((node) => block.start <= node.start && node.end <= block.end);
  const found = nodes.map((node) => flagsAt(node, holder, block, surroundings));
  const texts = new Set(found.map((flags) => (flags === null ? '?' : flags.map(textOf).join(' and '))));
  const [first] = found;
  if (first == null || texts.size !== 1 || first.length > 1) return 'unclear';
  const [flag] = first;
  if (flag !== undefined) return isStable(flag.test) && isKept(flag.test, block, surroundings) ? flag : 'unclear';
  return holder.acquisitions.some((one) => hasUnpooled(one)) || isMixed(holder, surroundings) ? 'unclear' : 'always';
}

/** Where the slot is read or written: what stands there decides whether the connection is pooled. */
function pooledNodes(holder: Holder, { slots }: Surroundings): readonly SyntaxNode[] {
  const leaves = new Set(holder.acquisitions.flatMap(({ pooled }) => pooled));
  const stores = slots.stores.filter(
    (store) => store.inside === holder.facts && slotKey(store) === holder.slot.key && !holder.taken,
  );
  const reads = [...leaves].filter((leaf) => !storedLater(leaf, holder, slots.reads.has(leaf)));
  return [...reads, ...stores.map(({ node }) => node)];
}

/** A connection that is made here is pooled because of the store, not because of where it is made. */
function storedLater(leaf: SyntaxNode, holder: Holder, isRead: boolean): boolean {
  return (
    !isRead &&
    !holder.taken &&
    holder.slot.stores.some((store) => store.inside === holder.facts && store.node.start >= leaf.start)
  );
}

function flagsAt(node: SyntaxNode, holder: Holder, block: SyntaxNode, surroundings: Surroundings): readonly Condition[] | null {
  return conditionsOf(node, block)?.filter(({ test }) => !asksForConnection(test, holder, surroundings)) ?? null;
}

/** `conn is None`, `key not in POOL`, `POOL`, `not POOL.empty()`: conditions on what there is, not on what is wanted. */
function asksForConnection(test: SyntaxNode, holder: Holder, { slots, reading }: Surroundings): boolean {
  const containers = new Set([...holder.slot.stores, ...holder.slot.reads].map(({ container }) => container.text));
  for (const node of test.descendants()) {
    if (containers.has(node.text) || isOf(holder, slots.reads.get(node))) return true;
    if (node.type !== 'identifier') continue;
    const resolution = reading.scope.resolve(node);
    if (resolution.kind === 'bound' && resolution.binding === holder.name) return true;
    const leaves = leavesOf(node, reading);
    if (leaves.some((leaf) => isOf(holder, slots.reads.get(leaf)))) return true;
  }
  return false;
}

function isOf({ slot }: Holder, read: Read | undefined): boolean {
  return read !== undefined && slotKey(read) === slot.key;
}

/** True when no name of the condition is bound again after the connection was got. */
function isKept(test: SyntaxNode, block: SyntaxNode, { reading }: Surroundings): boolean {
  for (const name of test.ofType('identifier')) {
    const resolution = reading.scope.resolve(name);
    if (resolution.kind !== 'bound' || resolution.binding.scope.kind !== 'function') continue;
    if (resolution.binding.sites.some(({ identifier }) => identifier.start > test.start && identifier.start > block.start))
      return false;
  }
  return true;
}

function hasUnpooled({ leaves, pooled }: Holder['acquisitions'][number]): boolean {
  return leaves.some((leaf) => leaf.type !== 'none' && !pooled.includes(leaf));
}

function isMixed({ acquisitions }: Holder, { doers, reading }: Surroundings): boolean {
  return acquisitions.some(({ pooled }) =>
    pooled.some((leaf) => {
      const callee = calleeOf(leaf, reading);
      return callee !== null && (doers.accessors.get(callee)?.mixed ?? false);
    }),
  );
}
