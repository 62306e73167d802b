import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import type { ImportedBinding } from '../services.js';

/** One name of one import statement. */
export interface ImportItem extends ImportedBinding {
  /** The part of the statement that names it: `a.b`, `a as b` or `*`. */
  readonly node: SyntaxNode;
  /** True for `... as local`. */
  readonly aliased: boolean;
}

const STATEMENTS = ['import_statement', 'import_from_statement', 'future_import_statement'];

const cache = new WeakMap<PythonFile, readonly ImportItem[]>();

/** Every name of every import statement of the file, in the order of the text. */
export function importItems(file: PythonFile): readonly ImportItem[] {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const items = [...file.root.ofType(...STATEMENTS)].flatMap(itemsOf);
  cache.set(file, items);
  return items;
}

/** The names of one import statement. */
export function itemsOf(statement: SyntaxNode): readonly ImportItem[] {
  const topLevel = statement.parent?.type === 'module';
  const from = fromModule(statement);
  const star = statement.childOfType('wildcard_import');
  if (star !== null) return [{ local: '*', module: from ?? '', name: '*', statement, topLevel, node: star, aliased: false }];
  return statement.childrenIn('name').map((node) => {
    const path = dottedName(node.child('name') ?? node);
    const alias = node.child('alias')?.text;
    const local = alias ?? (from === null ? firstPart(path) : path);
    const what = from === null ? { module: path, name: null } : { module: from, name: path };
    return { ...what, local, statement, topLevel, node, aliased: alias !== undefined };
  });
}

/** The module of a `from` import, or null for a plain import. */
function fromModule(statement: SyntaxNode): string | null {
  if (statement.type === 'future_import_statement') return '__future__';
  const module = statement.child('module_name');
  return module === null ? null : dottedName(module);
}

/** A dotted name as Python sees it: white space and line continuations between its parts do not count. */
function dottedName(node: SyntaxNode): string {
  const parts: string[] = [];
  for (const part of node.descendants()) {
    if (part.children.length === 0 && part.type !== 'line_continuation' && part.type !== 'comment') parts.push(part.text);
  }
  return parts.join('');
}

export function firstPart(dotted: string): string {
  const dot = dotted.indexOf('.');
  return dot === -1 ? dotted : dotted.slice(0, dot);
}
