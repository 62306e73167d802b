import type { PythonServices, Range, Scope, SyntaxNode } from 'codex-codemod';
import { onlyComputes } from './risk.js';
import { covers, running } from './syntax.js';

const IMPORTS = new Set(['import_statement', 'import_from_statement']);

/**
 * The local names that a statement binds, when it does nothing but compute their values: assignments, imports, and `if`
 * statements that choose between them. Null for a statement with any other effect.
 */
export function namesComputed(statement: SyntaxNode): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const part of simpleStatements(statement)) {
    const bound = namesBoundBySimple(part);
    if (bound === null) return null;
    for (const name of bound) names.add(name);
  }
  return names;
}

/** The statements that a statement is made of; compound ones other than `if` stay whole. */
function* simpleStatements(statement: SyntaxNode): Generator<SyntaxNode> {
  const isChoice = ({ type }: SyntaxNode): boolean => type === 'if_statement' || type === 'elif_clause' || type === 'else_clause';
  for (const node of statement.descendants((inner) => isChoice(inner) || inner.type === 'block')) {
    if (node.field === 'condition') {
      if (!onlyComputes(node)) yield node;
    } else if ((node === statement || node.parent?.type === 'block') && node.named && node.type !== 'comment') {
      if (!isChoice(node)) yield node;
    }
  }
}

function namesBoundBySimple(statement: SyntaxNode): readonly string[] | null {
  if (statement.type === 'pass_statement') return [];
  if (IMPORTS.has(statement.type)) return importedNames(statement);
  const inner = statement.namedChildren[0];
  if (statement.type !== 'expression_statement' || inner === undefined) return null;
  if (inner.type !== 'assignment' && inner.type !== 'augmented_assignment') return null;
  const targets = targetsOf(inner);
  return targets !== null && onlyComputes(statement) ? targets : null;
}

function importedNames(statement: SyntaxNode): readonly string[] | null {
  if (statement.childOfType('wildcard_import') !== null) return null;
  return statement.childrenIn('name').map((name) => (name.child('alias') ?? name.namedChildren[0] ?? name).text);
}

/** The plain names on the left of an assignment (of all, in `a = b = 1`); null where an attribute or an item is set. */
function targetsOf(assignment: SyntaxNode): readonly string[] | null {
  const left = assignment.child('left');
  if (left === null) return null;
  const targets = /^(pattern_list|tuple_pattern|list_pattern)$/.test(left.type) ? left.namedChildren : [left];
  if (targets.some(({ type }) => type !== 'identifier') || assignment.child('right')?.type === 'assignment') return null;
  return targets.map(({ text }) => text);
}

/** What a statement sets that may be read later: names, and attributes as they are written (`self.summary`). */
export function valuesSet(statement: SyntaxNode): ReadonlySet<string> {
  const values = new Set<string>();
  for (const node of running(statement)) {
    if (node.type === 'as_pattern_target') values.add(node.text);
    if (node.field !== 'left' && node.field !== 'name') continue;
    if (node.field === 'name' && node.parent?.type !== 'named_expression' && !IMPORTS.has(node.parent?.type ?? '')) continue;
    for (const target of node.descendants()) {
      if (target.type === 'identifier' && target.parent?.type !== 'attribute') values.add(target.text);
      if (target.type === 'attribute') values.add(target.text);
    }
  }
  return values;
}

/** True when a statement reads one of the values. */
export function reads(node: SyntaxNode, values: ReadonlySet<string>): boolean {
  if (values.size === 0) return false;
  return [...node.descendants()].some(({ type, text }) => (type === 'identifier' || type === 'attribute') && values.has(text));
}

/** True when a local name is used outside of a span, or belongs to another scope, where we cannot see who reads it. */
export function isUsedOutside(name: string, span: Range, scope: Scope): boolean {
  const binding = scope.bindings.get(name);
  if (binding === undefined || binding.uses.some((use) => !covers(span, use))) return true;
  return binding.sites.some(({ identifier }) => identifier.start > span.end);
}

/** The scope that a method opens. */
export function scopeOfMethod(method: SyntaxNode, services: PythonServices): Scope {
  return services.scope.all.find(({ node }) => node === method) ?? services.scope.module;
}
