import type { YamlData } from './services.js';
import type { YamlMap, YamlNode, YamlPair } from './yaml-file.js';

/** The pair of a map that has a key, as text. */
export function pairOf(node: YamlNode | null, key: string): YamlPair | null {
  return node?.kind === 'map' ? (node.pairs[indexOfKey(node, key)] ?? null) : null;
}

/** The place of a key among the pairs of a map; -1 where it is not there. */
export function indexOfKey({ pairs }: YamlMap, key: string): number {
  return pairs.findIndex((pair) => pair.key.kind === 'scalar' && String(pair.key.value) === key);
}

/** Plain data of a node. What several aliases name is one object: a bomb of aliases stays small. */
export function dataOf(root: YamlNode | null, resolve: (node: YamlNode) => YamlNode | null): YamlData {
  const made = new Map<YamlNode, YamlData>();
  const convert = (given: YamlNode | null): YamlData => {
    const node = given === null ? null : resolve(given);
    if (node === null || node.kind === 'alias') return null;
    if (node.kind === 'scalar') return node.value;
    const known = made.get(node);
    if (known !== undefined) return known;
    if (node.kind === 'sequence') {
      const list: YamlData[] = [];
      made.set(node, list);
      for (const item of node.items) list.push(convert(item.node));
      return list;
    }
    const object: Record<string, YamlData> = Object.create(null);
    made.set(node, object);
    for (const { key, value } of node.pairs) if (key.kind === 'scalar') object[String(key.value)] = convert(value);
    return object;
  };
  return convert(root);
}
