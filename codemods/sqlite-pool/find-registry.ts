import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import type { Surroundings } from './find-holders.js';
import type { Slot } from './find-slots.js';
import { leavesOf } from './leaves.js';
import { endOfChain, placeOf } from './places.js';

/**
 * True when something else than the slot keeps its connections, too, and more is done with them there than closing
 * them: `self._all.append(conn)`, and later `for conn in self._all: conn.execute("PRAGMA optimize")`.
 */
export function isKeptElsewhere(slot: Slot, surroundings: Surroundings): boolean {
  const keepers = keepersOf(slot, surroundings);
  if (keepers.size === 0) return false;
  const { reading } = surroundings;
  const mentions = new Map<string, SyntaxNode[]>([...keepers].map(([key]) => [key, []]));
  for (const node of reading.file.root.ofType('identifier', 'attribute')) {
    const isPart = node.parent?.type === 'attribute' && node.parent.child('attribute') === node;
    const found = isPart ? undefined : mentions.get(placeOf(node, reading)?.key ?? '');
    if (found !== undefined && !isKeeping(node, keepers)) found.push(node);
  }
  // One that is never asked here is kept for somebody else.
  return [...mentions.values()].some((nodes) => nodes.length === 0 || !nodes.every((node) => onlyCloses(node, surroundings)));
}

/** The places that are given a connection of the slot, and where. */
function keepersOf(slot: Slot, surroundings: Surroundings): ReadonlyMap<string, readonly SyntaxNode[]> {
  const { reading, slots } = surroundings;
  const own = new Set(slot.stores.flatMap(({ value }) => leavesOf(value, reading)).filter(isNew));
  const keepers = new Map<string, SyntaxNode[]>();
  const add = (node: SyntaxNode, place: SyntaxNode, value: SyntaxNode): void => {
    const key = placeOf(place, reading)?.key;
    if (key === undefined || key === slot.place.key || !bringsOne(value)) return;
    keepers.set(key, [...(keepers.get(key) ?? []), node]);
  };
  for (const { node, container, value, form } of slots.stores) if (form === 'element') add(node, container, value);
  for (const assignment of reading.file.root.ofType('assignment')) {
    const [left, value] = [assignment.child('left'), endOfChain(assignment)];
    if (left !== null && value !== null && isLasting(left)) add(assignment, left, value);
  }
  return keepers;

  function isNew(leaf: SyntaxNode): boolean {
    return surroundings.makers.driverOfNew(leaf) !== null;
  }

  function bringsOne(value: SyntaxNode): boolean {
    return leavesOf(value, reading).some((leaf) => {
      const parts = /^(tuple|list)$/.test(leaf.type) ? leaf.namedChildren.flatMap((part) => leavesOf(part, reading)) : [leaf];
      return parts.some((part) => own.has(part) || surroundings.doers.slotOf(part) === slot);
    });
  }

  function isLasting(left: SyntaxNode): boolean {
    if (left.type === 'attribute') return true;
    const resolution = left.type === 'identifier' ? reading.scope.resolve(left) : null;
    return resolution?.kind === 'bound' && resolution.binding.scope.kind === 'module';
  }
}

/** True where a place is declared, or given a connection. */
function isKeeping(node: SyntaxNode, keepers: ReadonlyMap<string, readonly SyntaxNode[]>): boolean {
  const { parent } = node;
  if (parent?.type === 'assignment' && parent.child('left') === node) return true;
  if (parent?.type === 'global_statement' || parent?.type === 'nonlocal_statement') return true;
  return [...keepers.values()].flat().some((keeping) => keeping.type === 'call' && within(keeping, node));
}

const EMPTIES = /^(clear|remove|discard)$/;

/** `for conn in all: conn.close()`, `all.clear()`, `while all: all.pop().close()`, `len(all)`. */
function onlyCloses(node: SyntaxNode, surroundings: Surroundings): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (/^(if_statement|while_statement|comparison_operator|not_operator)$/.test(parent.type)) return true;
  if (parent.type === 'attribute') {
    const method = parent.child('attribute')?.text ?? '';
    const call = parent.parent?.type === 'call' ? parent.parent : null;
    if (call === null) return false;
    if (/^(values|copy)$/.test(method)) return onlyCloses(call, surroundings);
    return EMPTIES.test(method) || (method === 'pop' && isClosed(call));
  }
  if (parent.type === 'argument_list') {
    const name = parent.parent?.child('function')?.text ?? '';
    return (
      name === 'len' || (/^(list|tuple|set)$/.test(name) && parent.parent !== null && onlyCloses(parent.parent, surroundings))
    );
  }
  return parent.type === 'for_statement' && parent.child('right') === node && closesEach(parent, surroundings);
}

function closesEach(loop: SyntaxNode, { reading }: Surroundings): boolean {
  const name = loop.child('left');
  const resolution = name?.type === 'identifier' ? reading.scope.resolve(name) : null;
  if (resolution?.kind !== 'bound') return false;
  return resolution.binding.uses.filter((use) => within(loop, use) && use !== name).every(isClosed);
}

function isClosed({ parent }: SyntaxNode): boolean {
  return parent?.type === 'attribute' && parent.child('attribute')?.text === 'close';
}
