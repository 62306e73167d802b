import type { Imports, PythonFile, Scopes, SyntaxNode } from 'codex-codemod';
import { keeperOf } from './keeper-of.js';
import { threadLocals } from './thread-locals.js';

const CONNECTS = new Set([
  'sqlite3.connect',
  'sqlite3.Connection',
  'sqlite3.dbapi2.connect',
  'aiosqlite.connect',
  'apsw.Connection',
  'pysqlite3.connect',
]);

type Opens = (call: SyntaxNode) => boolean;

/** A place where a new SQLite connection is kept beyond the call that opens it; null when there is none. */
export function findPool(
  file: PythonFile,
  imports: Imports,
  scope: Scopes,
): { readonly at: SyntaxNode; readonly reason: string } | null {
  const connects: Opens = (call) => CONNECTS.has(imports.qualifiedName(call.child('function') ?? call) ?? '');
  const openers = openersOf(file, scope, connects);
  const keeping = { scope, locals: threadLocals(file, imports) };
  for (const call of file.root.ofType('call')) {
    if (!connects(call) && !openers.has(call.child('function')?.text ?? '')) continue;
    const kept = [call, ...namesOf(call, scope)].map((node) => keeperOf(node, keeping)).find((keeper) => keeper !== null);
    if (kept != null) return { at: call, reason: `a connection is kept in ${kept}` };
  }
  return null;
}

/** Functions and methods of the file that return a connection which they open, as they are called: `_open`, `self._open`. */
function openersOf(file: PythonFile, scope: Scopes, connects: Opens): ReadonlySet<string> {
  const openers = new Set<string>();
  for (const call of file.root.ofType('call')) {
    const around = connects(call) ? call.closest('function_definition', 'lambda') : null;
    const name = around?.type === 'function_definition' ? around.child('name')?.text : undefined;
    if (name === undefined || ![call, ...namesOf(call, scope)].some(isReturned)) continue;
    const isMethod = around?.closest('class_definition', 'function_definition')?.type === 'class_definition';
    for (const spelt of isMethod ? [`self.${name}`, `cls.${name}`] : [name]) openers.add(spelt);
  }
  return openers;
}

/** Where the name is read that a connection is assigned to. */
function namesOf(call: SyntaxNode, scope: Scopes): readonly SyntaxNode[] {
  const value = call.parent?.type === 'await' ? call.parent : call;
  const left = value.parent?.type === 'assignment' ? value.parent.child('left') : null;
  const resolved = left?.type === 'identifier' ? scope.resolve(left) : null;
  return resolved?.kind === 'bound' ? resolved.binding.uses : [];
}

function isReturned(node: SyntaxNode): boolean {
  return node.parent?.type === 'return_statement';
}
