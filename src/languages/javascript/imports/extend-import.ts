import type { Edit } from '../../../core/edit.js';
import { insertAt } from '../../../core/edit.js';
import { isSameModule } from './builtin-modules.js';
import { type ImportItem, isSpecial, placed } from './import-item.js';
import { importItems } from './import-items.js';
import type { ImportStyle } from './import-style.js';
import { leadingRun } from './leading-run.js';
import { addToList, type NameList } from './list-edits.js';
import { localOf } from './names.js';
import type { ParsedModule } from './parsed-module.js';
import { namedText, type Wanted } from './write-import.js';

/** The edits that put names into a statement that imports from their module already; null where there is none that can take them. */
export function extendImport(module: ParsedModule, wanted: Wanted, style: ImportStyle): readonly Edit[] | null {
  if (wanted.shape !== 'named' && wanted.shape !== 'default') return null;
  const run: readonly unknown[] = leadingRun(module);
  const items = importItems(module.program).filter((item) => item.topLevel && isSameModule(item.module, wanted.module));
  // A `require` further down is run too late.
  const candidates = items.filter((item) => item.form === 'import' || run.includes(item.statement));
  for (const statement of new Set(candidates.map((item) => item.statement))) {
    const own = candidates.filter((item) => item.statement === statement);
    const edits = wanted.shape === 'default' ? addDefault(module, own, wanted) : addNames(module, own, wanted, style);
    if (edits !== null) return edits;
  }
  return null;
}

/** `{ a }` becomes `local, { a }`. */
function addDefault({ file }: ParsedModule, items: readonly ImportItem[], { typeOnly, names }: Wanted): readonly Edit[] | null {
  const [first] = items;
  const statement = first?.statement;
  const [local] = names.map(localOf);
  if (statement?.type !== 'ImportDeclaration' || typeOnly || isSpecial(statement) || isTypes(statement.importKind)) return null;
  const open = file.tokens.find(({ start }) => start > statement.start);
  if (first?.node.type !== 'ImportSpecifier' || open?.kind !== '{' || typeof local !== 'string') return null;
  return [insertAt(open.start, `${local}, `)];
}

function addNames(
  module: ParsedModule,
  items: readonly ImportItem[],
  wanted: Wanted,
  style: ImportStyle,
): readonly Edit[] | null {
  const statement = items[0]?.statement;
  const { file } = module;
  if (statement?.type === 'VariableDeclaration') return wanted.typeOnly ? null : addToPattern(module, items, wanted);
  if (statement?.type !== 'ImportDeclaration' || isSpecial(statement)) return null;
  const isOfTypes = isTypes(statement.importKind);
  if (isOfTypes ? !wanted.typeOnly : wanted.typeOnly && !style.isTypeInline) return null;
  const isInline = wanted.typeOnly && !isOfTypes;
  const added = wanted.names.map((name) => ({ name: name.name ?? '', text: namedText(name, 'import', isInline) }));
  const list = listOf(module, items);
  if (list !== null) return addToList(file, list, added);
  const [only, ...more] = items;
  if (only?.node.type !== 'ImportDefaultSpecifier' || more.length > 0 || isOfTypes || isInline) return null;
  const { space } = style;
  const braces = `, {${space}${added.map(({ text }) => text).join(', ')}${space}}`;
  return hasBraces(file.tokens, statement) ? null : [insertAt(only.node.end, braces)];
}

function addToPattern(module: ParsedModule, items: readonly ImportItem[], { names }: Wanted): readonly Edit[] | null {
  const list = listOf(module, items);
  const added = names.map((name) => ({ name: name.name ?? '', text: namedText(name, 'require', false) }));
  return list === null ? null : addToList(module.file, list, added);
}

/** The braces around the names of a statement and all that stands in them; null where it has none, or names of two patterns. */
export function listOf({ file }: ParsedModule, items: readonly ImportItem[]): NameList | null {
  const named = items.filter(({ node }) => node.type === 'ImportSpecifier' || node.type === 'ObjectProperty');
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined) return null;
  if (first.statement.type === 'VariableDeclaration') return patternOf(first, named);
  const open = file.tokens.findLast(({ kind, end }) => kind === '{' && end <= first.node.start);
  const close = file.tokens.find(({ kind, start }) => kind === '}' && start >= last.node.end);
  if (open === undefined || close === undefined) return null;
  const elements = named.map(({ node, name }) => ({ start: node.start, end: node.end, name: name ?? '' }));
  return { braces: { start: open.start, end: close.end }, elements };
}

function patternOf({ statement, node }: ImportItem, named: readonly ImportItem[]): NameList | null {
  if (statement.type !== 'VariableDeclaration') return null;
  const patterns = statement.declarations.map(({ id }) => id).filter((id) => id.type === 'ObjectPattern');
  const pattern = patterns.find(({ properties }) => properties.some((property) => property === node));
  // What is not plain, such as `...rest`, has to stay where it is.
  if (pattern === undefined || pattern.properties.length !== named.length) return null;
  const elements = named.map((item) => ({ start: item.node.start, end: item.node.end, name: item.name ?? '' }));
  const { start, end } = placed(pattern);
  return { braces: { start, end }, elements };
}

function hasBraces(tokens: ParsedModule['file']['tokens'], { start, end }: ImportItem['statement']): boolean {
  return tokens.some((token) => token.kind === '{' && token.start >= start && token.end <= end);
}

function isTypes(kind: string | null | undefined): boolean {
  return kind === 'type' || kind === 'typeof';
}
