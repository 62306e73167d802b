import type { ParseResult } from '@babel/parser';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from '../syntax-object.js';

/**
 * The names by which the other parts of a component may know what stands in its script: what is declared at the top level, and, since options of
 * Vue are objects, every key and every text in a list. Types are none: they are not there at run time.
 */
export function exposedNames(ast: ParseResult): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of walk(rootOf(ast))) {
    const { type, body, key, computed, elements } = node;
    if (type === 'Program') for (const statement of listOf(body)) declare(statement, names);
    if (/^(?:Object|Class)\w*(?:Property|Method)$/.test(type) && computed !== true) add(nameOf(key), names);
    if (type === 'ArrayExpression') for (const element of listOf(elements)) add(textOf(element), names);
  }
  return names;
}

function declare({ type, id, importKind, specifiers, declaration, declarations, body }: SyntaxObject, names: Set<string>): void {
  if (type === 'ImportDeclaration' && importKind !== 'type') {
    for (const { importKind: kind, local } of listOf(specifiers)) if (kind !== 'type') add(nameOf(local), names);
  }
  if (/^Export/.test(type) && isSyntaxObject(declaration)) declare(declaration, names);
  if (/^(?:Function|Class|TSEnum|TSModule)Declaration$/.test(type)) add(nameOf(id), names);
  if (type === 'VariableDeclaration') for (const { id: pattern } of listOf(declarations)) bind(pattern, names);
  if (type === 'LabeledStatement' && isSyntaxObject(body)) declareReactive(body, names);
}

/** `$: doubled = count * 2` declares `doubled`: https://svelte.dev/docs/svelte/legacy-reactive-assignments */
function declareReactive({ expression }: SyntaxObject, names: Set<string>): void {
  if (!isSyntaxObject(expression)) return;
  const { left } = expression;
  bind(left, names);
}

/** The names that a pattern binds, and those of its keys and defaults: too many harm nobody. */
function bind(pattern: unknown, names: Set<string>): void {
  if (!isSyntaxObject(pattern)) return;
  for (const { node } of walk(pattern)) add(nameOf(node), names);
}

function add(name: string | null, names: Set<string>): void {
  if (name !== null) names.add(name);
}

function nameOf(node: unknown): string | null {
  if (!isSyntaxObject(node)) return null;
  const { type, name } = node;
  return type === 'Identifier' && typeof name === 'string' ? name : textOf(node);
}

function textOf({ type, value }: SyntaxObject): string | null {
  return type === 'StringLiteral' && typeof value === 'string' ? value : null;
}

function listOf(value: unknown): readonly SyntaxObject[] {
  return Array.isArray(value) ? value.filter(isSyntaxObject) : [];
}
