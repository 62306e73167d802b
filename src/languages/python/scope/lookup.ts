import type { Binding, Scope } from './scope.js';

/** Scopes that see the names of a class directly around them (PEP 695). */
const SEES_CLASS: ReadonlySet<string> = new Set(['type-parameters', 'type-expression', 'annotation']);

/** The binding of a name as seen from a scope. See `Scopes.lookup`. */
export function lookup(name: string, from: Scope): Binding | null {
  const wanted = from.nameOf(name);
  let seesClass = true;
  for (let scope: Scope = from; ; ) {
    if (scope.kind !== 'class' || seesClass) {
      if (scope.globals.has(wanted)) break;
      const own = scope.bindings.get(wanted);
      if (own !== undefined) return own;
    }
    // What a class gives to its methods, it does not see itself.
    if (wanted === '__class__' && scope !== from && scope.classCell !== null) return scope.classCell;
    if (scope.parent === null) break;
    seesClass &&= SEES_CLASS.has(scope.kind);
    scope = scope.parent;
  }
  return moduleOf(from).bindings.get(wanted) ?? null;
}

function moduleOf(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== null) at = at.parent;
  return at;
}
