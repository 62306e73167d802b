import type { Imports, PythonFile, SyntaxNode } from 'codex-codemod';

const CONNECTS = new Set([
  'sqlite3.connect',
  'sqlite3.Connection',
  'sqlite3.dbapi2.connect',
  'aiosqlite.connect',
  'apsw.Connection',
  'pysqlite3.connect',
]);
const PUTS = new Set(['put', 'put_nowait', 'append', 'appendleft', 'add', 'insert', 'setdefault']);

/** A place where a new SQLite connection is kept beyond the call that opens it; null when there is none. */
export function findPool(file: PythonFile, imports: Imports): { readonly at: SyntaxNode; readonly reason: string } | null {
  for (const call of file.root.ofType('call')) {
    const callee = call.child('function');
    if (callee === null || !CONNECTS.has(imports.qualifiedName(callee) ?? '')) continue;
    const kept = keeperOf(call) ?? keeperOfName(call);
    if (kept !== null) return { at: call, reason: `a connection is kept in ${kept}` };
  }
  return null;
}

/** The container or the attribute of a thread-local that an expression is put into, or null. */
function keeperOf(expression: SyntaxNode): string | null {
  let value = expression;
  while (value.parent?.type === 'await' || value.parent?.type === 'parenthesized_expression') value = value.parent;
  const parent = value.parent;
  if (parent?.type === 'assignment' && parent.child('right') === value) {
    const left = parent.child('left');
    if (left?.type === 'subscript') return left.child('value')?.text ?? null;
    return left?.type === 'attribute' && /local/i.test(left.text) ? left.text : null;
  }
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  const callee = call?.child('function');
  const method = callee?.type === 'attribute' ? (callee.child('attribute')?.text ?? '') : '';
  return PUTS.has(method) ? (callee?.child('object')?.text ?? null) : null;
}

/** The same for the name that a connection is given first. */
function keeperOfName(call: SyntaxNode): string | null {
  const assignment = call.closest('assignment');
  const left = assignment?.child('left');
  if (left?.type !== 'identifier') return null;
  const around = call.closest('function_definition');
  if (around === null) return null;
  for (const name of around.ofType('identifier')) {
    if (name.text !== left.text || name === left) continue;
    const keeper = keeperOf(name);
    if (keeper !== null) return keeper;
  }
  return null;
}
