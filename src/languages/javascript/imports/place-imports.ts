import { byPosition, type Edit, insertAt } from '../../../core/edit.js';
import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import { overlapsOrTouches, type Range } from '../../../core/range.js';
import { mergeTouching } from '../../merge-touching.js';
import { needOf } from './bound-already.js';
import { isSameModule, unprefixed } from './builtin-modules.js';
import { extendImport } from './extend-import.js';
import { gives } from './gives.js';
import { importItems } from './import-items.js';
import { type ImportStyle, importStyle } from './import-style.js';
import { type ModuleKind, moduleKindOf } from './module-kind.js';
import { wordPattern } from './names.js';
import type { ParsedModule } from './parsed-module.js';
import { removeNames } from './remove-imports.js';
import { renameImports } from './rename-imports.js';
import { rankOf, type Slot, slotsFor } from './slots.js';
import { isUsedElsewhere } from './uses-elsewhere.js';
import { importText, JOINING, shapeOf, specifierOf, type Wanted } from './write-import.js';

/** What the requests of one kind come to. */
type Step<T> = T | { readonly refused: string };

/**
 * Places the import requests of a file: edits that meet no other, or the reason why they cannot be placed. The new texts of
 * the other edits count as uses of the names that stand in them. A `remove` of what is still used, and a `rename` of what
 * is not there, ask for no edit.
 */
export function placeImports(
  module: ParsedModule,
  requests: readonly ImportRequest[],
  others: readonly Edit[],
): Step<{ readonly edits: readonly Edit[] }> {
  const all = distinct(requests);
  const style = importStyle(module);
  const renamed = renameAll(module, all, style, others);
  if ('refused' in renamed) return renamed;
  const needs = missingNames(module, all, others);
  if ('refused' in needs) return needs;
  const removed = removeAll(module, all, style, others);
  const changes = [...renamed.edits, ...removed.edits];
  if (hasOverlap(changes)) return { refused: 'two requests want to change the same import' };
  if (changes.some((edit) => meetsAny(edit, others))) return { refused: 'another change of the file meets its imports' };
  const left = needs.missing.filter((one) => one.sideEffect !== true || !removed.bare.includes(unprefixed(one.module)));
  const added = addAll(module, merged([...left, ...renamed.added]), style, others, changes);
  if ('refused' in added) return added;
  const edits = mergeTouching([...changes, ...added.edits]);
  return edits.some((edit) => meetsAny(edit, others)) ? { refused: 'another change of the file meets its imports' } : { edits };
}

function renameAll(
  module: ParsedModule,
  requests: readonly ImportRequest[],
  style: ImportStyle,
  others: readonly Edit[],
): Step<{ edits: readonly Edit[]; added: readonly ImportedName[] }> {
  const edits: Edit[] = [];
  const added: ImportedName[] = [];
  for (const request of requests) {
    if (request.action !== 'rename') continue;
    const renamed = renameImports(module, request, request.to, style, others);
    if ('refused' in renamed) return renamed;
    edits.push(...renamed.edits);
    added.push(...renamed.added);
  }
  return { edits, added };
}

function missingNames(
  module: ParsedModule,
  requests: readonly ImportRequest[],
  others: readonly Edit[],
): Step<{ missing: readonly ImportedName[] }> {
  const missing: ImportedName[] = [];
  for (const request of requests) {
    if (request.action !== 'need') continue;
    const need = needOf(module, request, others);
    if (typeof need === 'object') return need;
    if (need === 'missing') missing.push(request);
  }
  return { missing };
}

/** A name that is needed, or spoken of by code that stays, is not removed. */
function removeAll(
  module: ParsedModule,
  requests: readonly ImportRequest[],
  style: ImportStyle,
  others: readonly Edit[],
): { readonly edits: readonly Edit[]; readonly bare: readonly string[] } {
  const items = importItems(module.program).filter((item) => item.topLevel);
  const needed = requests.filter((request) => request.action === 'need');
  const gone = items.filter((item) => {
    const isAsked = requests.some((request) => request.action === 'remove' && asksFor(request, item));
    if (!isAsked || needed.some((need) => asksFor(need, item))) return false;
    return item.local === null || !isUsedElsewhere(module.file, item.local, item.node, others);
  });
  const edits: Edit[] = [];
  const bare: string[] = [];
  for (const statement of new Set(gone.map((item) => item.statement))) {
    const own = gone.filter((item) => item.statement === statement);
    const all = items.filter((item) => item.statement === statement);
    const [first] = own;
    const effect = needed.find((need) => need.sideEffect === true && isSameModule(need.module, first?.module ?? ''));
    const isLast = effect !== undefined && !bare.includes(unprefixed(effect.module)) && all.length === own.length;
    const text = isLast && first !== undefined ? bareText(first.module, first.form === 'import', style) : null;
    const removed = removeNames(module, all, own, text);
    edits.push(...removed);
    if (isLast && removed.length > 0) bare.push(unprefixed(effect.module));
  }
  return { edits, bare };
}

function asksFor(request: ImportedName, item: ReturnType<typeof importItems>[number]): boolean {
  if (request.sideEffect === true) return item.local === null && isSameModule(item.module, request.module);
  return gives(item, request) && (request.as === undefined || request.as === item.local);
}

function bareText(module: string, isImport: boolean, style: ImportStyle): string {
  const source = `${style.quote}${specifierOf(module, style)}${style.quote}`;
  return `${isImport ? `import ${source}` : `require(${source})`}${style.semicolon}`;
}

/** The names to be imported, those of one module together. */
function merged(added: readonly ImportedName[]): readonly Wanted[] {
  const found = new Map<string, Wanted>();
  for (const one of added) {
    const shape = shapeOf(one);
    const typeOnly = one.typeOnly === true;
    const key = [shape, unprefixed(one.module), typeOnly, shape === 'named' ? '' : (one.as ?? '')].join(' ');
    const names = [...(found.get(key)?.names ?? []), one].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
    found.set(key, { module: one.module, typeOnly, shape, names });
  }
  return [...found.values()];
}

interface Placed {
  readonly slot: Slot;
  readonly text: string;
}

function addAll(
  module: ParsedModule,
  wanted: readonly Wanted[],
  style: ImportStyle,
  others: readonly Edit[],
  changes: readonly Edit[],
): Step<{ edits: readonly Edit[] }> {
  if (wanted.length === 0) return { edits: [] };
  const kind = moduleKindOf(module);
  if (typeof kind === 'object') return kind;
  const edits: Edit[] = [];
  const placed: Placed[] = [];
  for (const one of wanted) {
    const extended = extendImport(module, one, style);
    if (extended !== null && !extended.some((edit) => meetsAny(edit, [...others, ...changes, ...edits]))) {
      edits.push(...extended);
      continue;
    }
    const found = placeOne(module, one, kind, style, others, [...changes, ...edits]);
    if ('refused' in found) return found;
    placed.push(found);
  }
  return { edits: [...edits, ...written(module, placed)] };
}

function placeOne(
  module: ParsedModule,
  wanted: Wanted,
  kind: ModuleKind,
  style: ImportStyle,
  others: readonly Edit[],
  own: readonly Edit[],
): Placed | { readonly refused: string } {
  const text = importText(wanted, kind, style);
  if (typeof text === 'object') return text;
  const slots = slotsFor(module, wanted.module, wanted.shape === 'bare');
  const uses = wanted.names.flatMap((name) => others.filter((edit) => usesName(edit, name)));
  const slot = slots.find(({ offset }) => {
    const isEarly = kind === 'import' || uses.every((edit) => offset <= edit.start);
    const isWithin = own.some(({ start, end }) => start < offset && offset < end);
    return isEarly && !isWithin && !meetsAny({ start: offset, end: offset }, others);
  });
  if (slot === undefined) return { refused: `there is no line for \`${text}\` that is apart from the other code and changes` };
  return { slot, text };
}

function usesName(edit: Edit, name: ImportedName): boolean {
  const local = name.as ?? name.name ?? unprefixed(name.module);
  return wordPattern(local).test(edit.newText);
}

/** The edits that write new statements, those of one offset in one edit, in the order of their modules. */
function written(module: ParsedModule, placed: readonly Placed[]): readonly Edit[] {
  const offsets = new Set(placed.map(({ slot }) => slot.offset));
  return [...offsets].map((offset) => {
    const here = placed.filter(({ slot }) => slot.offset === offset).sort(byModule);
    return insertAt(offset, textAt(module, here));
  });
}

function textAt({ file }: ParsedModule, here: readonly Placed[]): string {
  const [first] = here;
  if (first === undefined) return '';
  const { before, after, newline, offset } = first.slot;
  const indent = /[ \t]*$/.exec(before)?.[0] ?? '';
  const text = before + here.map((one) => one.text).join(newline + indent) + after;
  const next = file.tokens.find((token) => token.start >= offset && token.kind !== 'comment');
  const joins = next !== undefined && JOINING.test(file.text.slice(next.start, next.end));
  if (!joins) return text;
  return text.replace(/([^;\s])(\s*)$/, '$1;$2');
}

function byModule(a: Placed, b: Placed): number {
  const [left, right] = [sourceOf(a.text), sourceOf(b.text)];
  return rankOf(left) - rankOf(right) || (left < right ? -1 : 1);
}

function sourceOf(text: string): string {
  return /(["'])(.*)\1/.exec(text)?.[2] ?? text;
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
