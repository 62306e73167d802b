import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from './arguments.js';
import { definitionNamed, lineageOf } from './classes.js';
import { decoratorsOf } from './owner.js';
import type { Program } from './program.js';

/** Decorators and bases that make `__init__` out of the annotated names of a class. */
const DECORATORS = /(^|\.)(dataclass|define|frozen|mutable)\b|^attrs?\.s\b/;
const BASES = /(^|\.)(NamedTuple|BaseModel|Struct)$/;

/** What the calls of a data class in this file give to one of its fields. */
export function valuesOfField(program: Program, definition: SyntaxNode, name: string): readonly SyntaxNode[] {
  const index = isDataClass(program, definition) ? fieldsOf(program, definition).indexOf(name) : -1;
  return callsOf(program, definition).flatMap((call) => {
    const { positional, keywords } = argumentsOf(call);
    return index < 0 ? [] : (keywords.get(name) ?? positional[index] ?? []);
  });
}

/** The mappings whose member of that name becomes a field: `Settings(**vars(args))`. */
export function mappingsOfField(program: Program, definition: SyntaxNode, name: string): readonly SyntaxNode[] {
  if (!isDataClass(program, definition) || !fieldsOf(program, definition).includes(name)) return [];
  return callsOf(program, definition).flatMap((call) => {
    const { keywords, doubleSplats } = argumentsOf(call);
    return keywords.has(name) ? [] : doubleSplats;
  });
}

function callsOf(program: Program, definition: SyntaxNode): readonly SyntaxNode[] {
  return (program.calls.get(definition.child('name')?.text ?? '') ?? []).filter((call) => {
    const callee = call.child('function');
    return callee !== null && definitionNamed(program, callee) === definition;
  });
}

function isDataClass(program: Program, definition: SyntaxNode): boolean {
  return lineageOf(program, definition).some((one) => {
    const bases = one.child('superclasses')?.namedChildren ?? [];
    return decoratorsOf(one).some(({ text }) => DECORATORS.test(text)) || bases.some(({ text }) => BASES.test(text));
  });
}

/** The annotated names of a class and its bases, in the order of the parameters that they become. */
function fieldsOf(program: Program, definition: SyntaxNode): readonly string[] {
  const lineage = [...lineageOf(program, definition)].reverse();
  const names = lineage.flatMap((one) => (one.child('body')?.namedChildren ?? []).flatMap(fieldIn));
  return [...new Set(names)];
}

/** `name: type`, with or without a value, but for what belongs to the class alone. */
function fieldIn(statement: SyntaxNode): readonly string[] {
  const [assignment] = statement.type === 'expression_statement' ? statement.namedChildren : [];
  const left = assignment?.type === 'assignment' ? assignment.child('left') : null;
  const type = assignment?.child('type')?.text ?? '';
  return left?.type === 'identifier' && type !== '' && !/\bClassVar\b/.test(type) ? [left.text] : [];
}
