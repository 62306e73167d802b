import type { TomlFile, TomlPair, TomlPath, TomlTable, TomlValue } from './toml-file.js';

/** A pair, and what it stands in: a table, or an inline table. */
export interface FoundPair {
  readonly pair: TomlPair;
  readonly owner: TomlTable | TomlValue;
}

/** The pair that gives the value at a path, or null. */
export function findPair(file: TomlFile, path: TomlPath): FoundPair | null {
  for (const table of allTables(file)) {
    const found = startsWith(path, table.path) ? findIn(table, path.slice(table.path.length)) : null;
    if (found !== null) return found;
  }
  return null;
}

function findIn(owner: TomlTable | TomlValue, path: TomlPath): FoundPair | null {
  for (const pair of owner.pairs) {
    if (!startsWith(path, pair.keys)) continue;
    const rest = path.slice(pair.keys.length);
    if (rest.length === 0) return { pair, owner };
    const [inner, left] = throughElements(pair.value, rest);
    const found = inner !== null && left.length > 0 ? findIn(inner, left) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Follows the indexes at the beginning of a path into arrays. */
function throughElements(value: TomlValue, path: TomlPath): [TomlValue | null, TomlPath] {
  let current: TomlValue | null = value;
  let at = 0;
  for (; current !== null && typeof path[at] === 'number'; at++) current = current.elements[Number(path[at])] ?? null;
  return [current, path.slice(at)];
}

/** The value that is written at a path, or null: a table with a header of its own is no value. */
export function findValue(file: TomlFile, path: TomlPath): TomlValue | null {
  for (let length = path.length; length > 0; length--) {
    const found = findPair(file, path.slice(0, length));
    if (found === null) continue;
    const [value, rest] = throughElements(found.pair.value, path.slice(length));
    return rest.length === 0 ? value : null;
  }
  return null;
}

/** The table that has this path as its header, or the root for the empty path. */
export function findTable(file: TomlFile, path: TomlPath): TomlTable | null {
  return allTables(file).find((table) => table.path.length === path.length && startsWith(path, table.path)) ?? null;
}

export function allTables({ root, tables }: TomlFile): readonly TomlTable[] {
  return [root, ...tables];
}

export function startsWith(path: TomlPath, start: TomlPath): boolean {
  return start.length <= path.length && start.every((part, index) => part === path[index]);
}
