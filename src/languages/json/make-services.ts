import { type Edit, replaceRange } from '../../core/edit.js';
import { entriesOf, insertEntry, removeEntry } from './entries.js';
import type { JsonArray, JsonData, JsonFile, JsonObject } from './json-file.js';
import { indentAt, isOnLines, printInline, printLines, unitOf } from './print.js';
import { dataOf, type JsonPath, nodeAt, propertyOf } from './read.js';
import type { JsonPlace, JsonServices } from './services.js';
import { verified } from './verify.js';

type Edits = readonly Edit[] | null;

/** The services of one file. */
export function makeServices(file: JsonFile): JsonServices {
  const { root } = file;
  const addProperty = (path: JsonPath, key: string, value: JsonData, where: JsonPlace = 'end'): Edits => {
    const node = nodeAt(root, path);
    return node?.kind !== 'object' || propertyOf(node, key) !== null ? null : add(file, path, node, { key, value }, where);
  };
  return {
    root,
    at: (...path) => nodeAt(root, path),
    property: propertyOf,
    data: dataOf,
    get: (...path) => {
      const node = nodeAt(root, path);
      return node === null ? undefined : dataOf(node);
    },
    set: (path, value) => {
      const last = path.at(-1);
      if (nodeAt(root, path) !== null) return replace(file, path, value);
      return typeof last === 'string' ? addProperty(path.slice(0, -1), last, value) : null;
    },
    addProperty,
    addItem: (path, value, where = 'end') => {
      const node = nodeAt(root, path);
      return node?.kind === 'array' ? add(file, path, node, { key: null, value }, where) : null;
    },
    remove: (path) => remove(file, path),
  };
}

interface NewEntry {
  readonly key: string | null;
  readonly value: JsonData;
}

function add(
  file: JsonFile,
  path: JsonPath,
  container: JsonObject | JsonArray,
  { key, value }: NewEntry,
  where: JsonPlace,
): Edits {
  const index = indexOf(container, where);
  if (index === null) return null;
  const unit = unitOf(file);
  const entries = entriesOf(container);
  const overLines =
    entries.length === 0 ? file.text.trim().includes('\n') || container === file.root : isOnLines(file, container);
  const [first] = entries;
  const indent = first === undefined ? indentAt(file.text, container.start) + unit : indentAt(file.text, first.start);
  const printed = overLines ? printLines(value, indent, unit, file.newline) : printInline(value);
  const text = key === null ? printed : `${JSON.stringify(key)}: ${printed}`;
  const meant = changed(dataOf(file.root), path, (data) => withEntry(data, index, key, value));
  return verified(file, insertEntry(file, container, text, index, unit), meant);
}

function indexOf(container: JsonObject | JsonArray, where: JsonPlace): number | null {
  if (where === 'end') return entriesOf(container).length;
  const beside = 'before' in where ? where.before : where.after;
  const index = container.kind === 'object' ? container.properties.findIndex(({ key }) => key === beside) : Number(beside);
  if (!Number.isInteger(index) || index < 0 || index >= entriesOf(container).length) return null;
  return 'before' in where ? index : index + 1;
}

function replace(file: JsonFile, path: JsonPath, value: JsonData): Edits {
  const node = nodeAt(file.root, path);
  if (node === null) return null;
  const isWithin = file.comments.some(({ start }) => start >= node.start && start < node.end);
  const holder = path.length === 0 ? file.root : nodeAt(file.root, path.slice(0, -1));
  const overLines = path.length === 0 || (holder !== null && isOnLines(file, holder));
  const text = overLines ? printLines(value, indentAt(file.text, node.start), unitOf(file), file.newline) : printInline(value);
  const meant = changed(dataOf(file.root), path, () => value);
  return isWithin ? null : verified(file, [replaceRange(file.text, node, text)], meant);
}

function remove(file: JsonFile, path: JsonPath): Edits {
  const last = path.at(-1);
  const holder = nodeAt(file.root, path.slice(0, -1));
  if (last === undefined || holder === null || holder.kind === 'scalar') return null;
  const index = holder.kind === 'object' ? holder.properties.findIndex(({ key }) => key === last) : Number(last);
  const meant = changed(dataOf(file.root), path.slice(0, -1), (data) => withoutEntry(data, index));
  return verified(file, removeEntry(file, holder, index), meant);
}

/** Data with another value at a path. */
function changed(data: JsonData, path: JsonPath, change: (data: JsonData) => JsonData): JsonData {
  const [step, ...rest] = path;
  if (step === undefined) return change(data);
  if (isList(data)) return data.map((item, index) => (index === step ? changed(item, rest, change) : item));
  if (typeof data !== 'object' || data === null) return data;
  return fromPairs(
    Object.entries(data).map(([key, value]) => [key, key === String(step) ? changed(value, rest, change) : value]),
  );
}

function withEntry(data: JsonData, index: number, key: string | null, value: JsonData): JsonData {
  if (isList(data)) return data.toSpliced(index, 0, value);
  return typeof data === 'object' && data !== null
    ? fromPairs(Object.entries(data).toSpliced(index, 0, [key ?? '', value]))
    : data;
}

function withoutEntry(data: JsonData, index: number): JsonData {
  if (isList(data)) return data.toSpliced(index, 1);
  return typeof data === 'object' && data !== null ? fromPairs(Object.entries(data).toSpliced(index, 1)) : data;
}

function isList(data: JsonData): data is readonly JsonData[] {
  return Array.isArray(data);
}

function fromPairs(pairs: readonly (readonly [string, JsonData])[]): JsonData {
  const object: Record<string, JsonData> = Object.create(null);
  for (const [key, value] of pairs) object[key] = value;
  return object;
}
