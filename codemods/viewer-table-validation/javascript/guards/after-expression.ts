import type { NodePath } from 'codex-codemod';
import { isCheckName } from '../../values/names.js';
import { functionOf } from '../program/callee.js';
import { argumentsOf, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { checksParameter } from './effect.js';
import { implies } from './implies.js';
import { patternStrength, regexOf } from './regex.js';
import { NOTHING, type Verdict, verdict } from './verdict.js';
import { isWatched, type Watched } from './watched.js';

/** What is known of a value once an expression has been evaluated. */
export function afterExpression(program: Program, raw: NodePath, watched: Watched, depth: number): Verdict {
  const path = unwrap(raw);
  if (path.isAssignmentExpression()) return afterExpression(program, path.get('right'), watched, depth);
  if (path.isLogicalExpression({ operator: '||' })) {
    // `ok(name) || fail()`
    const right = unwrap(path.get('right'));
    return isCall(right) && endsProgram(program, right) ? implies(program, path.get('left'), true, watched, depth) : NOTHING;
  }
  return isCall(path) ? afterCall(program, path, raw.isAwaitExpression(), watched, depth) : NOTHING;
}

/** True for a call that is the end of a statement, and does not come back. */
function endsProgram(program: Program, call: Call): boolean {
  if (call.parentPath?.parentPath?.isExpressionStatement() !== true) return false;
  const definition = functionOf(program, call);
  const body = definition?.get('body') as NodePath | undefined;
  return body?.isBlockStatement() === true ? body.get('body').some((one) => one.isThrowStatement()) : calledName(call) === 'exit';
}

/** `check(value)` as a statement: it throws, or ends the program, when the value is bad. */
function afterCall(program: Program, call: Call, isAwaited: boolean, watched: Watched, depth: number): Verdict {
  const given = argumentsOf(call);
  const callee = calleeExpression(call);
  const origin = program.originOf(callee);
  if (origin?.module === 'assert' || origin?.module === 'assert/strict') return asserted(program, call, watched, depth);
  const receiver = receiverOf(call);
  if (receiver !== null && calledName(call) === 'forEach' && isWatched(program, watched, receiver)) {
    return forEach(program, given[0], depth);
  }
  const index = given.findIndex((value) => isWatched(program, watched, value));
  if (index < 0) return NOTHING;
  const definition = functionOf(program, call);
  if (definition === null) return origin !== null && isCheckName(calledName(call)) ? verdict('opaque', call) : NOTHING;
  // What an async function throws is seen by those who wait for it.
  if (definition.node.async === true && !isAwaited) return NOTHING;
  const checked = checksParameter(program, definition, index, depth);
  return checked.strength === 'none' && isCheckName(calledName(call)) ? verdict('weak', definition) : checked;
}

/** `assert(test)`, `assert.ok(test)`, `assert.match(value, /x/)` */
function asserted(program: Program, call: Call, watched: Watched, depth: number): Verdict {
  const [first, second] = argumentsOf(call);
  if (first === undefined) return NOTHING;
  if (calledName(call) === 'match' && second !== undefined) {
    const regex = isWatched(program, watched, first) ? regexOf(second) : null;
    return regex === null ? NOTHING : verdict(patternStrength(regex.pattern, regex.flags, 'test'), call);
  }
  const isPlain = calledName(call) === 'ok' || calleeExpression(call).isIdentifier();
  return isPlain ? implies(program, first, true, watched, depth) : NOTHING;
}

/** `names.forEach((name) => check(name))`, `names.forEach(check)` */
function forEach(program: Program, callback: NodePath | undefined, depth: number): Verdict {
  if (callback === undefined) return NOTHING;
  const path = unwrap(callback);
  if (path.isFunction()) return checksParameter(program, path, 0, depth);
  const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
  const site = binding?.constant === true ? binding.path : null;
  return site?.isFunctionDeclaration() === true ? checksParameter(program, site, 0, depth) : NOTHING;
}
