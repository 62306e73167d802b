import type { Edit } from '../../../core/edit.js';
import { contains } from '../../../core/range.js';
import type { PythonFile } from '../python-file.js';
import type { Scopes } from '../scope/scope.js';

/** Texts of strings that can name a variable: entries of `__all__`, string annotations, arguments of `getattr` and `cast`. */
const NAME_LIKE = /^[\w.[\]|, ]+$/u;

/** True when a module-level name is used anywhere but in what the other edits replace, or is used by what they put there. */
export function isUsedElsewhere(file: PythonFile, scopes: Scopes, name: string, others: readonly Edit[]): boolean {
  const word = wordPattern(name);
  if (others.some((edit) => word.test(edit.newText))) return true;
  const isKept = (node: { start: number; end: number }): boolean => !others.some((edit) => contains(edit, node));
  const binding = scopes.module.bindings.get(name);
  const uses = [...(binding?.uses ?? []), ...(binding?.fallbackUses ?? []), ...(binding?.declarations ?? [])];
  if (uses.some(isKept)) return true;
  for (const string of file.root.ofType('string_content')) {
    const isStatement = string.parent?.parent?.type === 'expression_statement';
    if (!isStatement && NAME_LIKE.test(string.text) && word.test(string.text) && isKept(string)) return true;
  }
  return false;
}

/** Finds a name as a whole word that is not an attribute. */
export function wordPattern(name: string): RegExp {
  return new RegExp(`(?<![\\w.])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'u');
}
