import type { Edit } from '../../../core/edit.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import type { Scope, Scopes } from '../scope/scope.js';
import { type ModuleLine, moduleLines } from './module-lines.js';
import { wordPattern } from './uses-elsewhere.js';

/**
 * The offset that an import of the name must come before, or Infinity. Code at module level needs the name where it
 * stands; code in a function needs it when the function may be called: at the next call that the module itself makes.
 */
export function firstNeed(file: PythonFile, scopes: Scopes, name: string, others: readonly Edit[]): number {
  const reads = scopes.reads.filter((read) => read.text === name && isOfModule(scopes, read));
  const needs = reads.map((read) => needAt(file, scopes, read, read.start));
  return Math.min(...needs, firstEditedNeed(file, scopes, name, others));
}

/** The same for the uses that other edits bring along. */
export function firstEditedNeed(file: PythonFile, scopes: Scopes, name: string, others: readonly Edit[]): number {
  const word = wordPattern(name);
  const edits = others.filter((edit) => word.test(edit.newText));
  return Math.min(...edits.map((edit) => needAt(file, scopes, file.root.at(edit), edit.start)), Number.POSITIVE_INFINITY);
}

function isOfModule(scopes: Scopes, read: SyntaxNode): boolean {
  const resolution = scopes.resolve(read);
  return resolution.kind !== 'bound' || resolution.binding.scope === scopes.module;
}

function needAt(file: PythonFile, scopes: Scopes, node: SyntaxNode, place: number): number {
  if (!isDeferred(scopes.scopeOf(node))) return place;
  const { lines } = moduleLines(file);
  const from = lines.findIndex((line) => line.end > place);
  if (from === -1) return Number.POSITIVE_INFINITY;
  const caller = lines.slice(from).find((line, index) => callsAfter(line, index === 0 ? place : 0));
  return caller?.start ?? Number.POSITIVE_INFINITY;
}

/** True for code that runs when something is called, not when the module is imported. */
function isDeferred(scope: Scope): boolean {
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    if (current.kind === 'function' || current.kind === 'lambda') return true;
  }
  return false;
}

/** True when the line, while it is executed, makes a call that ends after the place. */
function callsAfter(line: ModuleLine, place: number): boolean {
  return line.statements.some((statement) => {
    for (const node of statement.descendants(isNoBody)) {
      if ((node.type === 'call' || node.type === 'decorator') && node.end > place) return true;
    }
    return false;
  });
}

function isNoBody(node: SyntaxNode): boolean {
  const isFunction = node.parent?.type === 'function_definition' || node.parent?.type === 'lambda';
  return !(isFunction && node.field === 'body');
}
