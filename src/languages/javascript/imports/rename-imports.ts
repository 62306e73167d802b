import { type Edit, replaceRange } from '../../../core/edit.js';
import type { ImportedName } from '../../../core/fix.js';
import type { Range } from '../../../core/range.js';
import { needOf } from './bound-already.js';
import { unprefixed } from './builtin-modules.js';
import { gives } from './gives.js';
import { extentOf, type ImportItem, isSpecial, placed } from './import-item.js';
import { importItems } from './import-items.js';
import type { ImportStyle } from './import-style.js';
import { hasComment } from './list-edits.js';
import type { ParsedModule } from './parsed-module.js';
import { removeNames } from './remove-imports.js';
import { importText, shapeOf, specifierOf, type Wanted } from './write-import.js';

/** What a rename does to the file; `refused` where it cannot be done exactly. */
export type Renamed = { readonly edits: readonly Edit[]; readonly added: readonly ImportedName[] } | { readonly refused: string };

/** Renames an imported name wherever it is imported. What the file calls it stays, unless the module gave it that name, too. */
export function renameImports(
  module: ParsedModule,
  from: ImportedName,
  to: ImportedName,
  style: ImportStyle,
  others: readonly Edit[],
): Renamed {
  const edits: Edit[] = [];
  const added: ImportedName[] = [];
  if (from.sideEffect === true || to.sideEffect === true)
    return { refused: 'an import for its effects has no name to be renamed' };
  for (const item of importItems(module.program).filter((one) => gives(one, from))) {
    const isOwnName = to.as === undefined && item.local === item.name && to.name !== item.name;
    const need = isOwnName ? needOf(module, to, others) : 'missing';
    if (need !== 'missing') return typeof need === 'object' ? need : { refused: `${to.name} is imported already` };
    const inPlace = renameItem(module, item, from, to, style);
    if (inPlace !== null) {
      edits.push(...inPlace);
      continue;
    }
    const whole = replaceStatement(module, item, to, style);
    if (whole !== null) {
      edits.push(whole);
      continue;
    }
    const line = `the import of ${item.local ?? from.module}`;
    if (!item.topLevel) return { refused: `${line} below module level shares its statement with other names` };
    const removed = removeNames(module, itemsOf(module, item), [item], null);
    if (removed.length === 0) return { refused: `${line} cannot be taken out of its statement` };
    edits.push(...removed);
    added.push({ ...to, ...localFor(item, to), ...(item.typeOnly ? { typeOnly: true } : {}) });
  }
  return { edits, added };
}

/** The alias that stays: none where the file used the name that the module gave. */
function localFor(item: ImportItem, to: ImportedName): { as?: string } {
  if (to.as !== undefined) return { as: to.as };
  const isOwn = item.name === null || item.name === 'default' || item.local !== item.name;
  return isOwn && item.local !== null ? { as: item.local } : {};
}

/** The edits of a name that stays in its statement; null where the statement's other names, or its form, forbid that. */
function renameItem(
  module: ParsedModule,
  item: ImportItem,
  from: ImportedName,
  to: ImportedName,
  style: ImportStyle,
): readonly Edit[] | null {
  if (to.typeOnly === true || to.as !== undefined || shapeOf(from) !== shapeOf(to)) return null;
  const { text } = module.file;
  const isSame = unprefixed(item.module) === unprefixed(to.module);
  if (!isSame && item.node.type !== 'VariableDeclarator' && !isOnlyName(module, item)) return null;
  const key = keyOf(item);
  const source = isSame ? [] : change(text, inside(item.source), specifierOf(to.module, sameStyle(item, style)));
  if (from.name === undefined || from.name === 'default' || from.name === to.name) return source;
  if (key === null || to.name === undefined) return null;
  const local = item.node.type === 'VariableDeclarator' && item.local === item.name ? placed(item.node.id) : null;
  return [...source, ...change(text, key, to.name), ...(local === null ? [] : change(text, local, to.name))];
}

/** The edit that writes the statement of one name anew; null where it has others, or a comment. */
function replaceStatement(module: ParsedModule, item: ImportItem, to: ImportedName, style: ImportStyle): Edit | null {
  const { statement, form, typeOnly } = item;
  if (!isOnlyName(module, item) || hasComment(module.file, statement)) return null;
  if (statement.type === 'ImportDeclaration' && isSpecial(statement)) return null;
  const name = { ...to, ...localFor(item, to) };
  const wanted: Wanted = { module: to.module, typeOnly: typeOnly || to.typeOnly === true, shape: shapeOf(to), names: [name] };
  const text = importText(wanted, form, { ...sameStyle(item, style), isTypeInline: false });
  return typeof text === 'string' ? replaceRange(module.file.text, extentOf(module.file, statement), text) : null;
}

/** A module that was prefixed stays so. */
function sameStyle({ module }: ImportItem, style: ImportStyle): ImportStyle {
  return { ...style, isPrefixed: module.startsWith('node:') || style.isPrefixed };
}

/** The imported name as it stands in the statement. */
function keyOf({ node }: ImportItem): Range | null {
  if (node.type === 'ImportSpecifier') return node.imported.type === 'Identifier' ? placed(node.imported) : null;
  if (node.type === 'ObjectProperty') return node.key.type === 'Identifier' ? placed(node.key) : null;
  if (node.type !== 'VariableDeclarator' || node.init?.type !== 'MemberExpression') return null;
  return placed(node.init.property);
}

/** True when the statement binds nothing else, and says nothing else about the name. */
function isOnlyName(module: ParsedModule, item: ImportItem): boolean {
  const { statement } = item;
  if (itemsOf(module, item).length > 1) return false;
  if (statement.type !== 'VariableDeclaration') return true;
  const [{ id } = {}, ...more] = statement.declarations;
  if (id === undefined || more.length > 0 || ('typeAnnotation' in id && id.typeAnnotation != null)) return false;
  return id.type !== 'ObjectPattern' || id.properties.length === 1;
}

function itemsOf({ program }: ParsedModule, { statement }: ImportItem): readonly ImportItem[] {
  return importItems(program).filter((one) => one.statement === statement);
}

function inside({ start, end }: Range): Range {
  return { start: start + 1, end: end - 1 };
}

function change(text: string, range: Range, newText: string): readonly Edit[] {
  return text.slice(range.start, range.end) === newText ? [] : [replaceRange(text, range, newText)];
}
