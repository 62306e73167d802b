import type { YamlDocument, YamlFile, YamlItem, YamlMap, YamlNode, YamlPair, YamlSequence } from '../yaml-file.js';

export type Owner = YamlPair | YamlItem | YamlDocument;
export type Collection = YamlMap | YamlSequence;

/** Who holds what in a file. Nodes inside of keys have no owner: they are not edited. */
export interface Owners {
  of(node: YamlNode): Owner | null;
  containerOf(entry: Owner): Collection | null;
}

export function ownersOf(file: YamlFile): Owners {
  const owners = new Map<YamlNode, Owner>();
  const containers = new Map<Owner, Collection>();
  const visit = (owner: Owner): void => {
    const node = heldBy(owner);
    if (node === null) return;
    owners.set(node, owner);
    if (node.kind !== 'map' && node.kind !== 'sequence') return;
    for (const entry of entriesOf(node)) {
      containers.set(entry, node);
      visit(entry);
    }
  };
  file.documents.forEach(visit);
  return { of: (node) => owners.get(node) ?? null, containerOf: (entry) => containers.get(entry) ?? null };
}

export function entriesOf(node: Collection): readonly (YamlPair | YamlItem)[] {
  return node.kind === 'map' ? node.pairs : node.items;
}

export function heldBy(owner: Owner): YamlNode | null {
  if (!('kind' in owner)) return owner.contents;
  return owner.kind === 'pair' ? owner.value : owner.node;
}

/** True when the entry lies in a flow collection, where new text must be in flow style. */
export function isInFlow(owners: Owners, entry: Owner): boolean {
  return owners.containerOf(entry)?.style === 'flow';
}
