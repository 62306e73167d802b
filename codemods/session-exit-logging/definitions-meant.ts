import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import { classFamily } from './class-family.js';
import { calledName, receiverOf } from './syntax.js';

/**
 * The functions of a file that a call may mean: of a plain name those that it is bound to; of a method of the object
 * itself those of its class, of the classes it inherits from, and of those that override it; of a method of another
 * object every one of that name.
 */
export function definitionsMeant(call: SyntaxNode, file: PythonFile, services: PythonServices): readonly SyntaxNode[] {
  const target = call.child('function');
  if (target?.type === 'identifier') return functionsNamed(target, services);
  const name = calledName(call);
  if (target === null || name === null || services.imports.qualifiedName(target) !== null) return [];
  const owner = isOnItself(call) ? classAround(call) : null;
  const family = owner === null ? null : classFamily(owner, file);
  return [...file.root.ofType('function_definition')].filter((node) => {
    const itsClass = node.child('name')?.text === name ? classAround(node) : null;
    return itsClass !== null && (family === null || family.has(itsClass));
  });
}

/** True for `self.log_event(...)` and `super().log_event(...)`. */
export function isOnItself(call: SyntaxNode): boolean {
  const receiver = receiverOf(call);
  if (receiver?.type === 'call') return calledName(receiver) === 'super';
  const [first] = methodAround(call)?.child('parameters')?.namedChildren ?? [];
  return receiver?.type === 'identifier' && receiver.text === first?.text;
}

function functionsNamed(identifier: SyntaxNode, services: PythonServices): readonly SyntaxNode[] {
  const resolution = services.scope.resolve(identifier);
  if (resolution.kind !== 'bound') return [];
  return resolution.binding.sites.flatMap((site) => {
    return site.kind === 'function' ? (site.identifier.closest('function_definition') ?? []) : [];
  });
}

/** The function around a node that stands in a class body. */
function methodAround(node: SyntaxNode): SyntaxNode | null {
  for (const outer of node.ancestors()) {
    if (outer.type === 'function_definition' && classAround(outer) !== null) return outer;
  }
  return null;
}

/** The class that a method, or a node in a method, belongs to. */
function classAround(node: SyntaxNode): SyntaxNode | null {
  const method = node.type === 'function_definition' ? node : methodAround(node);
  const outer = method?.closest('class_definition', 'function_definition', 'lambda') ?? null;
  return outer?.type === 'class_definition' ? outer : null;
}
