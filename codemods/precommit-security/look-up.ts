import type { YamlMap, YamlNode, YamlServices } from 'codex-codemod';

/** What a key stands for. */
export interface Found {
  /** The value, with aliases followed; null where there is none. */
  readonly node: YamlNode | null;
  /** As it is written. */
  readonly written: YamlNode | null;
  /** False where it comes in through `<<`. */
  readonly isOwn: boolean;
}

/** Merges inside of merges that are followed; nobody nests them deeper, and one that names itself must end. */
const MERGES = 4;

/** The value of a key, also of one that is merged in with `<<`, as pre-commit reads it. */
export function lookUp(map: YamlMap, key: string, services: Pick<YamlServices, 'get' | 'pair'>, depth = 0): Found {
  const own = services.pair(map, key);
  if (own !== null) return { node: services.get(own.value), written: own.value, isOwn: true };
  const merged = depth < MERGES ? services.get(services.pair(map, '<<')?.value ?? null) : null;
  const sources = merged?.kind === 'sequence' ? merged.items.map(({ node }) => services.get(node)) : [merged];
  for (const source of sources) {
    const found = source?.kind === 'map' ? lookUp(source, key, services, depth + 1) : null;
    if (found !== null && (found.written !== null || !found.isOwn)) return { ...found, isOwn: false };
  }
  return { node: null, written: null, isOwn: true };
}

/** True for an alias, and for what an alias can name: an edit of either may change other places. */
export function isNamed(node: YamlNode | null): boolean {
  return node !== null && (node.kind === 'alias' || node.anchor !== null);
}
