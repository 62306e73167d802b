import type { PythonServices, SyntaxNode } from 'codex-codemod';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** The module itself, by its name: `sys.modules[__name__]`, `__import__(__name__)`. */
const ITSELF = /^([\w.]+\.)?modules\[__name__\]$|^(__import__|([\w.]+\.)?import_module)\(__name__\)$/;

/** Ways to look at a namespace that put nothing into it. */
const READING = new Set(['get', 'keys', 'values', 'items', 'copy']);

/**
 * The first place where the file puts the name into its module, or among the builtins, as an attribute: `builtins.sys = ...`,
 * `setattr(sys.modules[__name__], "sys", ...)`, `builtins.__dict__.update(...)`; or null.
 */
export function writtenIntoModule(root: SyntaxNode, services: Services, name: string): SyntaxNode | null {
  for (const node of root.ofType('assignment', 'call')) {
    const isWritten = node.type === 'call' ? writesByCall(node, services, name) : writesByAssignment(node, services, name);
    if (isWritten) return node;
  }
  return null;
}

function writesByAssignment(assignment: SyntaxNode, services: Services, name: string): boolean {
  const left = assignment.child('left');
  if (left?.type === 'attribute') {
    return left.child('attribute')?.text === name && isModule(left.child('object'), services);
  }
  if (left?.type !== 'subscript') return false;
  return isNamespace(left.child('value'), services) && mayBe(left.child('subscript'), name);
}

function writesByCall(call: SyntaxNode, services: Services, name: string): boolean {
  const called = call.child('function');
  const [object = null, key = null] = call.child('arguments')?.namedChildren ?? [];
  if (called?.type === 'identifier') {
    return called.text === 'setattr' && isModule(object, services) && mayBe(key, name);
  }
  const method = called?.child('attribute')?.text ?? '';
  return called?.type === 'attribute' && !READING.has(method) && isNamespace(called.child('object'), services);
}

/** `X.__dict__` and `vars(X)` of the module or the builtins. `__builtins__` is either of them. */
function isNamespace(node: SyntaxNode | null, services: Services): boolean {
  if (node?.text === '__builtins__') return true;
  if (node?.type === 'attribute') return node.child('attribute')?.text === '__dict__' && isModule(node.child('object'), services);
  const isVars = node?.type === 'call' && node.child('function')?.text === 'vars';
  return isVars && isModule(node.child('arguments')?.namedChildren[0] ?? null, services);
}

function isModule(node: SyntaxNode | null, services: Services): boolean {
  if (node === null) return false;
  if (node.text === '__builtins__' || ITSELF.test(node.text) || services.imports.qualifiedName(node) === 'builtins') return true;
  const resolution = node.type === 'identifier' ? services.scope.resolve(node) : null;
  if (resolution?.kind !== 'bound' || resolution.binding.sites.length !== 1) return false;
  const by = resolution.binding.sites[0]?.by;
  return by?.type === 'assignment' && ITSELF.test(by.child('right')?.text ?? '');
}

/** True for the name as a text, and for a key that is not written out. */
function mayBe(key: SyntaxNode | null, name: string): boolean {
  const isText = key?.type === 'string' && key.childOfType('interpolation') === null;
  return !isText || key.childOfType('string_content')?.text === name;
}
