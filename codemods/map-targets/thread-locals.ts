import type { Imports, PythonFile, SyntaxNode } from 'codex-codemod';

/** The names and attributes of a file that hold a `threading.local()`, or an object of a class of the file that is one. */
export function threadLocals(file: PythonFile, imports: Imports): ReadonlySet<string> {
  const isLocal = (node: SyntaxNode): boolean => imports.qualifiedName(node) === 'threading.local';
  const classes = new Set<string>();
  for (const node of file.root.ofType('class_definition')) {
    if (node.child('superclasses')?.namedChildren.some(isLocal)) classes.add(node.child('name')?.text ?? '');
  }
  const spelt = new Set<string>();
  for (const call of file.root.ofType('call')) {
    const callee = call.child('function');
    if (callee === null || !(isLocal(callee) || classes.has(callee.text))) continue;
    if (call.parent?.type === 'assignment') spelt.add(call.parent.child('left')?.text ?? '');
  }
  return spelt;
}
