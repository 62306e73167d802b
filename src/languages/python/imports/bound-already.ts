import type { Edit } from '../../../core/edit.js';
import type { ImportedName } from '../../../core/fix.js';
import { positionsOf } from '../../../core/source-file.js';
import type { PythonFile } from '../python-file.js';
import type { Scopes } from '../scope/scope.js';
import { firstEditedNeed } from './first-need.js';
import { type ImportItem, importItems } from './import-items.js';
import { localOf } from './rename-imports.js';
import { wordPattern } from './uses-elsewhere.js';

/** Whether a name has to be imported: `missing`, `bound` to the very same thing, or a reason why neither is so. */
export type Need = 'missing' | 'bound' | { readonly refused: string };

export function needOf(file: PythonFile, scopes: Scopes, wanted: ImportedName, others: readonly Edit[]): Need {
  const local = localOf(wanted);
  const sites = scopes.module.bindings.get(local)?.sites ?? [];
  const line = (offset: number): number => positionsOf(file.text)(offset).line;
  const shadow = shadowedBy(file, scopes, local, others);
  if (shadow !== null) return { refused: `the name ${local} means something else around line ${line(shadow)}` };
  if (sites.length === 0) return starOver(scopes, local, line) ?? 'missing';
  const items = importItems(file);
  const same: ImportItem[] = [];
  for (const { identifier } of sites) {
    const item = items.find(({ node }) => node.start <= identifier.start && identifier.end <= node.end);
    if (item === undefined || !isKin(item, wanted)) {
      return { refused: `the name ${local} is bound to something else on line ${line(identifier.start)}` };
    }
    same.push(item);
  }
  const exact = same.filter((item) => isSame(item, wanted));
  if (exact.length === 0) return starOver(scopes, local, line) ?? 'missing';
  const first = exact.find((item) => item.topLevel);
  const at = line(exact[0]?.statement.start ?? 0);
  if (first === undefined) return { refused: `the name ${local} is imported on line ${at} only under a condition` };
  const need = firstEditedNeed(file, scopes, local, others);
  return first.statement.start <= need ? 'bound' : { refused: `the name ${local} is imported only later, on line ${at}` };
}

/** A star import may give the name another meaning, before the new import or after it: neither can be told here. */
function starOver(scopes: Scopes, local: string, line: (offset: number) => number): Need | null {
  const [star] = scopes.starImports;
  return star === undefined ? null : { refused: `the star import on line ${line(star.start)} may bind ${local}` };
}

/** The offset of an edit that uses the name where a function or class has its own; null where there is none. */
function shadowedBy(file: PythonFile, scopes: Scopes, local: string, others: readonly Edit[]): number | null {
  const word = wordPattern(local);
  const shadowed = others.find((edit) => {
    const binding = word.test(edit.newText) ? scopes.lookup(local, scopes.scopeOf(file.root.at(edit))) : null;
    return binding !== null && binding.scope !== scopes.module;
  });
  return shadowed?.start ?? null;
}

/** `import os.path` binds `os`, as `import os` does: one is in the way of the other no more than twice the same. */
function isKin(item: ImportItem, wanted: ImportedName): boolean {
  return wanted.name === undefined ? item.name === null && !item.aliased : isSame(item, wanted);
}

/** True when the item gives what is wanted, under its own name. */
function isSame(item: ImportItem, wanted: ImportedName): boolean {
  if (item.local !== localOf(wanted)) return false;
  if (wanted.name !== undefined) return item.module === wanted.module && item.name === wanted.name;
  return item.name === null && !item.aliased && (item.module === wanted.module || item.module.startsWith(`${wanted.module}.`));
}
