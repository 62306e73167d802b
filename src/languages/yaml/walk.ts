import type { YamlNode } from './yaml-file.js';

/** A node and everything below it, parents before children, in the order of the text, keys included; without recursion. */
export function* nodesOf(root: YamlNode): Generator<YamlNode> {
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    open.push(...childrenOf(node).reverse());
  }
}

function childrenOf(node: YamlNode): YamlNode[] {
  if (node.kind === 'map') return node.pairs.flatMap(({ key, value }) => (value === null ? [key] : [key, value]));
  if (node.kind === 'sequence') return node.items.flatMap((item) => item.node ?? []);
  return [];
}
