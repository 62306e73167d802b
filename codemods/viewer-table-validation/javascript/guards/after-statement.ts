import type { babel, NodePath } from 'codex-codemod';
import { leaves } from '../program/leaves.js';
import { stringText } from '../program/names.js';
import { isWithin } from '../program/owner.js';
import type { Program } from '../program/program.js';
import { afterExpression } from './after-expression.js';
import { implies } from './implies.js';
import { best, NOTHING, type Verdict, verdict, worst } from './verdict.js';
import { isWatched, type Watched, watch } from './watched.js';

/** Deeper nests of statements and functions are not searched for tests. */
export const MOST_NESTING = 12;

/** What is known of a value after all of some statements, for those who come out there. */
export function afterAll(program: Program, statements: readonly NodePath[], watched: Watched, depth: number): Verdict {
  if (depth > MOST_NESTING) return NOTHING;
  const later = statements.filter(({ node }) => (node.end ?? 0) > watched.since);
  return best(later.map((statement) => after(program, statement, watched, depth + 1)));
}

/** What is known of a value after a statement. */
export function after(program: Program, statement: NodePath, watched: Watched, depth: number): Verdict {
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
