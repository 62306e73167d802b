import type { SyntaxNode } from 'codex-codemod';
import { definitionNamed, lineageOf } from '../program/classes.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { returnsOf } from '../program/returns.js';
import { unwrap } from '../program/unwrap.js';
import { start } from '../values/environment.js';
import { expand } from '../values/expand.js';
import { isCheckName } from '../values/names.js';

/** What a function does that a framework calls with every value. */
export type CheckKind =
  /** It lets names through, numbers, or members of an enumeration: nothing that could do harm. */
  | { readonly kind: 'checked' }
  /** It says that it checks, or tests something, and lets bad names through. */
  | { readonly kind: 'weak'; readonly at: SyntaxNode }
  /** It turns the value into a path. */
  | { readonly kind: 'path' }
  /** It does nothing to the value: `str`. */
  | { readonly kind: 'nothing' }
  /** It does something else, or cannot be read. */
  | { readonly kind: 'other' };

const NUMBERS: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'complex', 'len', 'ord'].map((name) => `builtins.${name}`));

/** Functions that check a value are small. */
const MOST_STEPS = 500;

/** Judges a `type=` or `callback=` by what it does. @param value the parameter that is given the value: its index, or `last` */
export function judgeCheck(program: Program, raw: SyntaxNode, value: number | 'last'): CheckKind {
  const node = unwrap(raw);
  if (node.type === 'none') return { kind: 'nothing' };
  if (node.type === 'lambda') return judgeDefinition(program, node, value);
  const definition = definitionNamed(program, node);
  if (definition?.type === 'function_definition') return judgeDefinition(program, definition, value);
  if (definition?.type === 'class_definition') return { kind: isEnum(program, definition) ? 'checked' : 'other' };
  const name = program.module.imports.qualifiedName(node) ?? '';
  if (NUMBERS.has(name)) return { kind: 'checked' };
  if (name === 'builtins.str') return { kind: 'nothing' };
  return { kind: /^pathlib\.|\.FileType$|^builtins\.open$/.test(name) ? 'path' : 'other' };
}

export function isEnum(program: Program, definition: SyntaxNode): boolean {
  return lineageOf(program, definition).some((one) =>
    (one.child('superclasses')?.namedChildren ?? []).some((base) => /(^|\.)(Str|Int)?Enum$/.test(base.text)),
  );
}

/** The same for a function or lambda of this file. */
export function judgeDefinition(program: Program, definition: SyntaxNode, value: number | 'last'): CheckKind {
  const parameters = parametersOf(definition);
  const parameter = value === 'last' ? parameters.at(-1) : parameters[value];
  if (parameter === undefined) return { kind: 'other' };
  const leaves = returnsOf(definition)
    .flatMap((returned) => expand(program, returned, start(MOST_STEPS)))
    .flat()
    .filter((piece) => piece.kind === 'leaf')
    .filter(({ origin }) => origin.kind === 'parameter' && origin.definition === definition && origin.name === parameter.name);
  const weak = leaves.flatMap(({ traits }) => traits.weak ?? [])[0];
  if (weak !== undefined) return { kind: 'weak', at: weak };
  if (leaves.length === 0) return { kind: returnsOf(definition).length > 0 ? 'checked' : 'other' };
  const name = definition.child('name');
  return name !== null && isCheckName(name.text) ? { kind: 'weak', at: name } : { kind: 'other' };
}
