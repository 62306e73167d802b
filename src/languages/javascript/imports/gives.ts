import type { ImportedName } from '../../../core/fix.js';
import { isBuiltin, isSameModule } from './builtin-modules.js';
import type { ImportItem } from './import-item.js';

/** True when the item gives what is wanted. A built-in module is its own default, but its namespace is no default. */
export function gives(item: ImportItem, { module, name }: ImportedName): boolean {
  if (item.local === null || !isSameModule(item.module, module)) return false;
  if (item.name === (name ?? null)) return true;
  if (!isBuiltin(module)) return false;
  return name === undefined ? item.name === 'default' : name === 'default' && item.name === null && item.form !== 'import';
}
