import { comparePaths, type InventoryEntry } from './entry.js';

/** What differs between an entry before and after. */
export type ChangedField = 'kind' | 'content' | 'mode' | 'target' | 'role' | 'language' | 'error';

export interface InventoryDiff {
  readonly added: readonly { readonly path: string }[];
  readonly removed: readonly { readonly path: string }[];
  readonly changed: readonly { readonly path: string; readonly fields: readonly ChangedField[] }[];
  /** Same content, another path. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

/**
 * Compares two inventories. A path that is gone and one that is new are a move when their contents have the same hash; of
 * several that are equal each is taken once, those with the same name first, then in the order of their paths. Empty
 * files are never moved: their content tells nothing.
 */
export function compareInventories(before: readonly InventoryEntry[], after: readonly InventoryEntry[]): InventoryDiff {
  const [old, now] = [byKey(before), byKey(after)];
  const gone = [...old].flatMap(([key, entry]) => (now.has(key) ? [] : [entry]));
  const come = [...now].flatMap(([key, entry]) => (old.has(key) ? [] : [entry]));
  const moves = findMoves(gone, come);
  const targets = new Set(moves.values());
  const changed = [...now].flatMap(([key, entry]) => {
    const former = old.get(key);
    const fields = former === undefined ? [] : changedFields(former, entry);
    return fields.length === 0 ? [] : [{ path: entry.path, fields }];
  });
  return {
    added: come
      .filter((entry) => !targets.has(entry))
      .map(({ path }) => ({ path }))
      .sort(comparePaths),
    removed: gone
      .filter((entry) => !moves.has(entry))
      .map(({ path }) => ({ path }))
      .sort(comparePaths),
    changed: changed.sort(comparePaths),
    moved: [...moves].map(([from, to]) => ({ from: from.path, to: to.path })).sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

export function isEmptyDiff({ added, removed, changed, moved }: InventoryDiff): boolean {
  return added.length + removed.length + changed.length + moved.length === 0;
}

/** A name that is no text is shown by an escape that another name could have as its text. */
function byKey(entries: readonly InventoryEntry[]): ReadonlyMap<string, InventoryEntry> {
  return new Map(entries.map((entry) => [entry.error?.code === 'path-encoding' ? `\0${entry.path}` : entry.path, entry]));
}

function changedFields(before: InventoryEntry, after: InventoryEntry): readonly ChangedField[] {
  const differs: readonly (readonly [ChangedField, boolean])[] = [
    ['kind', before.kind !== after.kind],
    ['content', before.sha256 !== after.sha256 || (before.kind === 'file' && before.size !== after.size)],
    ['mode', before.mode !== after.mode],
    ['target', before.target !== after.target],
    ['role', before.role !== after.role],
    ['language', before.language !== after.language],
    ['error', before.error?.code !== after.error?.code],
  ];
  return differs.flatMap(([field, isDifferent]) => (isDifferent ? [field] : []));
}

function findMoves(
  gone: readonly InventoryEntry[],
  come: readonly InventoryEntry[],
): ReadonlyMap<InventoryEntry, InventoryEntry> {
  const targets = byHash(come);
  return new Map([...byHash(gone)].flatMap(([hash, sources]) => pairEqual(sources, targets.get(hash) ?? [])));
}

type Move = readonly [from: InventoryEntry, to: InventoryEntry];

function pairEqual(sources: readonly InventoryEntry[], targets: readonly InventoryEntry[]): readonly Move[] {
  const byName = new Map<string, InventoryEntry[]>();
  for (const target of [...targets].sort(comparePaths).reverse()) {
    const name = nameOf(target.path);
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [target]);
    else group.push(target);
  }
  const sorted = [...sources].sort(comparePaths);
  const named = sorted.flatMap((source): readonly Move[] => {
    const target = byName.get(nameOf(source.path))?.pop();
    return target === undefined ? [] : [[source, target]];
  });
  const moved = new Set(named.map(([source]) => source));
  const free = [...byName.values()].flat().sort(comparePaths);
  const others = sorted
    .filter((source) => !moved.has(source))
    .flatMap((source, index): readonly Move[] => {
      const target = free[index];
      return target === undefined ? [] : [[source, target]];
    });
  return [...named, ...others];
}

function byHash(entries: readonly InventoryEntry[]): ReadonlyMap<string, readonly InventoryEntry[]> {
  const groups = new Map<string, InventoryEntry[]>();
  for (const entry of entries) {
    if (entry.sha256 === null || entry.size === 0) continue;
    const group = groups.get(entry.sha256);
    if (group === undefined) groups.set(entry.sha256, [entry]);
    else group.push(entry);
  }
  return groups;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
