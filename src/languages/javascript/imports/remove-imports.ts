import { type Edit, replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import { isBlankBefore, isBlankLine, lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { listOf } from './extend-import.js';
import { extentOf, type ImportItem, placed } from './import-item.js';
import { hasComment, removeFromList } from './list-edits.js';
import type { ParsedModule } from './parsed-module.js';
import { JOINING } from './write-import.js';

/**
 * The edits that take names out of one statement; the whole statement when none is left. Comments stay. Empty where the
 * names cannot be taken out alone.
 *
 * @param bare what the statement becomes when none is left; null: nothing.
 */
export function removeNames(
  module: ParsedModule,
  all: readonly ImportItem[],
  gone: readonly ImportItem[],
  bare: string | null,
): readonly Edit[] {
  const statement = all[0]?.statement;
  if (statement === undefined || gone.length === 0) return [];
  if (statement.type === 'VariableDeclaration') return removeRequired(module, statement, gone, bare);
  if (gone.length === all.length) return removeStatement(module.file, statement, bare);
  return statement.type === 'ImportDeclaration' ? removeSpecifiers(module, statement, all, gone) : [];
}

function removeStatement(file: JavaScriptFile, whole: Range, bare: string | null): readonly Edit[] {
  const statement = extentOf(file, whole);
  if (hasComment(file, statement) || (bare === null && isJoint(file, statement))) return [];
  if (bare !== null) return [replaceRange(file.text, statement, bare)];
  return [replaceRange(file.text, statementRange(file, statement), '')];
}

/** True where what stands behind the statement would go on with what stands before it, or would become a directive. */
function isJoint({ tokens, text }: JavaScriptFile, { start, end }: Range): boolean {
  const before = tokens.findLast((token) => token.end <= start && token.kind !== 'comment');
  const after = tokens.find((token) => token.start >= end && token.kind !== 'comment');
  if (after === undefined) return false;
  if (after.kind === 'string') return true;
  const isEnded = before === undefined || before.kind === ';' || before.kind === '}';
  return !isEnded && JOINING.test(text.slice(after.start, after.end));
}

/** The statement with its line where nothing else is on it, and with the blank lines below where it stood alone. */
function statementRange({ text }: JavaScriptFile, { start, end }: Range): Range {
  const lineStart = lineStartAt(text, start);
  const lineEnd = lineEndAt(text, end);
  if (text.slice(lineStart, start).trim() !== '' || text.slice(end, lineEnd).trim() !== '') {
    const space = /^[ \t]*/.exec(text.slice(end, lineEnd))?.[0].length ?? 0;
    return { start, end: end + space };
  }
  let next = skipBreak(text, lineEnd);
  const isAlone = lineStart === 0 || isBlankBefore(text, lineStart);
  while (isAlone && isBlankLine(text, next) && next < text.length) next = skipBreak(text, lineEndAt(text, next));
  return { start: lineStart, end: next };
}

function removeSpecifiers(
  module: ParsedModule,
  statement: ImportItem['statement'],
  all: readonly ImportItem[],
  gone: readonly ImportItem[],
): readonly Edit[] {
  const { file } = module;
  const [first] = all;
  const rest = all.slice(1);
  const isDefault = first?.node.type === 'ImportDefaultSpecifier';
  const named = isDefault ? rest : all;
  const goneNames = named.filter((item) => gone.includes(item));
  const edits: Edit[] = [];
  if (isDefault && gone.includes(first)) {
    const next = file.tokens.find(({ kind, start }) => (kind === '{' || /^\*/.test(kind)) && start >= first.node.end);
    const range = { start: first.node.start, end: next?.start ?? first.node.end };
    if (hasComment(file, range)) return [];
    edits.push(replaceRange(file.text, range, ''));
  }
  if (goneNames.length === 0) return edits;
  if (goneNames.length < named.length) {
    const list = listOf(module, all);
    if (list === null) return [];
    const isGone = (element: Range): boolean => goneNames.some(({ node }) => node.start === element.start);
    return [...edits, ...removeFromList(file, list.elements, new Set(list.elements.filter(isGone)))];
  }
  const close = file.tokens.findLast(
    ({ start, end }) => start >= (named[0]?.node.start ?? 0) && end <= statementFrom(file, statement),
  );
  const range = { start: first?.node.end ?? 0, end: close?.end ?? 0 };
  return hasComment(file, range) || close === undefined ? [] : [...edits, replaceRange(file.text, range, '')];
}

/** Where the `from` of an import stands. */
function statementFrom({ tokens }: JavaScriptFile, statement: ImportItem['statement']): number {
  if (statement.type !== 'ImportDeclaration') return statement.end;
  const source = placed(statement.source);
  return tokens.findLast(({ end, kind }) => end <= source.start && kind !== 'comment')?.start ?? source.start;
}

function removeRequired(
  module: ParsedModule,
  statement: Extract<ImportItem['statement'], { type: 'VariableDeclaration' }>,
  gone: readonly ImportItem[],
  bare: string | null,
): readonly Edit[] {
  const { file } = module;
  const declarators = statement.declarations.map((declarator) => placed(declarator));
  const isWhole = (declarator: (typeof declarators)[number]): boolean => {
    if (declarator.id.type !== 'ObjectPattern') return gone.some(({ node }) => node === declarator);
    return declarator.id.properties.every((property) => gone.some(({ node }) => node === property));
  };
  const whole = declarators.filter(isWhole);
  if (whole.length === declarators.length) {
    return whole.length === 1 || bare === null ? removeStatement(file, statement, bare) : [];
  }
  if (bare !== null && whole.length > 0) return [];
  const edits = [...removeFromList(file, declarators, new Set(whole))];
  for (const { id } of declarators.filter((declarator) => !whole.includes(declarator))) {
    if (id.type !== 'ObjectPattern') continue;
    const properties = id.properties.map((property) => placed(property));
    const isGone = (property: (typeof properties)[number]): boolean => gone.some(({ node }) => node === property);
    // Of what stays in `...rest`, what is named beside it is left out.
    if (properties.some(({ type }) => type === 'RestElement') && properties.some(isGone)) return [];
    edits.push(...removeFromList(file, properties, new Set(properties.filter(isGone))));
  }
  return edits;
}
