import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { definitionNamed, methodOf } from '../program/classes.js';
import { type Origin, originsOf } from '../program/origins.js';
import { classOf } from '../program/owner.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import type { Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';

/** The result of parsing a command line, as an object with attributes or, after `vars`, as a mapping. */
export interface Namespace {
  readonly library: 'argparse' | 'optparse';
  /** The subparsers whose function this is; null when any parser of the file may have made it. */
  readonly parsers: readonly SyntaxNode[] | null;
}

const ANY: Namespace = { library: 'argparse', parsers: null };

/** Deeper nests of `vars(...)` and the like are not looked through. */
const MOST_DEPTH = 6;

/** The namespace that an expression stands for, or null. */
export function namespaceOf(program: Program, spot: Spot): Namespace | null {
  const found = originsOf(program, spot).flatMap((origin) => fromOrigin(program, origin) ?? []);
  const [first] = found;
  if (first === undefined) return null;
  const parsers = found.flatMap((namespace) => namespace.parsers ?? []);
  return found.some((namespace) => namespace.parsers === null) ? { ...first, parsers: null } : { ...first, parsers };
}

/** The namespace whose attributes are the entries of a mapping, or null. */
export function mappedNamespaceOf(program: Program, spot: Spot, depth = 0): Namespace | null {
  if (depth > MOST_DEPTH) return null;
  for (const origin of originsOf(program, spot)) {
    if (origin.kind === 'parameter' && isDjangoOptions(program, origin.definition, origin.name)) return ANY;
    if (origin.kind !== 'value') continue;
    const { node, frame } = origin.spot;
    const inner = namespaceInside(program, node);
    const namespace = inner === null ? null : namespaceOf(program, { node: inner, frame });
    if (namespace !== null) return namespace;
    const copied = copiedMapping(program, node);
    const mapping = copied === null ? null : mappedNamespaceOf(program, { node: copied, frame }, depth + 1);
    if (mapping !== null) return mapping;
  }
  return null;
}

/** `vars(args)`, `args.__dict__` */
function namespaceInside(program: Program, node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'attribute' && node.child('attribute')?.text === '__dict__') return node.child('object');
  if (node.type !== 'call') return null;
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  return name === 'builtins.vars' ? (argumentsOf(node).positional[0] ?? null) : null;
}

/** `dict(mapping)`, `mapping.copy()` */
function copiedMapping(program: Program, node: SyntaxNode): SyntaxNode | null {
  if (node.type !== 'call') return null;
  if (calledName(node) === 'copy') return receiverOf(node);
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  return name === 'builtins.dict' ? (argumentsOf(node).positional[0] ?? null) : null;
}

function fromOrigin(program: Program, origin: Origin): Namespace | null {
  switch (origin.kind) {
    case 'value':
      return fromCall(program, origin.spot.node);
    case 'part': {
      const call = unwrap(origin.of.node);
      if (call.type !== 'call' || origin.path.join() !== '0') return null;
      return calledName(call) === 'parse_known_args' ? ANY : isParse(call) ? { library: 'optparse', parsers: null } : null;
    }
    case 'parameter':
      return fromParameter(program, origin.definition, origin.name);
    default:
      return null;
  }
}

function fromCall(program: Program, node: SyntaxNode): Namespace | null {
  if (node.type === 'subscript') {
    const call = unwrap(node.child('value') ?? node);
    return call.type === 'call' && calledName(call) === 'parse_known_args' && node.child('subscript')?.text === '0' ? ANY : null;
  }
  if (node.type !== 'call' || !isParse(node)) return null;
  const imported = program.module.imports.qualifiedName(node.child('function') ?? node);
  // A function `parse_args` of another module is a guess; a method of a parser is not.
  return imported === null && receiverOf(node) !== null ? ANY : null;
}

function isParse(call: SyntaxNode): boolean {
  return /^parse(_intermixed)?_args$/.test(calledName(call));
}

/** `def run(args: argparse.Namespace)`, or a function that a parser names by `set_defaults(func=run)`. */
function fromParameter(program: Program, definition: SyntaxNode, name: string): Namespace | null {
  const parameters = parametersOf(definition);
  const parameter = parameters.find((one) => one.name === name);
  const first = parameters[classOf(definition) === null ? 0 : 1];
  const parsers = parameter === first ? parsersNaming(program, definition) : [];
  if (parsers.length > 0) return { library: 'argparse', parsers };
  const annotation = parameter?.annotation ?? null;
  return annotation !== null && /(^|\.)Namespace$/.test(unwrap(annotation).text) ? ANY : null;
}

function parsersNaming(program: Program, definition: SyntaxNode): readonly SyntaxNode[] {
  return (program.calls.get('set_defaults') ?? []).flatMap((call) => {
    const values = [...argumentsOf(call).keywords.values()];
    const names = values.some((value) => value === definition || definitionNamed(program, value) === definition);
    const parser = receiverOf(call);
    return names && parser !== null ? [parser] : [];
  });
}

/** `def handle(self, *args, **options)` of a management command of Django. */
function isDjangoOptions(program: Program, definition: SyntaxNode, name: string): boolean {
  const ofClass = classOf(definition);
  if (ofClass === null || definition.child('name')?.text !== 'handle') return false;
  const parameter = parametersOf(definition).find((one) => one.name === name);
  return parameter?.kind === 'keywords' && methodOf(program, ofClass, 'add_arguments') !== null;
}
