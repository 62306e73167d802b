import { nodesOf } from '../walk.js';
import type { YamlFile, YamlNode } from '../yaml-file.js';
import { type Attempt, refused } from './attempt.js';

/** The anchors of a node and below it. */
function anchorsOf(node: YamlNode | null, own: boolean): ReadonlySet<string> {
  if (node === null) return new Set();
  return new Set([...nodesOf(node)].flatMap((inner) => (inner.anchor === null || (!own && inner === node) ? [] : inner.anchor)));
}

/** Why a node cannot go: something else refers to an anchor in it. Null when it can. */
export function neededBy(file: YamlFile, node: YamlNode | null, own: boolean): Attempt | null {
  const gone = anchorsOf(node, own);
  if (gone.size === 0 || node === null) return null;
  const inside = new Set(nodesOf(node));
  for (const { contents } of file.documents) {
    if (contents === null) continue;
    for (const other of nodesOf(contents)) {
      if (other.kind === 'alias' && gone.has(other.name) && !inside.has(other))
        return refused(`the alias *${other.name} refers to it`);
    }
  }
  return null;
}

/** Why a new value cannot come in: it would take over the aliases of an anchor that is there already. Null when it can. */
export function clashes(file: YamlFile, value: YamlNode | null): Attempt | null {
  const added = anchorsOf(value, true);
  if (added.size === 0) return null;
  for (const { contents } of file.documents) {
    for (const name of anchorsOf(contents, true)) if (added.has(name)) return refused(`the file has an anchor &${name} already`);
  }
  return null;
}
