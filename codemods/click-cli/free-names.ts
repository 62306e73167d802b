import type { ImportRequest, PythonServices, Scope } from 'codex-codemod';
import type { Command } from './needed-files.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** The name of a new function: with `_command` behind it where the module has the name already. */
export function freeIdentifier(identifier: string, module: Scope): string {
  return module.bindings.has(identifier) ? `${identifier}_command` : identifier;
}

/** Why the new code cannot be written with its names; null when it can. */
export function nameInTheWay(
  needs: readonly ImportRequest[],
  { scope, imports }: Services,
  commands: readonly Command[],
): string | null {
  const { bindings } = scope.module;
  for (const { module, name = module } of needs) {
    const isSame = imports.all.some((one) => one.local === name && one.module === module && one.name === name && one.topLevel);
    if (bindings.has(name) && !isSame) return `the name ${name}, which the commands need, means something else`;
  }
  for (const module of ['sys', 'click']) {
    if (bindings.has(module) && imports.localName(module) === null) return `${module} is bound to something else, or not always`;
  }
  for (const name of ['str', 'float'])
    if (bindings.has(name)) return `the name ${name}, which the commands need, means something else`;
  const taken = commands.find(({ identifier }) => bindings.has(identifier));
  return taken === undefined ? null : `both ${taken.task.identifier} and ${taken.identifier} are names of the module`;
}
