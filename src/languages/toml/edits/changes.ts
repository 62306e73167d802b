import { dataAt, type TomlData } from '../data.js';
import type { TomlPath } from '../toml-file.js';
import type { Change } from './verified.js';

/** Sets what stands at a path; tables on the way are made. */
export function setAt(path: TomlPath, value: TomlData): Change {
  return (data) => {
    const last = path.at(-1);
    const found = made(data, path.slice(0, -1));
    const owner = found === null ? null : lastOf(found, last);
    if (owner instanceof Map && typeof last === 'string') owner.set(last, value);
    else if (Array.isArray(owner) && typeof last === 'number' && last <= owner.length) owner[last] = value;
    else return false;
    return true;
  };
}

/** What stands at a path. As in a header, a key behind an array of tables means the last of them. */
function made(data: TomlData, path: TomlPath): TomlData | null {
  let current = lastOf(data, path[0]);
  for (const [at, part] of path.entries()) {
    if (current instanceof Map && typeof part === 'string' && !current.has(part)) current.set(part, new Map());
    const next = dataAt(current, [part]);
    if (next === null) return null;
    current = lastOf(next, path[at + 1]);
  }
  return current;
}

function lastOf(data: TomlData, part: string | number | undefined): TomlData {
  return Array.isArray(data) && typeof part === 'string' ? (data.at(-1) ?? data) : data;
}

/** Adds an element to the array at a path, which is made where there is none. */
export function pushAt(path: TomlPath, value: TomlData): Change {
  return (data) => {
    const key = path.at(-1);
    const found = made(data, path.slice(0, -1));
    const owner = found === null ? null : lastOf(found, key);
    const array = owner === null || key === undefined ? null : dataAt(owner, [key]);
    if (array === null) return setAt(path, [value])(data);
    if (Array.isArray(array)) array.push(value);
    return Array.isArray(array);
  };
}

/** Removes a key; with `prune`, tables that are left empty go as well: those that only its dotted key has made. */
export function deleteAt(path: TomlPath, prune: number): Change {
  return (data) => {
    const owner = dataAt(data, path.slice(0, -1));
    const last = path.at(-1);
    if (!(owner instanceof Map) || typeof last !== 'string' || !owner.delete(last)) return false;
    return prune === 0 || owner.size > 0 || path.length < 2 || deleteAt(path.slice(0, -1), prune - 1)(data);
  };
}
