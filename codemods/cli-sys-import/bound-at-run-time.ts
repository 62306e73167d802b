import type { PythonFile, Scopes, SyntaxNode } from 'codex-codemod';
import { headOf } from './binds-surely.js';

/** Ways to look at a namespace that put nothing into it. */
const READING = new Set(['get', 'keys', 'values', 'items', 'copy']);

const EXECUTING = new Set(['exec', 'execfile']);

const NAMESPACES = new Set(['globals', 'vars', 'locals']);

/** The first place where the file may bind the name in its module without an assignment: `exec`, `globals().update(...)`; or null. */
export function boundAtRunTime(file: PythonFile, scopes: Scopes, name: string): SyntaxNode | null {
  for (const call of file.root.ofType('call')) {
    const called = call.child('function');
    if (called?.type !== 'identifier' || scopes.resolve(called).kind !== 'builtin') continue;
    if (isExecution(called.text, call, scopes)) return call;
    const isOwn = called.text === 'globals' || (NAMESPACES.has(called.text) && isAtModuleLevel(scopes, call));
    if (isOwn && hasNoArguments(call) && mayBeWritten(call, scopes, name)) return call;
  }
  return null;
}

/** `exec` binds names of the module when it is called there without a namespace of its own. */
function isExecution(name: string, call: SyntaxNode, scopes: Scopes): boolean {
  if (!EXECUTING.has(name)) return false;
  const count = call.child('arguments')?.namedChildren.length ?? 0;
  return count < 2 && isAtModuleLevel(scopes, call);
}

/** True for a namespace that is written to under this name or an unknown one, asked for the name, or handed on to who knows what. */
function mayBeWritten(call: SyntaxNode, scopes: Scopes, name: string): boolean {
  const parent = call.parent;
  switch (parent?.type) {
    case 'attribute':
      return !READING.has(parent.child('attribute')?.text ?? '');
    case 'subscript':
      return parent.field === 'left' && !isOtherKey(parent.child('subscript'), name);
    case 'argument_list':
      return !isReader(parent.parent?.child('function') ?? null, scopes);
    case 'comparison_operator':
      return parent.children.some((side) => side.type === 'string' && !isOtherKey(side, name));
    case 'binary_operator':
    case 'dictionary_splat':
    case 'for_in_clause':
    case 'for_statement':
      return false;
    default:
      return true;
  }
}

function isOtherKey(key: SyntaxNode | null, name: string): boolean {
  return key?.type === 'string' && /^[a-z]{0,2}(['"])\w*\1$/i.test(key.text) && key.childOfType('string_content')?.text !== name;
}

/** Python's own functions, but for `exec`, look into a namespace and leave it as it is. */
function isReader(called: SyntaxNode | null, scopes: Scopes): boolean {
  return called?.type === 'identifier' && scopes.resolve(called).kind === 'builtin' && !EXECUTING.has(called.text);
}

function hasNoArguments(call: SyntaxNode): boolean {
  return call.child('arguments')?.namedChildren.length === 0;
}

function isAtModuleLevel(scopes: Scopes, node: SyntaxNode): boolean {
  return scopes.scopeOf(node) === scopes.module;
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
