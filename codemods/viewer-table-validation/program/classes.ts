import type { SyntaxNode } from 'codex-codemod';
import { valuesOfField } from './data-fields.js';
import { classOf, decoratorsOf } from './owner.js';
import { parametersOf } from './parameters.js';
import type { Program } from './program.js';
import { returnsOf } from './returns.js';
import { unwrap } from './unwrap.js';

/** Longer chains of base classes are not followed. */
const MOST_BASES = 10;

/** The class or function of this file that a name stands for, when one definition is all that binds it. */
export function definitionNamed(program: Program, name: SyntaxNode): SyntaxNode | null {
  if (name.type !== 'identifier') return null;
  const resolution = program.module.scope.resolve(name);
  if (resolution.kind !== 'bound') return null;
  const [site, another] = resolution.binding.sites;
  if (site === undefined || another !== undefined) return null;
  return site.kind === 'function' || site.kind === 'class' ? site.by : null;
}

/** A class of this file and those that it is derived from, the nearest first. */
export function lineageOf(program: Program, definition: SyntaxNode): readonly SyntaxNode[] {
  const lineage = [definition];
  for (const known of lineage) {
    for (const base of known.child('superclasses')?.namedChildren ?? []) {
      const found = definitionNamed(program, base);
      if (found?.type === 'class_definition' && !lineage.includes(found) && lineage.length < MOST_BASES) lineage.push(found);
    }
  }
  return lineage;
}

/** The statements of a class body, without their decorators. */
function membersOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const statements = definition.child('body')?.namedChildren ?? [];
  return statements.map((statement) => statement.child('definition') ?? statement);
}

export function methodOf(program: Program, definition: SyntaxNode, name: string): SyntaxNode | null {
  for (const one of lineageOf(program, definition)) {
    const methods = membersOf(one).filter(
      (member) => member.type === 'function_definition' && member.child('name')?.text === name,
    );
    if (methods.length > 0) return methods.length === 1 ? (methods[0] ?? null) : null;
  }
  return null;
}

/** The class whose instance (or which itself) `self` or `cls` stands for; null for any other name. */
export function classOfSelf(program: Program, name: SyntaxNode): SyntaxNode | null {
  if (name.type !== 'identifier') return null;
  const resolution = program.module.scope.resolve(name);
  if (resolution.kind !== 'bound') return null;
  const [site, another] = resolution.binding.sites;
  if (site?.kind !== 'parameter' || another !== undefined) return null;
  const method = resolution.binding.scope.node;
  const first = parametersOf(method)[0];
  return first?.identifier === site.identifier ? classOf(method) : null;
}

/**
 * The values that `self.name` is given in a class and its bases, and the value of the class attribute; of a property what it
 * returns, and of a field of a data class what the calls of the class give.
 */
export function attributeValues(program: Program, definition: SyntaxNode, name: string): readonly SyntaxNode[] {
  const assigned = lineageOf(program, definition).flatMap((one) => attributesOf(program, one).get(name) ?? []);
  return [...assigned, ...valuesOfProperty(program, definition, name), ...valuesOfField(program, definition, name)];
}

/** What a property returns. */
function valuesOfProperty(program: Program, definition: SyntaxNode, name: string): readonly SyntaxNode[] {
  const method = methodOf(program, definition, name);
  const isProperty = method !== null && decoratorsOf(method).some(({ text }) => /(^|\.)(cached_)?property$/.test(text));
  return isProperty ? returnsOf(method) : [];
}

/** All attributes that a class gives itself, by their names. */
function attributesOf(program: Program, definition: SyntaxNode): ReadonlyMap<string, readonly SyntaxNode[]> {
  const known = program.attributes.get(definition);
  if (known !== undefined) return known;
  const values = new Map<string, SyntaxNode[]>();
  for (const assignment of definition.child('body')?.ofType('assignment') ?? []) {
    const [left, right] = [assignment.child('left'), assignment.child('right')];
    const name = left === null ? null : attributeName(program, left, definition, isMember(assignment, definition));
    if (name === null || right === null) continue;
    values.set(name, [...(values.get(name) ?? []), unwrap(lastRight(right))]);
  }
  program.attributes.set(definition, values);
  return values;
}

function attributeName(program: Program, left: SyntaxNode, definition: SyntaxNode, isOwn: boolean): string | null {
  if (left.type === 'identifier') return isOwn ? left.text : null;
  const object = left.type === 'attribute' ? left.child('object') : null;
  const isSelf = object !== null && classOfSelf(program, object) === definition;
  return isSelf ? (left.child('attribute')?.text ?? null) : null;
}

/** The value at the end of `a = b = value`. */
export function lastRight(right: SyntaxNode): SyntaxNode {
  let value = right;
  while (value.type === 'assignment') {
    const next = value.child('right');
    if (next === null) break;
    value = next;
  }
  return value;
}

function isMember(assignment: SyntaxNode, definition: SyntaxNode): boolean {
  return assignment.parent?.parent === definition.child('body');
}
