import { byPosition, type Edit, insertAt } from '../../../core/edit.js';
import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import { overlapsOrTouches, type Range } from '../../../core/range.js';
import { mergeTouching } from '../../merge-touching.js';
import type { PythonFile } from '../python-file.js';
import type { Scopes } from '../scope/scope.js';
import type { PlaceImports } from '../services.js';
import { needOf } from './bound-already.js';
import { slotsFor } from './choose-slots.js';
import { extendFrom } from './extend-from.js';
import { firstNeed } from './first-need.js';
import { importItems } from './import-items.js';
import { compareModules, compareNames, compareSections, sectionOf } from './isort-order.js';
import { removeNames } from './remove-names.js';
import { type Added, localOf, renameImports, statementFor } from './rename-imports.js';
import type { Insertion } from './slot.js';
import { isUsedElsewhere } from './uses-elsewhere.js';

/** Names that are imported by one new statement, or by one that is there. */
interface Wanted {
  readonly module: string;
  /** Null for `import module`. */
  readonly names: readonly string[] | null;
  readonly alias: string | null;
  /** The offset that it must come before. */
  readonly before: number;
}

interface Placed {
  readonly insertion: Insertion;
  readonly wanted: Wanted;
}

/** What the requests of one kind come to. */
type Step<T> = T | { readonly refused: string };

/** See {@link PlaceImports}. A `remove` of what is still used, and a `rename` of what is not there, ask for no edit. */
export const placeImports: PlaceImports = (file, scopes, requests, others) => {
  if (requests.some(isForeign)) return { refused: '`as`, `typeOnly` and `sideEffect` are for imports of JavaScript alone' };
  const renamed = renameAll(file, requests);
  if ('refused' in renamed) return renamed;
  const needs = missingNames(file, scopes, requests, others);
  if ('refused' in needs) return needs;
  const wanted = mergeWanted(file, scopes, [...needs.missing, ...renamed.added], others);
  const changes = [...renamed.edits, ...removeAll(file, scopes, requests, others)];
  if (hasOverlap(changes)) return { refused: 'two requests want to change the same import' };
  const met = changes.find((edit) => meetsAny(edit, others));
  if (met !== undefined) return { refused: `another change of the file meets its import ${JSON.stringify(met.oldText.trim())}` };
  const added = addAll(file, wanted, others);
  if ('refused' in added) return added;
  const edits = mergeTouching([...changes, ...added.edits]);
  const isMet = edits.some((edit) => meetsAny(edit, others));
  return isMet ? { refused: 'another change of the file meets its imports' } : { edits };
};

function isForeign(request: ImportRequest): boolean {
  const names: readonly ImportedName[] = request.action === 'rename' ? [request, request.to] : [request];
  return names.some((name) => name.as !== undefined || name.typeOnly !== undefined || name.sideEffect !== undefined);
}

function renameAll(
  file: PythonFile,
  requests: readonly ImportRequest[],
): Step<{ edits: readonly Edit[]; added: readonly Added[] }> {
  const edits: Edit[] = [];
  const added: Added[] = [];
  for (const request of distinct(requests)) {
    if (request.action !== 'rename') continue;
    const renamed = renameImports(file, request, request.to);
    if ('refused' in renamed) return renamed;
    edits.push(...renamed.edits);
    added.push(...renamed.added);
  }
  return { edits, added };
}

function missingNames(
  file: PythonFile,
  scopes: Scopes,
  requests: readonly ImportRequest[],
  others: readonly Edit[],
): Step<{ missing: readonly Added[] }> {
  const missing: Added[] = [];
  for (const request of distinct(requests)) {
    if (request.action !== 'need') continue;
    const need = needOf(file, scopes, request, others);
    if (typeof need === 'object') return need;
    if (need === 'missing') missing.push({ ...request, alias: null });
  }
  return { missing };
}

/** The names to be imported, those of one `from` module together. */
function mergeWanted(file: PythonFile, scopes: Scopes, added: readonly Added[], others: readonly Edit[]): readonly Wanted[] {
  const merged = new Map<string, Wanted>();
  for (const { module, name, alias } of added) {
    const before = firstNeed(file, scopes, alias ?? localOf(name === undefined ? { module } : { module, name }), others);
    const key = alias === null && name !== undefined ? `from ${module}` : `${module} ${name ?? ''} ${alias ?? ''}`;
    const known = merged.get(key);
    const names = name === undefined ? null : [...new Set([...(known?.names ?? []), name])].sort(compareNames);
    merged.set(key, { module, names, alias, before: Math.min(before, known?.before ?? before) });
  }
  return [...merged.values()];
}

/** A name that is needed, or used by code that stays, is not removed. */
function removeAll(
  file: PythonFile,
  scopes: Scopes,
  requests: readonly ImportRequest[],
  others: readonly Edit[],
): readonly Edit[] {
  const all = distinct(requests);
  const isNeeded = (name: ImportedName): boolean => all.some((request) => request.action === 'need' && isSameName(request, name));
  const gone = all.filter((request) => request.action === 'remove' && !isNeeded(request));
  const items = importItems(file).filter(
    (item) =>
      item.topLevel &&
      gone.some((request) => request.module === item.module && (request.name ?? null) === item.name) &&
      !isUsedElsewhere(file, scopes, item.local, others),
  );
  const statements = [...new Set(items.map((item) => item.statement))];
  return statements.flatMap((statement) => {
    const nodes = items.filter((item) => item.statement === statement).map((item) => item.node);
    return removeNames(file, statement, nodes);
  });
}

function addAll(file: PythonFile, wanted: readonly Wanted[], others: readonly Edit[]): Step<{ edits: readonly Edit[] }> {
  const edits: Edit[] = [];
  const placed: Placed[] = [];
  for (const one of wanted) {
    const extended = extension(file, one, others);
    if (extended !== null) {
      edits.push(...extended);
      continue;
    }
    const insertion = slotsFor(file, { module: one.module, isFrom: one.names !== null, name: one.names?.[0] ?? null })
      .flat()
      .find(({ offset }) => offset <= one.before && !meetsAny({ start: offset, end: offset }, others));
    if (insertion === undefined) return { refused: whyNowhere(one) };
    placed.push({ insertion, wanted: one });
  }
  return { edits: [...edits, ...written(placed)] };
}

function whyNowhere(wanted: Wanted): string {
  const statement = textOf(wanted);
  return `there is no place for \`${statement}\` that is before the first use and apart from the other changes`;
}

/** The edits that put the names into the one `from` import of the module, or null. Several of them are a style: one name a line. */
function extension(file: PythonFile, { module, names, alias, before }: Wanted, others: readonly Edit[]): readonly Edit[] | null {
  if (names === null || alias !== null) return null;
  const items = importItems(file).filter((item) => item.topLevel && item.module === module && item.name !== null);
  const [statement, ...more] = new Set(items.map((item) => item.statement));
  if (statement === undefined || more.length > 0 || statement.end > before) return null;
  const edits = extendFrom(file, statement, names);
  return edits === null || edits.some((edit) => meetsAny(edit, others)) ? null : edits;
}

/** The edits that write new statements, those of one offset in one edit: plain imports first, by section and module. */
function written(placed: readonly Placed[]): readonly Edit[] {
  const byOffset = new Map<number, Placed[]>();
  for (const one of placed) byOffset.set(one.insertion.offset, [...(byOffset.get(one.insertion.offset) ?? []), one]);
  return [...byOffset].map(([offset, here]) => insertAt(offset, textAt(here)));
}

function textAt(placed: readonly Placed[]): string {
  const sorted = [...placed].sort((a, b) => compareWanted(a.wanted, b.wanted));
  let text = '';
  for (const [index, { insertion, wanted }] of sorted.entries()) {
    const { before, after, newline } = insertion;
    const previous = sorted[index - 1];
    const next = sorted[index + 1];
    const isLike = (other: Placed | undefined): boolean => other?.insertion.before === before && other.insertion.after === after;
    text += isLike(previous) ? newline : before;
    text += textOf(wanted);
    text += isLike(next) ? '' : after;
  }
  return text;
}

function compareWanted(a: Wanted, b: Wanted): number {
  const byKind = Number(a.names !== null) - Number(b.names !== null);
  return compareSections(sectionOf(a.module), sectionOf(b.module)) || byKind || compareModules(a.module, b.module);
}

function textOf({ module, names, alias }: Wanted): string {
  if (names === null) return statementFor({ module, alias });
  return statementFor({ module, name: names.join(', '), alias });
}

function meetsAny(edit: Range, others: readonly Range[]): boolean {
  return others.some((other) => overlapsOrTouches(edit, other));
}

function hasOverlap(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort(byPosition);
  return sorted.some((edit, index) => edit.start < (sorted[index - 1]?.end ?? 0));
}

function distinct(requests: readonly ImportRequest[]): readonly ImportRequest[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

function isSameName(a: ImportedName, b: ImportedName): boolean {
  return a.module === b.module && a.name === b.name;
}
