import type { babel, NodePath } from 'codex-codemod';
import { boundValue } from '../program/bound-value.js';
import { argumentsOf, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import { isMember, memberName, objectOf, stringText } from '../program/names.js';
import type { Program } from '../program/program.js';
import { unwrap } from '../program/unwrap.js';
import { asksCatalogue } from './catalogue.js';
import { testCall } from './test-call.js';
import { best, NOTHING, type Verdict, verdict, worst } from './verdict.js';
import { isWatched, mentions, type Watched } from './watched.js';

/** Deeper conditions are taken as saying nothing. */
const MOST_DEPTH = 14;

/** What is known of a value once a condition has come out as `sense`. */
export function implies(program: Program, raw: NodePath, sense: boolean, watched: Watched, depth = 0): Verdict {
  const path = unwrap(raw);
  if (depth > MOST_DEPTH) return NOTHING;
  const next = (part: NodePath, wanted: boolean): Verdict => implies(program, part, wanted, watched, depth + 1);
  if (path.isUnaryExpression({ operator: '!' })) return next(path.get('argument'), !sense);
  if (path.isLogicalExpression()) {
    const sides = [next(path.get('left'), sense), next(path.get('right'), sense)];
    if (path.node.operator === '??') return NOTHING;
    return (path.node.operator === '&&') === sense ? best(sides) : worst(sides);
  }
  if (path.isBinaryExpression()) return compared(program, path, sense, watched, depth);
  // An empty value is no attack: `if (!value)` leaves nothing to fear.
  if (isWatched(program, watched, path)) return sense ? NOTHING : verdict('strong', path);
  if (sense && asksCatalogue(program, path, watched)) return verdict('strong', path);
  if (isCall(path)) {
    const [first] = argumentsOf(path);
    if (calleeExpression(path).isIdentifier({ name: 'Boolean' }) && first !== undefined) return next(first, sense);
    return testCall(program, path, sense, watched, depth);
  }
  if (isMember(path)) return property(program, path, sense, watched);
  if (!path.isIdentifier()) return NOTHING;
  const value = boundValue(path);
  return value.node === path.node || value.isFunction() || value.isClass()
    ? NOTHING
    : named(program, value, sense, watched, depth);
}

/** `const ok = TEST.test(name); if (!ok) ...` */
function named(program: Program, value: NodePath, sense: boolean, watched: Watched, depth: number): Verdict {
  const found = implies(program, value, sense, watched, depth + 1);
  if (found.strength !== 'none' || !isCall(value)) return found;
  // The answer of a function is tested, and what it means is not known.
  const asked = argumentsOf(value).some((argument) => isWatched(program, watched, argument));
  return asked && program.originOf(calleeExpression(value)) !== null ? verdict('opaque', value) : NOTHING;
}

/** `KNOWN[name]` is there for known names alone; `rows.length` asks as `rows` does. */
function property(program: Program, path: NodePath, sense: boolean, watched: Watched): Verdict {
  if (!sense || !isMember(path)) return NOTHING;
  const key = path.node.computed ? (path.get('property') as NodePath) : null;
  if (key !== null && isWatched(program, watched, key)) return verdict('strong', path);
  return memberName(path) === 'length' && asksCatalogue(program, objectOf(path), watched) ? verdict('strong', path) : NOTHING;
}

function compared(
  program: Program,
  path: NodePath<babel.BinaryExpression>,
  sense: boolean,
  watched: Watched,
  depth: number,
): Verdict {
  const [left, right] = [unwrap(path.get('left') as NodePath), unwrap(path.get('right'))];
  const { operator } = path.node;
  if (operator === 'in') return sense && isWatched(program, watched, left) ? verdict('strong', path) : NOTHING;
  const isEqual = operator === '===' || operator === '==';
  if (isEqual || operator === '!==' || operator === '!=') {
    const same = isEqual === sense;
    for (const [one, two] of [
      [left, right],
      [right, left],
    ] as const) {
      if (isWatched(program, watched, one)) return same && isKnown(two) ? verdict('strong', path) : NOTHING;
      // `value.match(/x/) !== null`, `row === undefined`
      if (isNothing(two))
        return same ? implies(program, one, false, watched, depth + 1) : implies(program, one, true, watched, depth + 1);
    }
  }
  return position(program, path, left, right, sense, watched);
}

function isKnown(path: NodePath): boolean {
  return stringText(path) !== null || isNothing(path);
}

function isNothing(path: NodePath): boolean {
  return path.isNullLiteral() || path.isIdentifier({ name: 'undefined' });
}

/** `KNOWN.indexOf(name) >= 0`, `rows.length > 0`, `count !== 0` */
function position(
  program: Program,
  path: NodePath<babel.BinaryExpression>,
  left: NodePath,
  right: NodePath,
  sense: boolean,
  watched: Watched,
): Verdict {
  const number = numberOf(right);
  const { operator } = path.node;
  if (number === null) return NOTHING;
  const value = boundValue(left);
  if (isCall(value) && calledName(value) === 'indexOf') {
    const [first] = argumentsOf(value);
    const receiver = receiverOf(value);
    const isIn =
      first !== undefined && isWatched(program, watched, first) && receiver !== null && !mentions(program, watched, receiver);
    return isIn && means(operator, number, sense, -1) ? verdict('strong', path) : NOTHING;
  }
  return asksCatalogue(program, memberName(left) === 'length' && isMember(left) ? objectOf(left) : left, watched) &&
    means(operator, number, sense, 0)
    ? verdict('strong', path)
    : NOTHING;
}

/** True when a comparison that comes out as `sense` says that something is greater than the number that means none. */
function means(operator: string, number: number, sense: boolean, none: number): boolean {
  const key = `${operator.replace('===', '==').replace('!==', '!=')} ${number}`;
  const found = [`> ${none}`, `>= ${none + 1}`, `!= ${none}`, `== ${none + 2}`].includes(key);
  const missing = [`<= ${none}`, `< ${none + 1}`, `== ${none}`].includes(key);
  return sense ? found : missing;
}

function numberOf(path: NodePath): number | null {
  if (path.isNumericLiteral()) return path.node.value;
  const argument = path.isUnaryExpression({ operator: '-' }) ? path.get('argument') : null;
  return argument?.isNumericLiteral() === true ? -argument.node.value : null;
}
