import { parsePython } from '../languages/python/parse.js';
import { makeScopes } from '../languages/python/scope/make-scopes.js';
import type { Scope, Scopes } from '../languages/python/scope/scope.js';

/** The scopes of a piece of Python. @throws Error when it does not parse. */
export function scopesOf(text: string): Scopes {
  const file = parsePython({ path: 'test.py', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
  if (!('root' in file)) throw new Error(`${file.message}:\n${text}`);
  return makeScopes(file);
}

/** A scope's kind or, where it has one, its name. */
export function nameOf(scope: Scope): string {
  return scope.kind === 'class' || scope.kind === 'function' ? (scope.node.child('name')?.text ?? scope.kind) : scope.kind;
}

/** What each scope binds: `f: a parameter, b assignment annotation`. Scopes that bind nothing are left out. */
export function bindingsOf(text: string): readonly string[] {
  return scopesOf(text).all.flatMap((scope) => {
    const names = [...scope.bindings.values()].map(({ name, sites }) => [name, ...sites.map((site) => site.kind)].join(' '));
    return names.length === 0 ? [] : [`${nameOf(scope)}: ${names.join(', ')}`];
  });
}

/** What each read name stands for, in the order of the text: `a f`, `print builtin`, `sys unbound`. */
export function readsOf(text: string): readonly string[] {
  const scopes = scopesOf(text);
  return scopes.reads.map((read) => {
    const resolution = scopes.resolve(read);
    return `${read.text} ${resolution.kind === 'bound' ? nameOf(resolution.binding.scope) : resolution.kind}`;
  });
}
