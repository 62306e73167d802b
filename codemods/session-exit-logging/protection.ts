import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { argumentsOf, callOf, lastName, running } from './syntax.js';

/** Context managers of the standard library that stop what is raised under them. */
export const DEFAULT_SHIELDS = ['contextlib.suppress'] as const;

/** Exceptions that are none of Exception: a shield lets them out, too. */
export const NOT_ORDINARY: ReadonlySet<string> = new Set(['KeyboardInterrupt', 'SystemExit', 'GeneratorExit', 'CancelledError']);

const CATCH_ALL = new Set(['Exception', 'BaseException']);

/** The `except` clauses of a `try` statement. */
export function handlersOf(tryStatement: SyntaxNode): readonly SyntaxNode[] {
  return tryStatement.children.filter(({ type }) => type === 'except_clause' || type === 'except_group_clause');
}

/** The expressions that a handler names: none for a bare `except:`. */
function caughtBy(handler: SyntaxNode): readonly SyntaxNode[] {
  const value = handler.child('value');
  const types = value?.type === 'as_pattern' ? value.namedChildren[0] : (value ?? undefined);
  if (types === undefined) return [];
  return types.type === 'tuple' ? types.namedChildren : [types];
}

/** The last names of what a handler catches, or `BaseException` for a bare one. */
export function caughtNames(handler: SyntaxNode): readonly string[] {
  const types = caughtBy(handler);
  return types.length === 0 ? ['BaseException'] : types.map(lastName);
}

/** True for a handler that takes every ordinary exception, whatever it does with it. */
export function catchesAll(handler: SyntaxNode): boolean {
  return !isForGroups(handler) && caughtNames(handler).some((name) => CATCH_ALL.has(name));
}

/** True for `except*`. The grammar takes its star for one of the expression. */
export function isForGroups(handler: SyntaxNode): boolean {
  const value = handler.child('value');
  const types = value?.type === 'as_pattern' ? value.namedChildren[0] : value;
  return handler.type === 'except_group_clause' || types?.type === 'list_splat';
}

/** True for a handler that may let an exception out again. */
export function letsOut(handler: SyntaxNode): boolean {
  return [...running(handler)].some(({ type }) => type === 'raise_statement');
}

/** True for a `with` that stops every ordinary exception: `contextlib.suppress(Exception)`, or one that the user lists. */
function isShield(withStatement: SyntaxNode, services: PythonServices, shields: readonly string[]): boolean {
  return managersOf(withStatement).some((manager) => {
    const call = callOf(manager);
    const target = call?.child('function') ?? manager;
    const name = services.imports.qualifiedName(target) ?? target.text;
    if (name === 'contextlib.suppress') return call !== null && argumentsOf(call).some((type) => CATCH_ALL.has(lastName(type)));
    return shields.includes(name);
  });
}

/** True for `contextlib.suppress(...)` of whatever exceptions. */
export function isSuppress(withStatement: SyntaxNode, services: PythonServices): boolean {
  return managersOf(withStatement).some((manager) => {
    const target = callOf(manager)?.child('function');
    return target !== null && target !== undefined && services.imports.qualifiedName(target) === 'contextlib.suppress';
  });
}

export function managersOf(withStatement: SyntaxNode): readonly SyntaxNode[] {
  const items = withStatement.childOfType('with_clause')?.namedChildren ?? [];
  return items.flatMap((item) => {
    const value = item.child('value');
    const manager = value?.type === 'as_pattern' ? value.namedChildren[0] : value;
    return manager === null || manager === undefined ? [] : [manager];
  });
}

/** True when what is raised by a node is stopped somewhere between it and `limit`, which it lies in. */
export function isStopped(node: SyntaxNode, limit: SyntaxNode, services: PythonServices, shields: readonly string[]): boolean {
  if (node === limit) return false;
  let inner = node;
  for (const outer of node.ancestors()) {
    if (outer.type === 'try_statement' && inner.field === 'body') {
      const taker = handlersOf(outer).find(catchesAll);
      if (taker !== undefined && !letsOut(taker)) return true;
    }
    if (outer.type === 'with_statement' && inner.field === 'body' && isShield(outer, services, shields)) return true;
    if (outer === limit) return false;
    inner = outer;
  }
  return false;
}
