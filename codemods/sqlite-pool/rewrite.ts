import type { SyntaxNode } from 'codex-codemod';
import { type FunctionFacts, inside, receiverOf } from './functions.js';
import { type Place, withBases } from './places.js';
import type { Reading } from './reading.js';

/**
 * The text of an expression of one function as another one would write it to get the same value: names of the module
 * stay, `self` becomes what it is called there, a parameter of `__init__` becomes the attribute that keeps it.
 * Null when some part of it means nothing there.
 *
 * @param renamed local names that are called otherwise in the other function
 */
export function rewrite(
  expression: SyntaxNode,
  from: FunctionFacts | null,
  to: FunctionFacts,
  reading: Reading,
  renamed: ReadonlyMap<string, string> = new Map(),
): string | null {
  const parts: string[] = [];
  let end = expression.start;
  for (const node of expression.descendants()) {
    if (node.type !== 'identifier') continue;
    const text = textFor(node, from, to, reading, renamed);
    if (text === null) return null;
    if (text === node.text) continue;
    parts.push(reading.file.text.slice(end, node.start), text);
    end = node.end;
  }
  return [...parts, reading.file.text.slice(end, expression.end)].join('');
}

function textFor(
  name: SyntaxNode,
  from: FunctionFacts | null,
  to: FunctionFacts,
  reading: Reading,
  renamed: ReadonlyMap<string, string>,
): string | null {
  const resolution = reading.scope.resolve(name);
  if (resolution.kind === 'none') return name.text;
  if (resolution.kind === 'builtin') return isVisible(name.text, null, to, reading) ? name.text : null;
  if (resolution.kind !== 'bound') return null;
  const { binding } = resolution;
  const isLocal = from === null ? binding.scope.kind === 'module' : binding.scope === from.scope;
  const other = isLocal ? renamed.get(name.text) : undefined;
  if (other !== undefined) return other;
  if (from === to && binding.scope === to.scope) return name.text;
  if (binding.scope.kind === 'module') return isVisible(name.text, binding, to, reading) ? name.text : null;
  if (from === null || binding.scope !== from.scope || from.owner === null) return null;
  if (from.owner !== to.owner) return from.decorators.includes('classmethod') ? classText(name.text, from, to, reading) : null;
  const receiver = receiverOf(to);
  if (receiver === null) return null;
  return receiverOf(from) === name.text ? receiver : attributeFor(name.text, from, receiver);
}

/** The class by its name, for the `cls` of one of its methods, where the other function can see it. */
function classText(name: string, from: FunctionFacts, to: FunctionFacts, reading: Reading): string | null {
  const className = from.owner?.child('name')?.text;
  if (receiverOf(from) !== name || className === undefined) return null;
  const binding = reading.scope.module.bindings.get(className);
  const isIts = binding?.sites.length === 1 && binding.sites[0]?.by === from.owner;
  return isIts && isVisible(className, binding, to, reading) ? className : null;
}

function isVisible(name: string, binding: object | null, to: FunctionFacts, { scope }: Reading): boolean {
  return scope.lookup(name, to.scope) === binding;
}

/** The attribute that keeps a parameter: `self.path = path`, once, in the same function. */
function attributeFor(parameter: string, from: FunctionFacts, receiver: string): string | null {
  const own = receiverOf(from);
  if (!from.parameters.includes(parameter) || (from.scope.bindings.get(parameter)?.sites.length ?? 0) !== 1) return null;
  for (const node of inside(from.body)) {
    if (node.type !== 'assignment' || node.child('right')?.text !== parameter) continue;
    const left = node.child('left');
    if (left?.type === 'attribute' && left.child('object')?.text === own) return `${receiver}.${left.child('attribute')?.text}`;
  }
  return null;
}

/**
 * How a function writes a place; null when it cannot reach it. Elements of elements have no name.
 *
 * @param seen nodes anywhere in the file that denote the place: one inside of the function is taken as it stands
 * @param owner an expression of the function for an object of the place's class, when there is one
 */
export function writePlace(
  place: Place,
  to: FunctionFacts,
  reading: Reading,
  seen: readonly SyntaxNode[],
  owner: string | null,
): string | null {
  const own = seen.find((node) => reading.functionAround(node) === to);
  if (own !== undefined && !/[([]/.test(own.text)) return own.text;
  const [first, ...rest] = place.steps;
  if (first === undefined || place.steps.includes('[]')) return null;
  if (place.owner === null) {
    const visible = isVisible(first, reading.scope.module.bindings.get(first) ?? null, to, reading);
    return visible ? [first, ...rest].join('.') : null;
  }
  const isOwn = to.owner !== null && withBases(to.owner, reading).includes(place.owner);
  const object = isOwn ? receiverOf(to) : owner;
  return object === null ? null : [object, first, ...rest].join('.');
}
