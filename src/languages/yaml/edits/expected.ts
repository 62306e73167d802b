import type { YamlDocument, YamlFile, YamlNode } from '../yaml-file.js';
import { heldBy, type Owner, type Owners } from './owners.js';

/** The documents of a file with another value in one place: old nodes are shared, and nothing is changed. */
export function withValue(file: YamlFile, owners: Owners, owner: Owner, value: YamlNode | null): readonly YamlDocument[] {
  const container = owners.containerOf(owner);
  if (!('kind' in owner) || container === null) {
    return file.documents.map((document) => (document === owner ? { ...document, contents: value } : document));
  }
  const changed =
    container.kind === 'map'
      ? { ...container, pairs: container.pairs.map((pair) => (pair === owner ? { ...pair, value } : pair)) }
      : { ...container, items: container.items.map((item) => (item === owner ? { ...item, node: value } : item)) };
  return withNode(file, owners, container, changed);
}

/** The documents of a file with another node in the place of one. */
export function withNode(file: YamlFile, owners: Owners, node: YamlNode, changed: YamlNode): readonly YamlDocument[] {
  const owner = owners.of(node);
  if (owner === null) throw new Error('the node is not one of this file');
  return withValue(file, owners, owner, changed);
}

/** The node that a value becomes: it keeps the anchor and tag that stand before it. */
export function keepingProperties(owner: Owner, value: YamlNode | null): YamlNode | null {
  const old = heldBy(owner);
  if (old === null || (old.anchor === null && old.tag === null) || value === null) return value;
  return { ...value, anchor: value.anchor ?? old.anchor, tag: value.tag ?? old.tag };
}
