import type { Binding, BindingSite, SyntaxNode } from 'codex-codemod';
import { calledName } from './place-kinds.js';
import { endOfChain } from './places.js';
import type { Reading } from './reading.js';

/** Calls that give back one of their arguments: which one. */
const TRANSPARENT: Readonly<Record<string, number>> = { 'typing.cast': 1, 'asyncio.wait_for': 0, 'asyncio.shield': 0 };

/**
 * The expressions that a value can come from: both branches of a conditional, both sides of `or`, what is awaited, what
 * the local names in it were assigned. A name that no assignment explains is a leaf itself.
 */
export function leavesOf(expression: SyntaxNode, reading: Reading): readonly SyntaxNode[] {
  const leaves: SyntaxNode[] = [];
  const seen = new Set<Binding>();
  const stack = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const parts = partsOf(node, reading) ?? valuesOfName(node, seen, reading);
    if (parts === null) leaves.push(node);
    else stack.push(...parts);
  }
  return leaves;
}

function partsOf(node: SyntaxNode, reading: Reading): readonly SyntaxNode[] | null {
  const inner = node.namedChildren;
  switch (node.type) {
    case 'await':
    case 'parenthesized_expression':
    case 'expression_list':
      return inner.length === 1 ? inner : null;
    case 'conditional_expression':
      return inner.filter((_, index) => index !== 1);
    case 'boolean_operator':
      return inner;
    case 'named_expression':
      return node.childrenIn('value');
    case 'assignment': {
      const value = endOfChain(node);
      return value === null ? null : [value];
    }
    case 'call': {
      const argument = node.child('arguments')?.namedChildren[TRANSPARENT[calledName(node, reading) ?? ''] ?? -1];
      return argument === undefined ? null : [argument];
    }
    default:
      return null;
  }
}

function valuesOfName(node: SyntaxNode, seen: Set<Binding>, reading: Reading): readonly SyntaxNode[] | null {
  if (node.type !== 'identifier') return null;
  const resolution = reading.scope.resolve(node);
  if (resolution.kind !== 'bound') return null;
  // A name of the module can be followed only where the module itself speaks of it: a function may see another value.
  const { kind } = resolution.binding.scope;
  if (kind !== 'function' && (kind !== 'module' || reading.scope.scopeOf(node).kind !== 'module')) return null;
  if (seen.has(resolution.binding)) return [];
  seen.add(resolution.binding);
  const values = resolution.binding.sites.map(valuesOf);
  return values.some((value) => value === null) ? null : values.flatMap((value) => value ?? []);
}

/** What a site binds its name to: nothing for a bare annotation or `del`, null when that cannot be seen. */
export function valuesOf(site: BindingSite): readonly SyntaxNode[] | null {
  if (site.kind === 'annotation' || site.kind === 'delete') return [];
  const { identifier } = site;
  const parent = identifier.parent;
  if (parent?.type === 'assignment' && parent.child('left') === identifier) {
    const value = endOfChain(parent);
    return value === null ? [] : [value];
  }
  if (parent?.type === 'named_expression') return parent.childrenIn('value');
  const value = site.kind === 'with' ? withValue(identifier) : null;
  return value === null ? null : [value];
}

/** `x` of `with x as name`. */
function withValue(name: SyntaxNode): SyntaxNode | null {
  const target = name.parent;
  const pattern = target?.type === 'as_pattern_target' ? target.parent : null;
  return pattern?.type === 'as_pattern' ? (pattern.namedChildren[0] ?? null) : null;
}

/** The values that a function gives back. */
export function returnedLeaves(body: Iterable<SyntaxNode>, reading: Reading): readonly SyntaxNode[] {
  const leaves: SyntaxNode[] = [];
  for (const node of body) {
    const value = node.type === 'return_statement' ? node.namedChildren[0] : undefined;
    if (value !== undefined) leaves.push(...leavesOf(value, reading));
  }
  return leaves;
}

/** The name that an assignment gives to what a call makes: `conn` of `conn = await connect()`; null when there is none. */
export function soleName(call: SyntaxNode): SyntaxNode | null {
  let value = call;
  while (value.parent?.type === 'await' || value.parent?.type === 'parenthesized_expression') value = value.parent;
  for (let outer = value.parent; outer?.type === 'assignment'; outer = outer.parent) {
    const left = outer.child('left');
    if (left?.type === 'identifier') return left;
  }
  return null;
}
