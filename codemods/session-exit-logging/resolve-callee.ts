import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { receiverOf, statementsOf } from './syntax.js';

/** The body of what is called, when it is a function of this module or a method of this class and does something; else null. */
export function resolveCallee(
  call: SyntaxNode,
  place: { readonly self: string | null; readonly classNode: SyntaxNode | null },
  services: PythonServices,
): SyntaxNode | null {
  const target = call.child('function');
  const receiver = receiverOf(call);
  const definition =
    target?.type === 'identifier'
      ? functionNamed(target, services)
      : receiver?.type === 'identifier' && receiver.text === place.self
        ? methodNamed(target?.child('attribute')?.text ?? '', place.classNode)
        : null;
  const body = definition?.child('body') ?? null;
  return body === null || isAbstract(body) ? null : body;
}

function functionNamed(identifier: SyntaxNode, services: PythonServices): SyntaxNode | null {
  const resolution = services.scope.resolve(identifier);
  if (resolution.kind !== 'bound' || resolution.binding.sites.length !== 1) return null;
  const [site] = resolution.binding.sites;
  return site?.kind === 'function' ? (site.identifier.closest('function_definition') ?? null) : null;
}

function methodNamed(name: string, classNode: SyntaxNode | null): SyntaxNode | null {
  const members = classNode?.child('body')?.namedChildren ?? [];
  const found = members
    .map((member) => (member.type === 'decorated_definition' ? member.child('definition') : member))
    .filter((member) => member?.type === 'function_definition' && member.child('name')?.text === name);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Nothing but a docstring, `pass`, `...` or a `raise`: others will say what it does. */
function isAbstract(body: SyntaxNode): boolean {
  return statementsOf(body).every(({ type, namedChildren: [first] }) => {
    if (type === 'pass_statement' || type === 'raise_statement') return true;
    return type === 'expression_statement' && (first?.type === 'string' || first?.type === 'ellipsis');
  });
}
