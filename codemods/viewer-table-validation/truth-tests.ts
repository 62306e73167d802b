import type { SyntaxNode } from 'codex-codemod';
import { aliasesOf, type Carries } from './aliases.js';
import { argumentsOf, calledName, receiverOf } from './program/arguments.js';
import type { Program } from './program/program.js';
import { stringText } from './program/string-text.js';
import { unwrap } from './program/unwrap.js';

/** Methods after which an empty text is empty as before. */
const SAME = new Set(['strip', 'lstrip', 'rstrip', 'lower', 'upper', 'casefold']);

/** Calls that read a value, as `vars(args).get("table")`. */
const READS = new Set(['get', 'getattr', 'pop', 'next']);

/** Functions that ask for truth. */
const ASKS = new Set(['bool', 'any', 'all', 'filter']);

/**
 * True when the file asks whether a value is empty, as `if not table: table = "logs"` does: then an empty value has a
 * meaning of its own, and a check has to let it through.
 *
 * @param chain the expressions on the way from the SQL text to where the value is read
 * @param attribute the attribute of a namespace that holds the value, or null
 */
export function isAskedForTruth(program: Program, chain: readonly SyntaxNode[], attribute: string | null): boolean {
  const isValue = aliasesOf(program, chain, attribute);
  for (const node of program.module.file.root.descendants()) {
    if (askedBy(node).some((asked) => isItself(asked, isValue))) return true;
  }
  return false;
}

/** The expressions whose truth, or emptiness, a node asks for. */
function askedBy(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.type) {
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return [node.child('condition')].flatMap((condition) => condition ?? []);
    case 'conditional_expression':
      return node.namedChildren.slice(1, 2);
    case 'not_operator':
    case 'boolean_operator':
      return node.namedChildren;
    case 'assert_statement':
    case 'if_clause':
      return node.namedChildren.slice(0, 1);
    case 'comparison_operator':
      return node.namedChildren.some((side) => stringText(unwrap(side)) === '')
        ? node.namedChildren
        : node.namedChildren.filter(measures);
    case 'call':
      return ASKS.has(node.child('function')?.text ?? '') ? argumentsOf(node).positional.flatMap(itemsOf) : [];
    default:
      return [];
  }
}

/** `len(table)` */
function measures(node: SyntaxNode): boolean {
  return node.type === 'call' && node.child('function')?.text === 'len';
}

function itemsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return ['list', 'tuple', 'set'].includes(node.type) ? node.namedChildren : [node];
}

/** The value itself or its size, also without blanks or in lower case. */
function isItself(raw: SyntaxNode, isValue: Carries): boolean {
  let node = unwrap(raw);
  if (measures(node)) node = unwrap(argumentsOf(node).positional[0] ?? node);
  while (node.type === 'call' && SAME.has(calledName(node))) {
    const receiver = receiverOf(node);
    if (receiver === null) return false;
    node = unwrap(receiver);
  }
  const reads =
    ['identifier', 'attribute', 'subscript'].includes(node.type) || (node.type === 'call' && READS.has(calledName(node)));
  return reads && isValue(node);
}
