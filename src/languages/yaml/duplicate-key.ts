import { nodesOf } from './walk.js';
import type { YamlMap, YamlNode } from './yaml-file.js';

/** The first key that stands twice in a map, or null; in linear time. Keys that are collections count by their text. */
export function duplicateKey(root: YamlNode, text: string): YamlNode | null {
  for (const node of nodesOf(root)) {
    const twice = node.kind === 'map' ? duplicateIn(node, text) : null;
    if (twice !== null) return twice;
  }
  return null;
}

function duplicateIn({ pairs }: YamlMap, text: string): YamlNode | null {
  const seen = new Set<string>();
  for (const { key } of pairs) {
    const identity =
      key.kind === 'scalar' ? `${typeof key.value} ${key.tag} ${key.value}` : `node ${text.slice(key.start, key.end)}`;
    if (seen.has(identity)) return key;
    seen.add(identity);
  }
  return null;
}
