import type { ParseResult } from '@babel/parser';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from '../syntax-object.js';

/** By what the other parts of a component may know something of its script, and how often it is there. */
export type ExposedNames = ReadonlyMap<string, number>;

/**
 * What is declared at the top level and, since options of Vue are objects, every key and every text in a list. Types are left out: they are not
 * there at run time.
 */
export function exposedNames(ast: ParseResult): ExposedNames {
  const names = new Map<string, number>();
  const add: Add = (kind, name) => {
    if (name !== null) names.set(`${kind} ${name}`, (names.get(`${kind} ${name}`) ?? 0) + 1);
  };
  for (const { node } of walk(rootOf(ast))) {
    const { type, body, key, computed, elements } = node;
    if (type === 'Program') for (const statement of listOf(body)) declare(statement, add);
    if (/^(?:Object|Class)\w*(?:Property|Method)$/.test(type) && computed !== true) add('key', nameOf(key));
    if (type === 'ArrayExpression') for (const element of listOf(elements)) add('text', textOf(element));
  }
  return names;
}

/** What is declared at the top level; no types. */
export function declaredNames(ast: ParseResult): readonly string[] {
  const names = new Set<string>();
  const { program } = rootOf(ast);
  const { body } = isSyntaxObject(program) ? program : { body: null };
  for (const statement of listOf(body)) {
    declare(statement, (_kind, name) => {
      if (name !== null) names.add(name);
    });
  }
  return [...names];
}

/** The modules that statements import at the top level; no types. */
export function importedModules(ast: ParseResult): readonly string[] {
  return ast.program.body.flatMap((one) =>
    one.type === 'ImportDeclaration' && one.importKind !== 'type' && one.importKind !== 'typeof' ? [one.source.value] : [],
  );
}

/** A name that is there less often than before; null where there is none. */
export function lostName(before: ExposedNames, after: ExposedNames): string | null {
  const lost = [...before].find(([name, count]) => (after.get(name) ?? 0) < count);
  return lost === undefined ? null : lost[0].slice(lost[0].indexOf(' ') + 1);
}

type Add = (kind: 'name' | 'key' | 'text', name: string | null) => void;

function declare({ type, id, importKind, specifiers, declaration, declarations, body }: SyntaxObject, add: Add): void {
  if (type === 'ImportDeclaration' && importKind !== 'type') {
    for (const { importKind: kind, local } of listOf(specifiers)) if (kind !== 'type') add('name', nameOf(local));
  }
  if (/^Export/.test(type) && isSyntaxObject(declaration)) declare(declaration, add);
  if (/^(?:Function|Class|TSEnum|TSModule)Declaration$/.test(type)) add('name', nameOf(id));
  if (type === 'VariableDeclaration') for (const { id: pattern } of listOf(declarations)) bind(pattern, add);
  if (type === 'LabeledStatement' && isSyntaxObject(body)) declareReactive(body, add);
}

/** `$: doubled = count * 2` declares `doubled`: https://svelte.dev/docs/svelte/legacy-reactive-assignments */
function declareReactive({ expression }: SyntaxObject, add: Add): void {
  if (!isSyntaxObject(expression)) return;
  const { type, left } = expression;
  if (type === 'AssignmentExpression') bind(left, add);
}

/** The names that a pattern binds. */
function bind(pattern: unknown, add: Add): void {
  if (!isSyntaxObject(pattern)) return;
  const { type, properties, elements, value, left, argument } = pattern;
  if (type === 'Identifier') add('name', nameOf(pattern));
  else for (const inner of [...listOf(properties), ...listOf(elements), value, left, argument]) bind(inner, add);
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
