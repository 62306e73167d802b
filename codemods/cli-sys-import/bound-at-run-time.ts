import type { PythonFile, Scopes, SyntaxNode } from 'codex-codemod';
import { headOf } from './binds-surely.js';

/** Ways to look at a namespace that put nothing into it. */
const READING = new Set(['get', 'keys', 'values', 'items', 'copy']);

const NAMESPACES = new Set(['globals', 'vars', 'locals']);

/** The first place where the file may bind a name of its module without an assignment: `exec`, `globals().update(...)`; or null. */
export function boundAtRunTime(file: PythonFile, scopes: Scopes): SyntaxNode | null {
  for (const call of file.root.ofType('call')) {
    const called = call.child('function');
    if (called?.type !== 'identifier' || scopes.resolve(called).kind !== 'builtin') continue;
    if (isExecution(called.text, call, scopes)) return call;
    const isOwn = called.text === 'globals' || (NAMESPACES.has(called.text) && !isInFunction(scopes, call));
    if (isOwn && hasNoArguments(call) && isHandedOn(call)) return call;
  }
  return null;
}

/** `exec` binds names of the module when it is called there without a namespace of its own. */
function isExecution(name: string, call: SyntaxNode, scopes: Scopes): boolean {
  if (name !== 'exec' && name !== 'execfile') return false;
  const count = call.child('arguments')?.namedChildren.length ?? 0;
  return count < 2 && !isInFunction(scopes, call);
}

/** A namespace that is neither just read nor indexed, or that is written to. */
function isHandedOn(call: SyntaxNode): boolean {
  const parent = call.parent;
  if (parent?.type === 'attribute') return !READING.has(parent.child('attribute')?.text ?? '');
  if (parent?.type !== 'subscript' || parent.child('value') !== call) return true;
  return parent.parent?.type === 'assignment' && parent.field === 'left';
}

function hasNoArguments(call: SyntaxNode): boolean {
  return call.child('arguments')?.namedChildren.length === 0;
}

function isInFunction(scopes: Scopes, node: SyntaxNode): boolean {
  return ['function', 'lambda'].includes(scopes.scopeOf(node).kind);
}

/** True where the author asks whether the name is bound: in a `try` whose handler names NameError. */
export function isProbe(read: SyntaxNode): boolean {
  let node = read;
  for (const parent of read.ancestors()) {
    const isBody = parent.type === 'try_statement' && node.field === 'body';
    if (isBody && parent.children.some((clause) => clause.type === 'except_clause' && /\bNameError\b/.test(headOf(clause)))) {
      return true;
    }
    node = parent;
  }
  return false;
}
