import type { Binding, Scopes, SyntaxNode } from 'codex-codemod';

/** Where a file reads a module's name outside of functions that have a name of their own for it. */
export interface Uses {
  /** Reads that nothing in the file binds: Python would raise NameError. */
  readonly unbound: readonly SyntaxNode[];
  /** Reads of the name as the module binds it. */
  readonly bound: readonly SyntaxNode[];
  readonly binding: Binding | null;
}

export function findUses(scopes: Scopes, name: string): Uses {
  const reads = scopes.reads.filter((read) => read.text === name);
  const binding = scopes.module.bindings.get(name) ?? null;
  const unbound = reads.filter((read) => isUnbound(scopes, read, binding));
  const bound = reads.filter((read) => {
    const resolution = scopes.resolve(read);
    return resolution.kind === 'bound' && resolution.binding === binding;
  });
  return { unbound, bound, binding };
}

function isUnbound(scopes: Scopes, read: SyntaxNode, ofModule: Binding | null): boolean {
  const resolution = scopes.resolve(read);
  if (resolution.kind === 'unbound') return true;
  return resolution.kind === 'bound' && ofModule === null && isReadBeforeClassBindsIt(scopes, read, resolution.binding);
}

/** As the second `sys` of `class A: sys = sys`: a class body looks for a name in the module until it has its own. */
function isReadBeforeClassBindsIt(scopes: Scopes, read: SyntaxNode, { scope, sites }: Binding): boolean {
  const first = sites[0];
  if (scope.kind !== 'class' || first === undefined || scopes.scopeOf(read) !== scope) return false;
  return read.start < first.by.end && first.by.type !== 'import_statement' && first.by.type !== 'import_from_statement';
}
