import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { foundInCatalogue } from './catalogue.js';
import { best, NOTHING, type Verdict, verdict, worst } from './strength.js';
import { testCall } from './test-call.js';
import { isWatched, mentions, type Watched } from './watched.js';

/** Deeper conditions are taken as saying nothing. */
const MOST_DEPTH = 12;

/** What is known of a value once a condition has come out as `sense`. */
export function implies(program: Program, raw: SyntaxNode, sense: boolean, watched: Watched, depth = 0): Verdict {
  const node = unwrap(raw);
  if (depth > MOST_DEPTH) return NOTHING;
  const next = (part: SyntaxNode | null, wanted: boolean): Verdict =>
    part === null ? NOTHING : implies(program, part, wanted, watched, depth + 1);
  if (foundInCatalogue(program, node, sense, watched)) return verdict('strong', node);
  switch (node.type) {
    case 'not_operator':
      return next(node.child('argument'), !sense);
    case 'boolean_operator': {
      const sides = [next(node.child('left'), sense), next(node.child('right'), sense)];
      const both = (node.child('operator')?.text === 'and') === sense;
      return both ? best(sides) : worst(sides);
    }
    case 'comparison_operator':
      return compared(program, node, sense, watched, depth);
    case 'call':
      return isBool(node)
        ? next(node.child('arguments')?.namedChildren[0] ?? null, sense)
        : testCall(program, node, sense, watched, depth);
    default:
      // An empty value is no attack: `if not value` leaves nothing to fear.
      if (isWatched(program, watched, node)) return sense ? NOTHING : verdict('strong', node);
      return answered(program, node, watched);
  }
}

/** `problem = check(value)`, `if problem: leave`: the answer is tested, and what it means is not known. */
function answered(program: Program, node: SyntaxNode, watched: Watched): Verdict {
  if (node.type !== 'identifier') return NOTHING;
  const asked = originsOf(program, { node, frame: null }).some((origin) => {
    const call = origin.kind === 'value' && origin.spot.node.type === 'call' ? origin.spot.node : null;
    return call !== null && argumentsOf(call).positional.some((value) => isWatched(program, watched, value));
  });
  return asked ? verdict('opaque', node) : NOTHING;
}

function isBool(call: SyntaxNode): boolean {
  return call.child('function')?.text === 'bool';
}

function compared(program: Program, node: SyntaxNode, sense: boolean, watched: Watched, depth: number): Verdict {
  const [left, right, third] = node.namedChildren;
  const operator = node
    .childrenIn('operators')
    .map((child) => child.text.replace(/\s+/g, ' '))
    .join(' ');
  if (left === undefined || right === undefined || third !== undefined) return NOTHING;
  if (isNothing(right)) {
    const same = (operator === 'is' || operator === '==') === sense;
    if (isWatched(program, watched, left)) return same ? verdict('strong', node) : NOTHING;
    // `pattern.match(value) is not None`, `problem is None`
    return implies(program, left, !same, watched, depth + 1);
  }
  return isWatched(program, watched, left)
    ? membership(operator, right, sense, node)
    : denial(program, left, right, operator, sense, watched);
}

/** `value in ALLOWED`, `value == "logs"`, `set(value) <= LETTERS` */
function membership(operator: string, right: SyntaxNode, sense: boolean, node: SyntaxNode): Verdict {
  const positive = operator === 'in' || operator === '==' || operator === 'is';
  const negative = operator === 'not in' || operator === '!=' || operator === 'is not';
  const known = operator === '==' || operator === '!=' ? stringText(unwrap(right)) !== null : true;
  return known && ((positive && sense) || (negative && !sense)) ? verdict('strong', node) : NOTHING;
}

function denial(
  program: Program,
  left: SyntaxNode,
  right: SyntaxNode,
  operator: string,
  sense: boolean,
  watched: Watched,
): Verdict {
  const node = left.parent ?? left;
  // `";" not in value`: a list of what is forbidden is never complete.
  if (isWatched(program, watched, right) && stringText(unwrap(left)) !== null) {
    return (operator === 'not in') === sense ? verdict('weak', node) : NOTHING;
  }
  if ((operator === '<=' || operator === '<') && sense && isSetOf(program, left, watched)) return verdict('strong', node);
  return NOTHING;
}

function isSetOf(program: Program, node: SyntaxNode, watched: Watched): boolean {
  return node.type === 'call' && node.child('function')?.text === 'set' && mentions(program, watched, node);
}

function isNothing(node: SyntaxNode): boolean {
  return node.type === 'none' || stringText(node) === '';
}
