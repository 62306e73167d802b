import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from './arguments.js';
import { type Parameter, parametersOf } from './parameters.js';
import type { Callee } from './program.js';

/** What a call gives to a parameter: a value, the member of that name of a `**` mapping, its default, or nothing that is known. */
export type Given =
  | { readonly kind: 'value'; readonly node: SyntaxNode }
  | { readonly kind: 'member'; readonly of: SyntaxNode }
  | { readonly kind: 'fallback'; readonly node: SyntaxNode }
  | { readonly kind: 'unknown' };

export function givenTo(call: SyntaxNode, callee: Callee, name: string): Given {
  const parameters = parametersOf(callee.definition);
  const index = parameters.findIndex((parameter) => parameter.name === name);
  const parameter = parameters[index];
  if (parameter === undefined || (callee.bound && index === 0)) return { kind: 'unknown' };
  const { positional, keywords, doubleSplats, splat } = argumentsOf(call);
  const node = keywords.get(name) ?? positionalAt(positional, parameter, index - (callee.bound ? 1 : 0));
  if (node !== null && node !== undefined) return { kind: 'value', node };
  const [mapping] = doubleSplats;
  if (mapping !== undefined) return { kind: 'member', of: mapping };
  return splat || parameter.fallback === null ? { kind: 'unknown' } : { kind: 'fallback', node: parameter.fallback };
}

function positionalAt(positional: readonly SyntaxNode[], parameter: Parameter, index: number): SyntaxNode | null {
  return parameter.kind === 'positional' ? (positional[index] ?? null) : null;
}
