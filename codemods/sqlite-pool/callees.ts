import type { SyntaxNode } from 'codex-codemod';
import { type FunctionFacts, isProperty } from './functions.js';
import { classOf, withBases } from './places.js';
import type { Reading } from './reading.js';

/** The function of this module that a call runs, or that reading a property runs; null when it is another one or cannot be told. */
export function calleeOf(node: SyntaxNode, reading: Reading): FunctionFacts | null {
  const callee = node.type === 'call' ? node.child('function') : null;
  if (callee?.type === 'identifier') return namedFunction(callee, reading);
  if (callee?.type === 'attribute') {
    const method = methodBehind(callee, reading);
    return method === null || isProperty(method) ? null : method;
  }
  if (node.type !== 'attribute') return null;
  const method = methodBehind(node, reading);
  return method !== null && isProperty(method) ? method : null;
}

function namedFunction(name: SyntaxNode, reading: Reading): FunctionFacts | null {
  const resolution = reading.scope.resolve(name);
  const sites = resolution.kind === 'bound' ? resolution.binding.sites : [];
  const site = sites.length === 1 ? sites[0] : undefined;
  return site?.kind === 'function' ? reading.functionOf(site.by) : null;
}

function methodBehind(attribute: SyntaxNode, reading: Reading): FunctionFacts | null {
  const object = attribute.child('object');
  const name = attribute.child('attribute')?.text;
  const owner = object === null || name === undefined ? null : classOf(object, reading);
  if (owner === null || name === undefined) return null;
  for (const known of withBases(owner, reading)) {
    const methods = reading.methodsOf(known, name);
    if (methods.length > 0) return methods.length === 1 ? (methods[0] ?? null) : null;
  }
  return null;
}

/** The argument of a call that a parameter of the called function gets, or null. */
export function argumentFor(call: SyntaxNode, callee: FunctionFacts, parameter: string): SyntaxNode | null {
  const given = call.child('arguments')?.namedChildren ?? [];
  if (given.some(({ type }) => type === 'list_splat' || type === 'dictionary_splat')) return null;
  const byName = given.find((argument) => argument.type === 'keyword_argument' && argument.child('name')?.text === parameter);
  if (byName !== undefined) return byName.child('value');
  const bound = callee.owner !== null && !callee.decorators.includes('staticmethod') ? 1 : 0;
  const index = callee.parameters.indexOf(parameter) - bound;
  const positional = given.filter(({ type }) => type !== 'keyword_argument');
  return index < 0 ? null : (positional[index] ?? null);
}

/** The parameter of the called function that gets an argument of a call, or null. */
export function parameterFor(argument: SyntaxNode, call: SyntaxNode, callee: FunctionFacts): string | null {
  return callee.parameters.find((name) => argumentFor(call, callee, name) === argument) ?? null;
}
