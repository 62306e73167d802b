import type { babel, NodePath } from 'codex-codemod';
import { isCheckName } from '../../values/names.js';
import { callersOf, functionOf } from '../program/callee.js';
import { argumentsOf, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import { leaves } from '../program/leaves.js';
import { stringText } from '../program/names.js';
import { isWithin } from '../program/owner.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { checksParameter } from './effect.js';
import { implies } from './implies.js';
import { patternStrength, regexOf } from './regex.js';
import { best, NOTHING, type Verdict, verdict, worst } from './verdict.js';
import { isWatched, type Watched, watch } from './watched.js';

/** Deeper nests of statements and functions are not searched for tests. */
const MOST_NESTING = 12;

/** What is known of a value at a place, by the tests that every way to it has passed. */
export function verdictAt(program: Program, place: NodePath, watched: Watched, depth = 0): Verdict {
  const verdicts: Verdict[] = [];
  let child = place;
  for (let parent = place.parentPath; parent !== null; parent = parent.parentPath) {
    if (parent.isFunction()) {
      if (!isSettled(watched, parent)) break;
      verdicts.push(atBirth(program, watched, depth));
      // A closure is made where it stands; a function that has a name runs where it is called.
      if (isNamed(parent)) {
        verdicts.push(depth > MOST_NESTING ? NOTHING : atCallers(program, parent, watched, depth));
        break;
      }
    } else if (parent.isClass()) break;
    else verdicts.push(crossing(program, parent, child, watched, depth));
    child = parent;
  }
  return best(verdicts);
}

/** True for a value that is bound outside of a function, and never changes. */
function isSettled({ binding }: Watched, definition: NodePath<babel.Function>): boolean {
  return binding?.constant === true && !isWithin(binding.path, definition.node);
}

/** The tests right behind the declaration of a constant, or at the beginning of its function: nobody sees it without them. */
function atBirth(program: Program, { binding, text }: Watched, depth: number): Verdict {
  if (binding === null || depth > MOST_NESTING) return NOTHING;
  const watched = { binding, text, since: -1 };
  for (const statement of firstStatements(binding.path)) {
    const found = after(program, statement, watched, depth + 1);
    if (found.strength !== 'none') return found;
    if (!isHarmless(statement)) return NOTHING;
  }
  return NOTHING;
}

/** What runs first once a name has its value. */
function firstStatements(site: NodePath): readonly NodePath[] {
  if (site.isVariableDeclarator()) {
    const declaration = site.parentPath;
    const statement = declaration.parentPath?.isExportNamedDeclaration() === true ? declaration.parentPath : declaration;
    return typeof statement.key === 'number' ? statement.getAllNextSiblings() : [];
  }
  const definition = site.parentPath?.isFunction() === true ? site.parentPath : null;
  const body = definition?.get('body') as NodePath | undefined;
  return body?.isBlockStatement() === true ? body.get('body') : [];
}

/** `check(other);`, or a function that is only declared. */
function isHarmless(statement: NodePath): boolean {
  const expression = statement.isExpressionStatement() ? statement.get('expression') : null;
  return statement.isFunctionDeclaration() || (expression !== null && isCall(expression) && isCheckName(calledName(expression)));
}

function isNamed(definition: NodePath<babel.Function>): boolean {
  return definition.isFunctionDeclaration() || definition.parentPath?.isVariableDeclarator() === true;
}

function atCallers(program: Program, definition: NodePath<babel.Function>, watched: Watched, depth: number): Verdict {
  return worst(callersOf(program, definition).map((call) => verdictAt(program, call, watched, depth + 1)));
}

/** The same at the end of a block, for those who come out there. */
export function verdictAtEnd(program: Program, statements: readonly NodePath[], watched: Watched, depth = 0): Verdict {
  return depth > MOST_NESTING ? NOTHING : afterAll(program, statements, watched, depth);
}

function crossing(program: Program, parent: NodePath, child: NodePath, watched: Watched, depth: number): Verdict {
  const says = (condition: NodePath, sense: boolean): Verdict => implies(program, condition, sense, watched, depth);
  if (parent.isBlockStatement() || parent.isProgram()) {
    const body = parent.get('body') as readonly NodePath[];
    return child.listKey === 'body' ? afterAll(program, body.slice(0, Number(child.key)), watched, depth) : NOTHING;
  }
  if (parent.isIfStatement() || parent.isConditionalExpression()) {
    const test = parent.get('test') as NodePath;
    return child.key === 'consequent' ? says(test, true) : child.key === 'alternate' ? says(test, false) : NOTHING;
  }
  if (parent.isWhileStatement()) return child.key === 'body' ? says(parent.get('test'), true) : NOTHING;
  if (parent.isLogicalExpression()) {
    const { operator } = parent.node;
    return child.key === 'right' && operator !== '??' ? says(parent.get('left'), operator === '&&') : NOTHING;
  }
  if (parent.isSwitchCase() && child.listKey === 'consequent') return inCase(program, parent, child, watched, depth);
  return NOTHING;
}

/** `case 'logs':` of `switch (name)`, where nobody falls in from another case. */
function inCase(program: Program, one: NodePath<babel.SwitchCase>, child: NodePath, watched: Watched, depth: number): Verdict {
  const own = afterAll(program, one.get('consequent').slice(0, Number(child.key)), watched, depth);
  const statement = one.parentPath;
  if (!statement.isSwitchStatement() || !isWatched(program, watched, statement.get('discriminant'))) return own;
  const before = statement.get('cases').slice(0, Number(one.key)).toReversed();
  const falling = before.slice(
    0,
    Math.max(
      0,
      before.findIndex((other) => other.get('consequent').some((inner) => leaves(program, inner))),
    ),
  );
  const all = [one, ...(before.length > 0 && falling.length === 0 && !endsCase(program, before[0]) ? before : falling)];
  const known = all.every((each) => each.node.test?.type === 'StringLiteral');
  return known ? verdict('strong', one) : own;
}

function endsCase(program: Program, one: NodePath<babel.SwitchCase> | undefined): boolean {
  return one?.get('consequent').some((inner) => leaves(program, inner)) === true;
}

function afterAll(program: Program, statements: readonly NodePath[], watched: Watched, depth: number): Verdict {
  if (depth > MOST_NESTING) return NOTHING;
  const later = statements.filter(({ node }) => (node.end ?? 0) > watched.since);
  return best(later.map((statement) => after(program, statement, watched, depth + 1)));
}

/** What is known of a value after a statement. */
function after(program: Program, statement: NodePath, watched: Watched, depth: number): Verdict {
  if (statement.isIfStatement()) return afterIf(program, statement, watched, depth);
  if (statement.isExpressionStatement()) return afterExpression(program, statement.get('expression'), watched, depth);
  if (statement.isVariableDeclaration()) {
    const inits = statement.get('declarations').map((one) => one.get('init') as NodePath);
    return best(
      inits
        .filter(({ node }) => node !== null && node !== undefined)
        .map((init) => afterExpression(program, init, watched, depth)),
    );
  }
  if (statement.isBlockStatement()) return afterAll(program, statement.get('body'), watched, depth);
  if (statement.isTryStatement()) {
    const handler = statement.get('handler') as NodePath;
    const goesOn = handler.isCatchClause() && !leaves(program, handler.get('body'));
    return goesOn ? NOTHING : afterAll(program, statement.get('block').get('body'), watched, depth);
  }
  if (statement.isForOfStatement()) return afterLoop(program, statement, watched, depth);
  return statement.isSwitchStatement() ? afterSwitch(program, statement, watched) : NOTHING;
}

/** Every branch that comes out must know the value, by the condition, or by a test inside of it. */
function afterIf(program: Program, statement: NodePath<babel.IfStatement>, watched: Watched, depth: number): Verdict {
  const test = statement.get('test');
  const ways = (
    [
      ['consequent', true],
      ['alternate', false],
    ] as const
  ).flatMap(([key, sense]) => {
    const branch = statement.get(key) as NodePath;
    const isEmpty = branch.node === null || branch.node === undefined;
    if (!isEmpty && leaves(program, branch)) return [];
    if (!isEmpty && rebinds(branch, watched)) return [verdict('strong', branch)];
    const says = implies(program, test, sense, watched, depth);
    return [isEmpty ? says : best([says, after(program, branch, watched, depth)])];
  });
  return worst(ways);
}

/** A branch that gives the name another value is looked at on its own. */
function rebinds(branch: NodePath, { binding, since, text }: Watched): boolean {
  if (binding === null || binding.identifier.name !== text) return false;
  return binding.constantViolations.some((site) => (site.node.start ?? 0) > since && isWithin(site, branch.node));
}

/** What is known of a value once an expression has been evaluated. */
export function afterExpression(program: Program, raw: NodePath, watched: Watched, depth: number): Verdict {
  const path = unwrap(raw);
  if (path.isAssignmentExpression()) return afterExpression(program, path.get('right'), watched, depth);
  if (path.isLogicalExpression({ operator: '||' })) {
    // `ok(name) || fail()`
    const right = unwrap(path.get('right'));
    const isExit = isCall(right) && leavesAsStatement(program, right);
    return isExit ? implies(program, path.get('left'), true, watched, depth) : NOTHING;
  }
  return isCall(path) ? afterCall(program, path, raw, watched, depth) : NOTHING;
}

function leavesAsStatement(program: Program, call: NodePath): boolean {
  return call.parentPath?.parentPath?.isExpressionStatement() === true && isCall(call) && endsCall(program, call);
}

function endsCall(program: Program, call: Call): boolean {
  const definition = functionOf(program, call);
  const body = definition?.get('body') as NodePath | undefined;
  return body?.isBlockStatement() === true ? body.get('body').some((one) => one.isThrowStatement()) : calledName(call) === 'exit';
}

/** `check(value)` as a statement: it throws, or ends the program, when the value is bad. */
function afterCall(program: Program, call: Call, raw: NodePath, watched: Watched, depth: number): Verdict {
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
  if (definition.node.async === true && !isAwaited(raw)) return NOTHING;
  const checked = checksParameter(program, definition, index, depth);
  return checked.strength === 'none' && isCheckName(calledName(call)) ? verdict('weak', definition) : checked;
}

function isAwaited(raw: NodePath): boolean {
  return raw.isAwaitExpression();
}

/** `assert(test)`, `assert.ok(test)`, `assert.match(value, /x/)` */
function asserted(program: Program, call: Call, watched: Watched, depth: number): Verdict {
  const [first, second] = argumentsOf(call);
  if (first === undefined) return NOTHING;
  if (calledName(call) === 'match' && second !== undefined) {
    const regex = isWatched(program, watched, first) ? regexOf(program, second) : null;
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

/** `for (const name of names) if (!KNOWN.has(name)) throw ...` knows every element of `names`. */
function afterLoop(program: Program, statement: NodePath<babel.ForOfStatement>, watched: Watched, depth: number): Verdict {
  if (!isWatched(program, watched, statement.get('right'))) return NOTHING;
  const left = statement.get('left') as NodePath;
  const declared = left.isVariableDeclaration() ? (left.get('declarations')[0]?.get('id') as NodePath | undefined) : left;
  if (declared?.isIdentifier() !== true) return NOTHING;
  const jumps: NodePath[] = [];
  statement.get('body').traverse({
    Function: (inner) => inner.skip(),
    BreakStatement: (jump) => void jumps.push(jump),
    ContinueStatement: (jump) => void jumps.push(jump),
  });
  return jumps.length > 0 ? NOTHING : after(program, statement.get('body'), watch(program, declared, -1), depth);
}

/** `switch (name) { case 'logs': break; default: throw ... }` */
function afterSwitch(program: Program, statement: NodePath<babel.SwitchStatement>, watched: Watched): Verdict {
  if (!isWatched(program, watched, statement.get('discriminant'))) return NOTHING;
  const cases = statement.get('cases');
  const others = cases.find((one) => one.node.test === null || one.node.test === undefined);
  const known = cases.every(
    (one) => one === others || (one.node.test?.type === 'StringLiteral' && stringText(one.get('test') as NodePath) !== null),
  );
  const refused = others?.get('consequent').some((inner) => leavesFunction(program, inner)) === true;
  return known && refused ? verdict('strong', statement) : NOTHING;
}

function leavesFunction(program: Program, statement: NodePath): boolean {
  return !statement.isBreakStatement() && leaves(program, statement);
}
