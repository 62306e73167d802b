import type { PythonFile, SyntaxNode } from 'codex-codemod';
import { lastName } from './syntax.js';

/** A class with all classes of the file that it inherits from, that inherit from it, and that these inherit from. */
export function classFamily(classNode: SyntaxNode, file: PythonFile): ReadonlySet<SyntaxNode> {
  const classes = [...file.root.ofType('class_definition')];
  const family = new Set([classNode]);
  for (const member of family) {
    for (const other of classes) if (inherits(member, other) || inherits(other, member)) family.add(other);
  }
  return family;
}

function inherits(one: SyntaxNode, from: SyntaxNode): boolean {
  const name = from.child('name')?.text;
  return (one.child('superclasses')?.namedChildren ?? []).some((base) => lastName(base) === name);
}
