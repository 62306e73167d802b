import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Visit } from './walk.js';

/** The parameters of PEP 695: `[T, U: bound, *Ts, **P]`. A bound is evaluated when it is first asked for, in a scope of its own. */
export const visitTypeParameters: Visit = (node, scope, walk) => {
  walk.children(node, scope, () => visitTypeParameter);
};

/** In NFKC. */
export function namesOfTypeParameters(generics: SyntaxNode): readonly string[] {
  return generics.namedChildren.flatMap((parameter) => identifierOf(parameter)?.text.normalize('NFKC') ?? []);
}

/** Each stands inside `type`, then inside `constrained_type` where it has a bound and `splat_type` where it has stars. */
function identifierOf(parameter: SyntaxNode): SyntaxNode | null {
  for (const identifier of parameter.ofType('identifier')) return identifier;
  return null;
}

const visitTypeParameter: Visit = (node, scope, walk) => {
  const identifier = identifierOf(node);
  if (identifier !== null) walk.bind(identifier, scope, 'type-parameter', node);
  const bound = node.childOfType('constrained_type')?.namedChildren[1];
  if (bound !== undefined) walk.go(bound, walk.open('type-expression', bound, scope));
};

/** `type X[T] = value`. The value is evaluated when it is first asked for. */
const visitTypeAlias: Visit = (node, scope, walk) => {
  const left = node.child('left');
  const named = left?.namedChildren[0];
  const name = named?.type === 'generic_type' ? named.childOfType('identifier') : named;
  if (left === null || name?.type !== 'identifier') return visitNoAlias(node, scope, walk);
  walk.bind(name, scope, 'type-alias', node);
  const generics = named?.childOfType('type_parameter') ?? null;
  const outer = generics === null ? scope : walk.open('type-parameters', node, scope);
  walk.go(generics, outer, visitTypeParameters);
  walk.go(node.child('right'), walk.open('type-expression', node, outer));
};

/** The grammar takes `type[0] = 1` for an alias: the keyword is the name that is read there. */
const visitNoAlias: Visit = (node, scope, walk) => {
  const keyword = node.children[0];
  if (keyword !== undefined) walk.read(keyword, scope);
  walk.children(node, scope);
};

/** `a.b` in a type, where the grammar could not see an expression. */
const visitMember: Visit = (node, scope, walk) => walk.go(node.namedChildren[0] ?? null, scope);

export const TYPES: Readonly<Record<string, Visit>> = {
  type_alias_statement: visitTypeAlias,
  member_type: visitMember,
};
