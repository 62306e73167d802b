import type { Binding, PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import { isBoundAt, sureBindings } from './binds-surely.js';
import { boundAtRunTime, isProbe } from './bound-at-run-time.js';
import { findUses } from './find-uses.js';
import { usedAsSys } from './used-as-sys.js';
import { writtenIntoModule } from './written-into-module.js';

export type Code = 'SYS001' | 'SYS002' | 'SYS005';

/** What is to be done about one module's name in one file. */
export type Decision =
  | { readonly kind: 'leave' }
  | { readonly kind: 'refuse'; readonly code: Code; readonly at: SyntaxNode; readonly message: string }
  | { readonly kind: 'import'; readonly uses: readonly SyntaxNode[] };

const LEAVE: Decision = { kind: 'leave' };

export function decide(file: PythonFile, services: Pick<PythonServices, 'scope' | 'imports'>, module: string): Decision {
  const { unbound, bound, binding } = findUses(services.scope, module);
  const [first] = unbound;
  if (first !== undefined) return decideUnbound(file, services, module, unbound, first);
  return binding === null ? LEAVE : decideBound(services, module, binding, bound);
}

function decideUnbound(
  file: PythonFile,
  services: Pick<PythonServices, 'scope' | 'imports'>,
  module: string,
  unbound: readonly SyntaxNode[],
  first: SyntaxNode,
): Decision {
  const { scope } = services;
  const star = scope.starImports[0];
  if (star !== undefined) {
    return refuse('SYS001', first, `${module} is used and not imported, but \`${oneLine(star.text)}\` may bind it`);
  }
  const run = boundAtRunTime(file, scope, module) ?? writtenIntoModule(file.root, services, module);
  if (run !== null)
    return refuse('SYS001', first, `${module} is used and not imported, but \`${oneLine(run.text)}\` may bind it`);
  const probe = unbound.find(isProbe);
  if (probe === undefined) return { kind: 'import', uses: unbound };
  if (unbound.every(isProbe)) return LEAVE;
  return refuse('SYS002', probe, `the code itself asks whether ${module} is bound`);
}

function decideBound(
  { imports }: Pick<PythonServices, 'imports'>,
  module: string,
  binding: Binding,
  bound: readonly SyntaxNode[],
): Decision {
  const values = binding.sites.filter((site) => site.kind !== 'delete' && site.kind !== 'annotation');
  if (values.length === 0) return LEAVE;
  const isModule = (statement: SyntaxNode): boolean =>
    imports.all.some((item) => item.statement === statement && item.local === module && item.module.split('.')[0] === module);
  if (!values.every((site) => isModule(site.by))) {
    const use = values.some((site) => isModule(site.by)) ? undefined : usedAsSys(module, values, bound);
    return use === undefined ? LEAVE : refuse('SYS005', use, `${module} is used as the module, but bound to something else`);
  }
  const surely = sureBindings(binding);
  const use = bound.find((read) => !isBoundAt(read, surely) && !isProbe(read));
  if (use === undefined) return LEAVE;
  const isEarly = values.some((site) => site.by.parent?.type === 'module');
  const why = isEarly ? 'before it is imported' : 'but imported only under a condition';
  return refuse('SYS002', use, `${module} is used ${why}`);
}

function refuse(code: Code, at: SyntaxNode, message: string): Decision {
  return { kind: 'refuse', code, at, message };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
