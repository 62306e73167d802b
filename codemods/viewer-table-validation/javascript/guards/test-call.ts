import type { NodePath } from 'codex-codemod';
import { functionOf } from '../program/callee.js';
import { argumentsOf, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { predicateVerdict } from './effect.js';
import { implies } from './implies.js';
import { patternStrength, regexOf } from './regex.js';
import { NOTHING, type Verdict, verdict } from './verdict.js';
import { isWatched, mentions, textOf, type Watched, watch } from './watched.js';

/** What a call says about a value when it comes out as true or false. */
export function testCall(program: Program, call: Call, sense: boolean, watched: Watched, depth: number): Verdict {
  const [name, receiver, given] = [calledName(call), receiverOf(call), argumentsOf(call)];
  const [first, second] = given;
  if (receiver === null || first === undefined) return predicate(program, call, sense, watched, depth);
  const isAbout = isWatched(program, watched, receiver);
  if ((name === 'test' || name === 'exec') && isWatched(program, watched, first)) {
    return matched(call, receiver, sense);
  }
  if (name === 'match' && isAbout) return matched(call, first, sense);
  if (name === 'includes' && isAbout) return sense ? NOTHING : verdict('weak', call);
  if (['includes', 'has', 'hasOwnProperty'].includes(name) && isWatched(program, watched, first)) {
    return sense && !receiver.isStringLiteral() ? verdict('strong', call) : NOTHING;
  }
  const isOwn = name === 'hasOwn' || (name === 'call' && /hasOwnProperty$/.test(textOf(program, receiver)));
  if (isOwn && second !== undefined && isWatched(program, watched, second)) return sense ? verdict('strong', call) : NOTHING;
  if (['some', 'every', 'find', 'findIndex'].includes(name)) return eachOf(program, call, receiver, first, sense, watched, depth);
  return predicate(program, call, sense, watched, depth);
}

function matched(call: NodePath, pattern: NodePath, sense: boolean): Verdict {
  const regex = regexOf(pattern);
  if (regex === null) return verdict('opaque', call);
  const strength = patternStrength(regex.pattern, regex.flags, sense ? 'test' : 'finds-others');
  // That something is not found which no name is made of says nothing.
  if (!sense && strength !== 'strong' && isWholePattern(regex.pattern)) return NOTHING;
  return verdict(strength === 'strong' ? 'strong' : 'weak', call);
}

function isWholePattern(pattern: string): boolean {
  return pattern.startsWith('^');
}

/** `tables.some((one) => one.name === name)`, `names.every(isName)`, `[...name].every((c) => ...)` */
function eachOf(
  program: Program,
  call: Call,
  receiver: NodePath,
  callback: NodePath,
  sense: boolean,
  watched: Watched,
  depth: number,
): Verdict {
  const name = calledName(call);
  const path = unwrap(callback);
  if (isWatched(program, watched, receiver) && name === 'every' && sense) {
    const definition = path.isFunction() ? path : functionNamed(path);
    return definition === null ? NOTHING : predicateVerdict(program, definition, 0, true, depth + 1);
  }
  if (mentions(program, watched, receiver)) {
    if ((name === 'every') !== sense) return NOTHING;
    return characters(program, path, name === 'every');
  }
  const body = path.isFunction() ? (path.get('body') as NodePath) : null;
  const isFound = name === 'some' || name === 'find';
  return isFound && sense && body !== null && !body.isBlockStatement() ? same(program, body, watched) : NOTHING;
}

/** `one.name === name` */
function same(program: Program, body: NodePath, watched: Watched): Verdict {
  const path = unwrap(body);
  if (!path.isBinaryExpression() || !['===', '=='].includes(path.node.operator)) return NOTHING;
  const sides = [path.get('left') as NodePath, path.get('right')];
  return sides.some((side) => isWatched(program, watched, side)) ? verdict('strong', path) : NOTHING;
}

/** Each character is one of those that are allowed; where none is one of those that are forbidden, others come through. */
function characters(program: Program, path: NodePath, areAllowed: boolean): Verdict {
  const [param] = path.isFunction() ? (path.get('params') as readonly NodePath[]) : [];
  const body = path.isFunction() ? (path.get('body') as NodePath) : null;
  if (param?.isIdentifier() !== true || body === null || body.isBlockStatement()) return verdict('opaque', path);
  if (!areAllowed) return verdict('weak', path);
  // One character is matched whole by a class without anchors.
  const regex = isCall(body) && calledName(body) === 'test' ? regexOf(receiverOf(body) ?? body) : null;
  if (regex !== null) return verdict(patternStrength(`^(?:${regex.pattern})$`, regex.flags, 'test'), path);
  const own = { ...watch(program, param, -1), binding: path.scope.getBinding(param.node.name) ?? null };
  const found = implies(program, body, true, own, 0);
  return found.strength === 'strong' ? found : verdict('weak', path);
}

function functionNamed(path: NodePath) {
  const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
  if (binding?.constant !== true) return null;
  if (binding.path.isFunctionDeclaration()) return binding.path;
  const init = binding.path.isVariableDeclarator() ? (binding.path.get('init') as NodePath) : null;
  return init?.isFunction() === true ? init : null;
}

/** A function that answers whether a value is all right. What it does counts, where it can be read. */
function predicate(program: Program, call: Call, sense: boolean, watched: Watched, depth: number): Verdict {
  const index = argumentsOf(call).findIndex((value) => isWatched(program, watched, value));
  if (index < 0 || !isCall(call)) return NOTHING;
  const definition = functionOf(program, call);
  if (definition !== null) {
    const answer = predicateVerdict(program, definition, index, sense, depth);
    return answer;
  }
  const origin = program.originOf(calleeExpression(call));
  const isKnown = origin === null || ['fs', 'path', 'os', 'util'].includes(origin.module);
  return isKnown ? NOTHING : verdict('opaque', call);
}
