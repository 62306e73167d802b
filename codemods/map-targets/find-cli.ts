import type { Imports, PythonFile, SyntaxNode } from 'codex-codemod';

/** The click group or command, or the argument parser, of a file that is run; null when there is none. */
export function findCli(file: PythonFile, imports: Imports): { readonly at: SyntaxNode; readonly reason: string } | null {
  for (const decorator of file.root.ofType('decorator')) {
    const [expression] = decorator.namedChildren;
    const callee = expression?.type === 'call' ? expression.child('function') : expression;
    const name = callee == null ? null : imports.qualifiedName(callee);
    if (name === 'click.group' || name === 'click.command') return { at: decorator, reason: `it is a ${name.replace('.', ' ')}` };
  }
  if (!isRun(file)) return null;
  for (const call of file.root.ofType('call')) {
    const callee = call.child('function');
    if (callee !== null && imports.qualifiedName(callee) === 'argparse.ArgumentParser') {
      return { at: call, reason: 'it has an argument parser, and is run' };
    }
  }
  return null;
}

/** True for `__main__.py`, and for a file that asks for its name or has a `main` for an entry point to call. */
function isRun(file: PythonFile): boolean {
  if (/(^|\/)__main__\.py$/.test(file.path)) return true;
  return file.root.children.some(
    (node) =>
      (node.type === 'if_statement' && /__name__/.test(node.child('condition')?.text ?? '')) ||
      (node.type === 'function_definition' && node.child('name')?.text === 'main'),
  );
}
