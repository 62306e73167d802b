import type { ImportRequest } from '../../../core/fix.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import type { Binding, Scopes } from '../scope/scope.js';
import type { Imports } from '../services.js';
import { firstPart, type ImportItem, importItems } from './import-items.js';

/** The imports of one file; see {@link Imports}. */
export function makeImports(file: PythonFile, scopes: Scopes): Imports {
  const all = importItems(file);
  return {
    all,
    qualifiedName: (expression) => qualifiedName(all, scopes, expression),
    localName: (module, name) => localName(all, scopes, module, name),
    need: (module, name) => request('need', module, name),
    remove: (module, name) => request('remove', module, name),
    rename: (from, to) => ({ action: 'rename', ...from, to }),
  };
}

function request(action: 'need' | 'remove', module: string, name: string | undefined): ImportRequest {
  return name === undefined ? { action, module } : { action, module, name };
}

function qualifiedName(all: readonly ImportItem[], scopes: Scopes, expression: SyntaxNode): string | null {
  const attributes: string[] = [];
  let base = expression;
  while (base.type === 'attribute') {
    const attribute = base.child('attribute');
    const object = base.child('object');
    if (attribute === null || object === null) return null;
    attributes.unshift(attribute.text);
    base = object;
  }
  if (base.type !== 'identifier') return null;
  const root = qualifiedBase(all, scopes, base);
  return root === null ? null : [root, ...attributes].join('.');
}

function qualifiedBase(all: readonly ImportItem[], scopes: Scopes, base: SyntaxNode): string | null {
  const resolution = scopes.resolve(base);
  if (resolution.kind === 'builtin') return `builtins.${base.text}`;
  return resolution.kind === 'bound' ? importedBy(all, resolution.binding) : null;
}

/** What a binding stands for when imports of one and the same thing are all that binds it. */
function importedBy(all: readonly ImportItem[], binding: Binding): string | null {
  let common: string | null = null;
  for (const { identifier } of binding.sites) {
    const item = all.find(({ node }) => node.start <= identifier.start && identifier.end <= node.end);
    if (item === undefined) return null;
    const target = targetOf(item);
    if (common !== null && common !== target) return null;
    common = target;
  }
  return common;
}

/** The dotted name that the local name of an item stands for. */
function targetOf({ module, name, aliased }: ImportItem): string {
  if (name === null) return aliased ? module : firstPart(module);
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

function localName(all: readonly ImportItem[], scopes: Scopes, module: string, name: string | undefined): string | null {
  if (name !== undefined) {
    const direct = localOfTarget(all, scopes, `${module}.${name}`);
    if (direct !== null) return direct;
  }
  const base = localOfTarget(all, scopes, module);
  return base === null || name === undefined ? base : `${base}.${name}`;
}

/** The module-level expression for a dotted name that is imported unconditionally and under a name that nothing else binds. */
function localOfTarget(all: readonly ImportItem[], scopes: Scopes, target: string): string | null {
  for (const item of all) {
    if (!item.topLevel || item.local === '*') continue;
    const isPath = item.name === null && !item.aliased && (item.module === target || item.module.startsWith(`${target}.`));
    if (!isPath && targetOf(item) !== target) continue;
    const binding = scopes.module.bindings.get(item.local);
    if (binding !== undefined && importedBy(all, binding) !== null) return isPath ? target : item.local;
  }
  return null;
}
