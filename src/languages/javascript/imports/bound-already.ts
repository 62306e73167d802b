import type { Edit } from '../../../core/edit.js';
import type { ImportedName } from '../../../core/fix.js';
import { positionsOf } from '../../../core/source-file.js';
import { scriptPath } from '../javascript-file.js';
import { isSameModule, unprefixed } from './builtin-modules.js';
import { freeUses } from './free-uses.js';
import { gives } from './gives.js';
import { isGlobalItself, isHostGlobal } from './host-globals.js';
import type { ImportItem } from './import-item.js';
import { importItems } from './import-items.js';
import { leadingRun } from './leading-run.js';
import { localOf, scopeAt, unscopedDeclaration, wordPattern } from './names.js';
import type { ParsedModule } from './parsed-module.js';

/** Whether a name has to be imported: `missing`, `bound` to the very same thing, or a reason why neither is so. */
export type Need = 'missing' | 'bound' | { readonly refused: string };

export function needOf(module: ParsedModule, wanted: ImportedName, others: readonly Edit[]): Need {
  if (wanted.sideEffect === true) return effectOf(module, wanted);
  const local = localOf(wanted);
  if (local === null) return { refused: `the import of ${wanted.module} needs a name in the file (\`as\`)` };
  const line = (offset: number): number => positionsOf(module.file.text)(offset).line;
  const shadow = shadowedBy(module, local, others);
  if (shadow !== null) return { refused: `the name ${local} means something else around line ${line(shadow)}` };
  const binding = module.program.scope.getOwnBinding(local);
  if (binding === undefined) return whyTaken(module, wanted, local, others, line) ?? 'missing';
  const item = importItems(module.program).find(({ identifier }) => identifier === binding.identifier);
  const at = line(binding.identifier.start ?? 0);
  const isConstant = binding.constantViolations.length === 0;
  if (item === undefined || !isConstant || !gives(item, wanted)) {
    return { refused: `the name ${local} is bound to something else on line ${at}` };
  }
  if (item.typeOnly && wanted.typeOnly !== true) return { refused: `the name ${local} is imported on line ${at} only as a type` };
  if (!item.topLevel) return { refused: `the name ${local} is imported on line ${at} only under a condition` };
  const isEarly = item.form === 'import' || isAbove(module, item, local, others);
  return isEarly ? 'bound' : { refused: `the name ${local} is required only later, on line ${at}` };
}

/** A value import of TypeScript may be left out when it is compiled: only the plain form is sure to run. */
function effectOf({ file, program }: ParsedModule, { module }: ImportedName): Need {
  const isErasing = /\.[cm]?tsx?$/i.test(scriptPath(file));
  const runs = (item: ImportItem): boolean => item.local === null || item.form === 'require' || !isErasing;
  const has = importItems(program).some(
    (item) => item.topLevel && !item.typeOnly && isSameModule(item.module, module) && runs(item),
  );
  return has ? 'bound' : 'missing';
}

/** A `require` is run where it stands: what an edit brings must stand below. */
function isAbove(module: ParsedModule, item: ImportItem, local: string, others: readonly Edit[]): boolean {
  const word = wordPattern(local);
  return (
    leadingRun(module).includes(item.statement) ||
    others.every((edit) => !word.test(edit.newText) || edit.start >= item.statement.end)
  );
}

/** The offset of an edit that uses the name where something else than the module has bound it; null where there is none. */
function shadowedBy(module: ParsedModule, local: string, others: readonly Edit[]): number | null {
  const word = wordPattern(local);
  const shadowed = others.find((edit) => {
    const scope = word.test(edit.newText) ? scopeAt(module, edit) : module.program.scope;
    const binding = scope?.getBinding(local);
    return scope === null || (binding !== undefined && binding.scope !== module.program.scope);
  });
  return shadowed?.start ?? null;
}

function whyTaken(
  module: ParsedModule,
  { module: wanted, name }: ImportedName,
  local: string,
  others: readonly Edit[],
  line: (offset: number) => number,
): Need | null {
  const declared = unscopedDeclaration(module, local);
  if (declared !== null) return { refused: `the name ${local} is declared on line ${line(declared)}` };
  const free = freeUses(module, local, others);
  const written = free.find(({ isWritten }) => isWritten);
  if (written !== undefined) return { refused: `the name ${local} is assigned on line ${line(written.start)}` };
  const [read] = free;
  if (read === undefined || !isHostGlobal(local) || isGlobalItself(local, unprefixed(wanted), name)) return null;
  return { refused: `the name ${local} is a global, used on line ${line(read.start)}` };
}
