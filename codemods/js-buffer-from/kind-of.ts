import type { Names } from './names.js';
import { type AnyNode, isNode, listOf, nameOf } from './nodes.js';

/** What an expression surely is, when it ends without an error. */
export type Kind = 'string' | 'number' | 'other' | null;

/** Nobody nests the size of a buffer deeper. */
const MOST_DEPTH = 20;

const NUMBER_OPERATORS = new Set(['-', '*', '/', '%', '**', '<<', '>>', '&', '|', '^']);
const NUMBER_FUNCTIONS = new Set(['Number', 'parseInt', 'parseFloat']);
const BYTES = new Set(['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Int8Array', 'ArrayBuffer', 'SharedArrayBuffer']);
const BUFFER_MAKERS = new Set(['from', 'alloc', 'allocUnsafe', 'concat']);

/** Tells the kind of an expression from the expression itself, and from constants that it names. */
export function kindOf(value: unknown, use: readonly AnyNode[], names: Names, depth = 0): Kind {
  if (!isNode(value) || depth > MOST_DEPTH) return null;
  const kind = (part: unknown): Kind => kindOf(part, use, names, depth + 1);
  switch (value.type) {
    case 'Literal':
    case 'StringLiteral':
    case 'NumericLiteral':
      return literalKind(value['value']);
    case 'TemplateLiteral':
      return 'string';
    case 'ArrayExpression':
      return 'other';
    case 'BinaryExpression':
      return binaryKind(value['operator'], kind(value['left']), kind(value['right']));
    case 'UnaryExpression':
      return unaryKind(value['operator'], kind(value['argument']));
    case 'ConditionalExpression':
      return kind(value['consequent']) === kind(value['alternate']) ? kind(value['consequent']) : null;
    case 'NewExpression':
      return isGlobalIn(BYTES, value['callee'], names) ? 'other' : null;
    case 'CallExpression':
      return callKind(value, names);
    case 'Identifier':
      return kind(names.constantAt(nameOf(value) ?? '', use));
    default:
      return null;
  }
}

function literalKind(value: unknown): Kind {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : null;
}

/** A number and a BigInt do not mix: what has one number among its operands ends in a number or an error. */
function binaryKind(operator: unknown, left: Kind, right: Kind): Kind {
  if (operator === '>>>') return 'number';
  if (typeof operator === 'string' && NUMBER_OPERATORS.has(operator))
    return left === 'number' || right === 'number' ? 'number' : null;
  if (operator !== '+') return null;
  if (left === 'string' || right === 'string') return 'string';
  return left === 'number' && right === 'number' ? 'number' : null;
}

function unaryKind(operator: unknown, operand: Kind): Kind {
  if (operator === '+') return 'number';
  if (operator === 'typeof') return 'string';
  return (operator === '-' || operator === '~') && operand === 'number' ? 'number' : null;
}

function callKind({ callee, arguments: given }: AnyNode, names: Names): Kind {
  if (isGlobalIn(NUMBER_FUNCTIONS, callee, names)) return 'number';
  if (isGlobalIn(new Set(['String']), callee, names)) return 'string';
  if (!isNode(callee) || callee.type !== 'MemberExpression' || callee['computed'] === true) return null;
  const [object, method] = [nameOf(callee['object']), nameOf(callee['property'])];
  if (object === null || method === null || !names.isGlobal(object)) return null;
  if (object === 'Math') return 'number';
  // Of a function or undefined it makes undefined, which no buffer is made of, by either name.
  if (object === 'JSON' && method === 'stringify') return listOf(given).length > 0 ? 'string' : null;
  if (object !== 'Buffer') return null;
  if (method === 'byteLength') return 'number';
  return BUFFER_MAKERS.has(method) ? 'other' : null;
}

function isGlobalIn(wanted: ReadonlySet<string>, callee: unknown, names: Names): boolean {
  const name = nameOf(callee);
  return name !== null && wanted.has(name) && names.isGlobal(name);
}
