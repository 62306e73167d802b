import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import { decoratorsOf } from '../program/owner.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import type { Definition, Spot } from '../program/spot.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { argparseSource, type Found } from './argparse-source.js';
import { argvElements, argvPart, argvSource, getoptSource } from './argv-source.js';
import { clickSource } from './click-source.js';
import { mappedNamespaceOf, namespaceOf } from './namespace.js';
import type { Source } from './source.js';

/** The value of the command line that an attribute, a subscript or a call reads. */
export function sourceAt(program: Program, { node, frame }: Spot): Found {
  switch (node.type) {
    case 'attribute':
      return ofAttribute(program, node.child('object'), node.child('attribute')?.text, frame);
    case 'subscript':
      return ofSubscript(program, { node, frame });
    case 'call':
      return ofCall(program, { node, frame });
    default:
      return null;
  }
}

/** A member of a mapping, as in `**vars(args)`, or an attribute of a namespace, as in `"{0.table}".format(args)`. */
export function sourceOfMember(program: Program, of: Spot, name: string): Found {
  const namespace = mappedNamespaceOf(program, of) ?? namespaceOf(program, of);
  return namespace === null ? clickKeyword(program, of, name) : argparseSource(program, namespace, name);
}

/** `def main(**options)` of a command of click: its options by their names. */
function clickKeyword(program: Program, of: Spot, name: string): Found {
  for (const origin of originsOf(program, of)) {
    if (origin.kind !== 'parameter') continue;
    const parameter = parametersOf(origin.definition).find((one) => one.name === origin.name);
    const isNamed = parametersOf(origin.definition).some((one) => one.name === name);
    if (parameter?.kind === 'keywords' && !isNamed) return clickSource(program, decoratorsOf(origin.definition), name);
  }
  return null;
}

/** A name that takes a part of the command line: `script, name = sys.argv`. */
export function sourceOfPart(program: Program, definition: Definition & { kind: 'part' }, use: SyntaxNode): Found {
  return argvPart(program, definition, use);
}

/** A name that takes the value of an option in a loop: `for opt, arg in opts`. */
export function sourceOfOption(program: Program, definition: Definition & { kind: 'element' }, use: SyntaxNode): Source | null {
  return getoptSource(program, definition, use);
}

/** A sequence of values of the command line. */
export function sourceOfElements(program: Program, spot: Spot): Source | null {
  return argvElements(program, spot);
}

function ofAttribute(program: Program, object: SyntaxNode | null, name: string | undefined, frame: Spot['frame']): Found {
  if (object === null || name === undefined) return null;
  const namespace = namespaceOf(program, { node: object, frame });
  return namespace === null ? null : argparseSource(program, namespace, name);
}

function ofSubscript(program: Program, { node, frame }: Spot): Found {
  const [object, index] = [node.child('value'), node.child('subscript')];
  const key = index === null ? null : stringText(unwrap(index));
  if (object !== null && key !== null) return ofMapping(program, { node: object, frame }, key);
  return argvSource(program, { node, frame });
}

function ofMapping(program: Program, mapping: Spot, key: string): Found {
  const namespace = mappedNamespaceOf(program, mapping);
  return namespace === null ? clickKeyword(program, mapping, key) : argparseSource(program, namespace, key);
}

/** `getattr(args, "table")`, `vars(args).get("table")`, `sys.argv.pop()` */
function ofCall(program: Program, { node, frame }: Spot): Found {
  const { positional } = argumentsOf(node);
  const [first, second] = positional;
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  if (name === 'builtins.getattr' && first !== undefined && second !== undefined) {
    return ofAttribute(program, first, stringText(unwrap(second)) ?? undefined, frame);
  }
  const receiver = receiverOf(node);
  const key = first === undefined ? null : stringText(unwrap(first));
  if (receiver !== null && key !== null && ['get', 'pop', 'setdefault'].includes(calledName(node))) {
    return ofMapping(program, { node: receiver, frame }, key);
  }
  return argvSource(program, { node, frame });
}
