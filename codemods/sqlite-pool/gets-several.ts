import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { slotKey } from './find-reads.js';

/** True when a holder's name may have the connection of one key first, and later that of another. */
export function getsSeveral(holder: Holder, surroundings: Surroundings): boolean {
  const bringing = holder.acquisitions.filter(({ pooled }) => pooled.length > 0);
  if (bringing.length < 2) return false;
  const asked = bringing.flatMap(({ pooled }) => pooled.flatMap((leaf) => askedFor(leaf, holder, surroundings)));
  if (new Set(asked.map(({ text }) => text)).size > 1) return true;
  const [first] = bringing;
  const from = Math.min(...bringing.map(({ node }) => node.start));
  const to = Math.max(...bringing.map(({ node }) => node.start));
  return first !== undefined && asked.some((key) => isBoundBetween(key, from, to, holder, surroundings));
}

/** The key of what is read or stored; of an accessor the whole call. */
function askedFor(leaf: SyntaxNode, { slot, facts }: Holder, { reading, slots }: Surroundings): readonly SyntaxNode[] {
  const read = slots.reads.get(leaf);
  if (read !== undefined) return read.key === null ? [] : [read.key];
  if (calleeOf(leaf, reading) !== null && slot.stores.every((store) => store.inside !== facts)) return [leaf];
  return slot.stores.flatMap((store) => (store.inside === facts && slotKey(store) === slot.key ? (store.key ?? []) : []));
}

function isBoundBetween(key: SyntaxNode, from: number, to: number, { facts }: Holder, { reading }: Surroundings): boolean {
  for (const name of key.ofType('identifier')) {
    const resolution = reading.scope.resolve(name);
    if (resolution.kind !== 'bound' || resolution.binding.scope !== facts.scope) continue;
    if (resolution.binding.sites.some(({ identifier }) => identifier.start > from && identifier.start < to)) return true;
  }
  return false;
}
