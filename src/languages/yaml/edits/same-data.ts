import type { YamlDocument, YamlItem, YamlNode, YamlPair } from '../yaml-file.js';

/** True when two lists of documents hold the same data, anchors, aliases and tags, in the same order, in whatever style. */
export function sameDocuments(a: readonly YamlDocument[], b: readonly YamlDocument[]): boolean {
  return sameLists(a, b, (one, other) => sameNode(one.contents, other.contents));
}

/** Nothing written is null, whether its tag and anchor make a node of it or not. Recursion is bounded by the parser's depth. */
export function sameNode(a: YamlNode | null, b: YamlNode | null): boolean {
  if (a === null || b === null) return isPlainNull(a) && isPlainNull(b);
  if (a.anchor !== b.anchor || a.tag !== b.tag) return false;
  if (a.kind === 'map') return b.kind === 'map' && sameLists(a.pairs, b.pairs, samePair);
  if (a.kind === 'sequence') return b.kind === 'sequence' && sameLists(a.items, b.items, sameItem);
  if (a.kind === 'alias') return b.kind === 'alias' && a.name === b.name;
  return b.kind === 'scalar' && Object.is(a.value, b.value);
}

function isPlainNull(node: YamlNode | null): boolean {
  return node === null || (node.kind === 'scalar' && node.value === null && node.anchor === null && node.tag === null);
}

function samePair(a: YamlPair, b: YamlPair): boolean {
  return sameNode(a.key, b.key) && sameNode(a.value, b.value);
}

function sameItem(a: YamlItem, b: YamlItem): boolean {
  return sameNode(a.node, b.node);
}

function sameLists<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  return a.every((one, index) => {
    const other = b[index];
    return other !== undefined && same(one, other);
  });
}
