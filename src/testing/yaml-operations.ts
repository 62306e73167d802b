import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { applyEdits, type Edit } from '../core/edit.js';
import { makeServices } from '../languages/yaml/make-services.js';
import type { YamlServices } from '../languages/yaml/services.js';
import { nodesOf } from '../languages/yaml/walk.js';
import type { YamlFile, YamlMap, YamlNode, YamlSequence } from '../languages/yaml/yaml-file.js';

/** A number from 0 to below `count`. */
export type Choose = (count: number) => number;

/** What was tried on a file: the edits, or why there are none; and what to judge them by. */
export interface Tried {
  readonly kind: string;
  readonly edits: readonly Edit[] | null;
  readonly why: string;
  /** Does the same to plain data. */
  readonly redo: (data: unknown) => void;
  /** How many lines may come in and go, besides a blank one. */
  readonly lines: { readonly in: number; readonly out: number };
}

const VALUES = [
  'added',
  '"quoted"',
  '[1, two]',
  'repo: https://example.org/x\nrev: v1.2.3\nhooks:\n  - id: first\n    args: [-a]\n  - id: second',
  'runs-on: any\nsteps:\n  - uses: a/b@v1\n  - run: |\n      make\n        test\n\n      done',
  '# said above\nname: x\n# said between\nvalue:\n  - 1',
  '- 1\n- deep:\n    er: true',
];
const KEY = 'brand-new-key';

type Collection = YamlMap | YamlSequence;

interface Found<T extends YamlNode> {
  readonly node: T;
  /** The document, then places among the pairs and items. */
  readonly path: readonly number[];
}

/** Tries one operation, drawn by chance; null where the file has nothing to try it on. */
export function tryOperation(file: YamlFile, choose: Choose): Tried | null {
  let why = '';
  const services = makeServices(file, (reason) => {
    why = reason;
  });
  const found = collectionsOf(file);
  const chosen = found[choose(found.length)];
  if (chosen === undefined) return null;
  const draft = DRAFTS[choose(DRAFTS.length)]?.(services, chosen, choose) ?? null;
  return draft === null ? null : { ...draft, why };
}

type Draft = (services: YamlServices, found: Found<Collection>, choose: Choose) => Omit<Tried, 'why'> | null;

const DRAFTS: readonly Draft[] = [add, add, add, remove, replace, rename];

function add(services: YamlServices, { node, path }: Found<Collection>, choose: Choose): Omit<Tried, 'why'> | null {
  const value = VALUES[choose(VALUES.length)] ?? '';
  const count = node.kind === 'map' ? node.pairs.length : node.items.length;
  const at = choose(count + 2);
  const index = Math.min(at, count);
  const fresh = (): unknown => dataOf(value)[0];
  if (node.kind === 'sequence') {
    const where = at >= count ? 'end' : choose(2) === 0 || at === 0 ? { before: index } : { after: index - 1 };
    const edits = services.addItem(node, value, where);
    return {
      kind: 'add item',
      edits,
      redo: (data) => spliceAt(data, path, index, 0, [[null, fresh()]]),
      lines: room(node, value),
    };
  }
  const keys = node.pairs.map(({ key }) => (key.kind === 'scalar' ? String(key.value) : null));
  const [beside, before] = [keys[index], keys[index - 1]];
  if (at < count && (beside == null || before === null)) return null;
  const where = at >= count ? 'end' : at === 0 || choose(2) === 0 ? { before: beside ?? '' } : { after: before ?? '' };
  const edits = services.addPair(node, KEY, value, where);
  const kind = path.length === 1 ? 'add pair at top' : 'add nested pair';
  return { kind, edits, redo: (data) => spliceAt(data, path, index, 0, [[KEY, fresh()]]), lines: room(node, value) };
}

function remove(services: YamlServices, { node, path }: Found<Collection>, choose: Choose): Omit<Tried, 'why'> | null {
  const entries = node.kind === 'map' ? node.pairs : node.items;
  const index = choose(entries.length);
  const entry = entries[index];
  const key = entry?.kind === 'pair' && entry.key.kind === 'scalar' ? String(entry.key.value) : null;
  if (entry === undefined || (node.kind === 'map' && key === null)) return null;
  const edits = node.kind === 'map' ? services.removePair(node, key ?? '') : services.removeItem(node, index);
  return {
    kind: node.kind === 'map' ? 'remove pair' : 'remove item',
    edits,
    redo: (data) => spliceAt(data, path, index, 1, []),
    lines: { in: Number.POSITIVE_INFINITY, out: Number.POSITIVE_INFINITY },
  };
}

function replace(services: YamlServices, { node, path }: Found<Collection>, choose: Choose): Omit<Tried, 'why'> | null {
  const entries = node.kind === 'map' ? node.pairs : node.items;
  const index = choose(entries.length);
  const entry = entries[index];
  const held = entry?.kind === 'pair' ? entry.value : (entry?.node ?? null);
  if (entry === undefined || held?.anchor != null || held?.tag != null) return null;
  const value = VALUES[choose(VALUES.length)] ?? '';
  const isOneLine =
    held !== null && !value.includes('\n') && held.kind === 'scalar' && held.style !== 'literal' && held.style !== 'folded';
  const edits = services.replaceValue(entry, value);
  const many = Number.POSITIVE_INFINITY;
  return {
    kind: isOneLine ? 'replace scalar' : 'replace value',
    edits,
    redo: (data) => replaceAt(data, path, index, dataOf(value)[0]),
    lines: isOneLine ? { in: 1, out: many } : { in: many, out: many },
  };
}

function rename(services: YamlServices, { node, path }: Found<Collection>, choose: Choose): Omit<Tried, 'why'> | null {
  if (node.kind !== 'map') return null;
  const index = choose(node.pairs.length);
  const pair = node.pairs[index];
  if (pair?.key.kind !== 'scalar' || pair.key.anchor !== null || pair.key.tag !== null) return null;
  const edits = services.renameKey(node, String(pair.key.value), KEY);
  return { kind: 'rename key', edits, redo: (data) => renameAt(data, path, index), lines: { in: 1, out: 1 } };
}

/** In flow style, and before the first pair of an item, a line that stands changes as well. */
function room(node: Collection, value: string): Tried['lines'] {
  const lines = value.split('\n').length + 1;
  return node.style === 'flow' || (node.kind === 'map' ? node.pairs : node.items).length === 0
    ? { in: lines + 1, out: 2 }
    : { in: lines, out: 1 };
}

/** What is wrong with edits, judged by the parser's own data and by lines; null when all is well. */
export function faultOf(before: string, edits: readonly Edit[], { redo, lines }: Pick<Tried, 'redo' | 'lines'>): string | null {
  const after = applyEdits(before, edits);
  const wanted = dataOf(before);
  redo(wanted);
  let found: readonly unknown[];
  try {
    found = dataOf(after);
  } catch (thrown) {
    return `it does not parse: ${String(thrown)}`;
  }
  if (!isDeepStrictEqual(wanted, found) || !sameOrder(wanted, found)) return 'other data';
  const changed = changedLines(before, after);
  if (changed.in > lines.in + 1 || changed.out > lines.out) return `${changed.in} lines came in and ${changed.out} went`;
  return newlineFault(before, after) ?? missingComment(before, after, edits) ?? newComment(before, after, edits);
}

/** Lines outside of the longest common start and end. */
function changedLines(before: string, after: string): Tried['lines'] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { in: b.length - start - end, out: a.length - start - end };
}

function newlineFault(before: string, after: string): string | null {
  if (/\n$/.test(before) !== /\n$/.test(after)) return 'the final newline has changed';
  const kinds = (text: string): ReadonlySet<string> => new Set(text.match(/\r?\n/g));
  const known = kinds(before);
  if (known.size > 0 && ![...kinds(after)].every((newline) => known.has(newline))) return 'other newlines';
  return /^ *\t/m.test(after) && !/^ *\t/m.test(before) ? 'a tab as indentation' : null;
}

/** The lines that are nothing but comments, outside of what is replaced, must all be there. */
function missingComment(before: string, after: string, edits: readonly Edit[]): string | null {
  const lines = new Set(after.split('\n').map((line) => line.trim()));
  for (const match of before.matchAll(/^[ \t]*#.*$/gm)) {
    const [line] = match;
    const isReplaced = edits.some((edit) => edit.start < match.index + line.length && match.index < edit.end);
    if (!isReplaced && !lines.has(line.trim())) return `the comment ${line.trim()} is gone`;
  }
  return null;
}

/** What looks like a comment must have stood there, or come in with a value. */
function newComment(before: string, after: string, edits: readonly Edit[]): string | null {
  const known = new Set(
    [before, ...edits.map(({ newText }) => newText)].flatMap((text) => text.split('\n').map((line) => line.trim())),
  );
  const fresh = after.split('\n').find((line) => line.trim().startsWith('#') && !known.has(line.trim()));
  return fresh === undefined ? null : `${fresh} has become a comment`;
}

/** @throws when the text does not parse. */
export function dataOf(text: string): unknown[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return [...documents].map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS({ mapAsMap: true, maxAliasCount: 1_000 });
  });
}

/** Deep equality of maps leaves their order out. */
function sameOrder(a: unknown, b: unknown, seen = new Set<unknown>()): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null || seen.has(a)) return true;
  seen.add(a);
  if (a instanceof Map && b instanceof Map)
    return (
      sameOrder([...a.keys(), ...a.values()], [...b.keys(), ...b.values()], seen) &&
      isDeepStrictEqual([...a.keys()], [...b.keys()])
    );
  if (!Array.isArray(a) || !Array.isArray(b)) return true;
  return a.every((one, index) => sameOrder(one, b[index], seen));
}

/** The collections of a file that stand in no key. */
function collectionsOf(file: YamlFile): readonly Found<Collection>[] {
  const found: Found<Collection>[] = [];
  const visit = (node: YamlNode | null, path: readonly number[]): void => {
    if (node?.kind !== 'map' && node?.kind !== 'sequence') return;
    found.push({ node, path });
    const values = node.kind === 'map' ? node.pairs.map(({ value }) => value) : node.items.map((item) => item.node);
    for (const [index, value] of values.entries()) visit(value, [...path, index]);
  };
  for (const [index, { contents }] of file.documents.entries()) visit(contents, [index]);
  return found;
}

function placeIn(data: unknown, path: readonly number[]): unknown {
  return path.reduce(
    (at: unknown, step) => (at instanceof Map ? [...at.values()][step] : Array.isArray(at) ? at[step] : null),
    data,
  );
}

function spliceAt(
  data: unknown,
  path: readonly number[],
  index: number,
  gone: number,
  added: readonly [unknown, unknown][],
): void {
  const place = placeIn(data, path);
  if (Array.isArray(place)) place.splice(index, gone, ...added.map(([, value]) => value));
  if (place instanceof Map) refill(place, [...place].toSpliced(index, gone, ...added));
}

function replaceAt(data: unknown, path: readonly number[], index: number, value: unknown): void {
  const place = placeIn(data, path);
  if (Array.isArray(place)) place[index] = value;
  if (place instanceof Map) place.set([...place.keys()][index], value);
}

function renameAt(data: unknown, path: readonly number[], index: number): void {
  const place = placeIn(data, path);
  if (place instanceof Map)
    refill(
      place,
      [...place].map(([key, value], at) => (at === index ? [KEY, value] : [key, value])),
    );
}

function refill(map: Map<unknown, unknown>, entries: readonly (readonly [unknown, unknown])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

/** True when something in the file is named by an alias: then data that is replaced may be shared. */
export function hasAliases(file: YamlFile): boolean {
  return file.documents.some(({ contents }) => contents !== null && [...nodesOf(contents)].some(({ kind }) => kind === 'alias'));
}
