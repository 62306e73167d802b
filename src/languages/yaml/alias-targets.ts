import { nodesOf } from './walk.js';
import type { YamlAlias, YamlDocument, YamlNode } from './yaml-file.js';

/** The node that every alias stands for: the last one before it with the anchor, in its document. */
export function aliasTargets(documents: readonly YamlDocument[]): ReadonlyMap<YamlAlias, YamlNode> {
  const targets = new Map<YamlAlias, YamlNode>();
  for (const { contents } of documents) {
    const anchors = new Map<string, YamlNode>();
    for (const node of contents === null ? [] : nodesOf(contents)) {
      const target = node.kind === 'alias' ? anchors.get(node.name) : undefined;
      if (node.kind === 'alias' && target !== undefined) targets.set(node, target);
      if (node.anchor !== null) anchors.set(node.anchor, node);
    }
  }
  return targets;
}

/** The first alias that stands for nothing, which the parser lets pass; null when there is none. */
export function danglingAlias(documents: readonly YamlDocument[]): YamlAlias | null {
  const targets = aliasTargets(documents);
  for (const { contents } of documents) {
    for (const node of contents === null ? [] : nodesOf(contents)) if (node.kind === 'alias' && !targets.has(node)) return node;
  }
  return null;
}
