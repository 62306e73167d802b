import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import type { ImportOptions, JavaScriptImports } from '../services.js';
import { isBuiltin, isSameModule } from './builtin-modules.js';
import { gives } from './gives.js';
import type { ImportItem } from './import-item.js';
import { importItems } from './import-items.js';
import type { ParsedModule } from './parsed-module.js';

/** The imports of one file; see {@link JavaScriptImports}. */
export function makeImports(parsed: ParsedModule): JavaScriptImports {
  return {
    get all() {
      return importItems(parsed.program);
    },
    localName: (module, name) => localName(parsed, module, name),
    need: (module, name, options) => ({ action: 'need', ...importedName(module, name, options) }),
    remove: (module, name) => ({ action: 'remove', ...importedName(module, name) }),
    rename: (from, to): ImportRequest => ({ action: 'rename', ...from, to }),
  };
}

function importedName(module: string, name?: string, options: ImportOptions = {}): ImportedName {
  return {
    module,
    ...(name === undefined ? {} : { name }),
    ...(options.as === undefined ? {} : { as: options.as }),
    ...(options.typeOnly === true ? { typeOnly: true } : {}),
    ...(options.sideEffect === true ? { sideEffect: true } : {}),
  };
}

function localName(parsed: ParsedModule, module: string, name: string | undefined): string | null {
  const values = importItems(parsed.program).filter((item) => item.topLevel && !item.typeOnly && isBoundOnce(parsed, item));
  const direct = values.find((item) => gives(item, name === undefined ? { module } : { module, name }));
  if (direct !== undefined || name === undefined) return direct?.local ?? null;
  const whole = values.find((item) => isSameModule(item.module, module) && isWhole(item));
  return whole === undefined || (name === 'default' && whole.form !== 'import') ? null : `${whole.local}.${name}`;
}

function isWhole({ name, module }: ImportItem): boolean {
  return name === null || (name === 'default' && isBuiltin(module));
}

function isBoundOnce({ program }: ParsedModule, { local, identifier }: ImportItem): boolean {
  const binding = local === null ? undefined : program.scope.getOwnBinding(local);
  return binding !== undefined && binding.identifier === identifier && binding.constantViolations.length === 0;
}
