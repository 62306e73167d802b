import { BindingDraft, type ScopeDraft } from './draft.js';

/** What a name means to functions inside: the binding of a function around them, or the module's, after `global`. */
type Visible = BindingDraft | 'global';

/**
 * Gives every name of every scope its binding, by the rules of CPython's symtable.c, in time linear in the names: what
 * enclosing functions bind is kept in one stack for each name while the scopes are walked.
 *
 * @param scopes All of them, outer ones before inner ones; the first is the module.
 */
export function resolveNames(module: ScopeDraft, scopes: readonly ScopeDraft[]): void {
  for (const scope of scopes) bindOwnNames(scope, module);
  const visible = new Map<string, Visible[]>();
  const steps: { scope: ScopeDraft; leave: boolean }[] = [{ scope: module, leave: false }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step.leave) {
      for (const [name] of shownInside(step.scope)) visible.get(name)?.pop();
      continue;
    }
    enter(step.scope, module, visible);
    steps.push({ scope: step.scope, leave: true });
    for (const child of step.scope.children.toReversed()) steps.push({ scope: child, leave: false });
  }
}

/** Names that are assigned belong to the scope unless it declares otherwise. Those of `global` must be known to the module before any is read. */
function bindOwnNames(scope: ScopeDraft, module: ScopeDraft): void {
  for (const name of scope.bound) {
    const owner = scope.globals.has(name) ? module : scope;
    if (scope.nonlocals.has(name) || owner.bindings.has(name)) continue;
    owner.bindings.set(name, new BindingDraft(name, owner));
  }
}

/** A class shows its names to no function inside, so they are looked up before `__class__`, which it does show, comes into sight. */
function enter(scope: ScopeDraft, module: ScopeDraft, visible: Map<string, Visible[]>): void {
  if (scope.kind === 'class') for (const name of scope.names.keys()) scope.names.set(name, resolve(name, scope, module, visible));
  for (const [name, meaning] of shownInside(scope)) {
    const stack = visible.get(name);
    if (stack === undefined) visible.set(name, [meaning]);
    else stack.push(meaning);
  }
  if (scope.kind !== 'class') for (const name of scope.names.keys()) scope.names.set(name, resolve(name, scope, module, visible));
}

function* shownInside(scope: ScopeDraft): Generator<[string, Visible]> {
  if (scope.kind === 'module') return;
  if (scope.classCell !== null) {
    yield ['__class__', scope.classCell];
    return;
  }
  yield* scope.bindings;
  for (const name of scope.globals) yield [name, 'global'];
}

function resolve(name: string, scope: ScopeDraft, module: ScopeDraft, visible: Map<string, Visible[]>): BindingDraft | null {
  const own = ownMeaning(name, scope);
  const meaning = own ?? visible.get(name)?.at(-1) ?? 'global';
  return meaning === 'global' ? (module.bindings.get(name) ?? null) : meaning;
}

/** What the scope itself, or a class that it can look into, makes of the name. */
function ownMeaning(name: string, scope: ScopeDraft): Visible | null {
  for (let at: ScopeDraft | null = scope; at !== null; at = at.parent) {
    const own = at.bindings.get(name) ?? (at.globals.has(name) ? 'global' : null);
    if (own !== null || !SEES_CLASS.has(at.kind)) return own;
  }
  return null;
}

/** Scopes that see the names of a class directly around them (PEP 695). */
const SEES_CLASS: ReadonlySet<string> = new Set(['type-parameters', 'type-expression', 'annotation']);
