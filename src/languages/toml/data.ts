import { parse, TomlDate, TomlError, type TomlValueWithoutBigInt } from 'smol-toml';
import type { TomlPath } from './toml-file.js';

/** What a TOML text says: scalars are texts that tell their type, too. */
export type TomlData = string | TomlData[] | Map<string, TomlData>;

/** @returns null for a text that is no TOML. */
export function readData(text: string): Map<string, TomlData> | null {
  try {
    const data = toData(parse(text, { integersAsBigInt: true }));
    return data instanceof Map ? data : null;
  } catch (thrown) {
    if (thrown instanceof TomlError || thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** What a value says, or null when the text is no single value. */
export function readValue(valueToml: string): TomlData | null {
  const data = readData(`value = ${valueToml}`);
  return data?.size === 1 ? (data.get('value') ?? null) : null;
}

type Parsed = TomlValueWithoutBigInt | bigint | { [key: string]: Parsed } | Parsed[];

function toData(value: Parsed): TomlData {
  if (Array.isArray(value)) return value.map(toData);
  if (value instanceof TomlDate) return `date ${value.toISOString()}`;
  if (typeof value === 'object') return new Map(Object.entries(value).map(([key, inner]) => [key, toData(inner)]));
  if (typeof value === 'number') return `number ${Object.is(value, -0) ? '-0' : value}`;
  return `${typeof value} ${value}`;
}

/** True when two texts say the same; the order of keys says nothing. */
export function sameData(a: TomlData, b: TomlData): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => sameData(item, b[at] ?? ''));
  }
  return a.size === b.size && [...a].every(([key, inner]) => b.has(key) && sameData(inner, b.get(key) ?? ''));
}

/** What stands at a path, or null. */
export function dataAt(data: TomlData, path: TomlPath): TomlData | null {
  let current: TomlData | undefined = data;
  for (const part of path) {
    if (current instanceof Map && typeof part === 'string') current = current.get(part);
    else if (Array.isArray(current) && typeof part === 'number') current = current[part];
    else return null;
  }
  return current ?? null;
}
