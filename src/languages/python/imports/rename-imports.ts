import { type Edit, replaceRange } from '../../../core/edit.js';
import type { ImportedName } from '../../../core/fix.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import { firstPart, type ImportItem, importItems, itemsOf } from './import-items.js';
import { removeNames } from './remove-names.js';

/** An import that has to be written beside the edits of a rename. */
export interface Added extends ImportedName {
  readonly alias: string | null;
}

/** What a rename does to the file; `refused` where it cannot be done exactly. */
export type Renamed = { readonly edits: readonly Edit[]; readonly added: readonly Added[] } | { readonly refused: string };

/** Renames an imported name wherever it is imported. An alias stays; the uses of a name without one are the caller's to change. */
export function renameImports(file: PythonFile, from: ImportedName, to: ImportedName): Renamed {
  const edits: Edit[] = [];
  const added: Added[] = [];
  for (const item of importItems(file)) {
    if (item.module !== from.module || item.name !== (from.name ?? null)) continue;
    const inPlace = renameItem(file, item, to);
    if (inPlace !== null) {
      edits.push(...inPlace);
      continue;
    }
    if (!item.topLevel)
      return { refused: `the import of ${item.local} below module level shares its statement with other names` };
    edits.push(...removeNames(file, item.statement, [item.node]));
    added.push({ ...to, alias: item.aliased ? item.local : null });
  }
  return { edits, added };
}

/** The edits of one name that stays in its statement; null where the statement's other names forbid that. */
function renameItem(file: PythonFile, item: ImportItem, to: ImportedName): readonly Edit[] | null {
  const { text } = file;
  const isAlone = itemsOf(item.statement).length === 1;
  const path = item.node.child('name') ?? item.node;
  if (item.name === null && to.name === undefined) return change(text, path, to.module);
  if (item.name === null || to.name === undefined) {
    if (!isAlone || /#/.test(item.statement.text)) return null;
    return change(text, item.statement, statementFor({ ...to, alias: item.aliased ? item.local : null }));
  }
  if (!isAlone && item.module !== to.module) return null;
  const module = item.statement.child('module_name');
  return [...(module === null ? [] : change(text, module, to.module)), ...change(text, path, to.name)];
}

function change(text: string, node: SyntaxNode, newText: string): readonly Edit[] {
  return node.text === newText ? [] : [replaceRange(text, node, newText)];
}

export function statementFor({ module, name, alias }: Added): string {
  const as = alias === null || alias === (name ?? module) ? '' : ` as ${alias}`;
  return name === undefined ? `import ${module}${as}` : `from ${module} import ${name}${as}`;
}

/** The name that an import binds. */
export function localOf({ module, name }: ImportedName): string {
  return name ?? firstPart(module);
}
