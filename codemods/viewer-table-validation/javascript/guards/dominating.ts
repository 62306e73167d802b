import type { babel, NodePath } from 'codex-codemod';
import { callersOf } from '../program/callee.js';
import { leaves } from '../program/leaves.js';
import { isWithin } from '../program/owner.js';
import type { Program } from '../program/program.js';
import { afterAll, MOST_NESTING } from './after-statement.js';
import { atBirth } from './at-birth.js';
import { implies } from './implies.js';
import { best, NOTHING, type Verdict, verdict, worst } from './verdict.js';
import { isWatched, type Watched } from './watched.js';

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

function isNamed(definition: NodePath<babel.Function>): boolean {
  return definition.isFunctionDeclaration() || definition.parentPath?.isVariableDeclarator() === true;
}

function atCallers(program: Program, definition: NodePath<babel.Function>, watched: Watched, depth: number): Verdict {
  return worst(callersOf(program, definition).map((call) => verdictAt(program, call, watched, depth + 1)));
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
  const end = before.findIndex((other) => other.get('consequent').some((inner) => leaves(program, inner)));
  const falling = end === -1 ? before : before.slice(0, end);
  const isKnown = [one, ...falling].every((each) => each.node.test?.type === 'StringLiteral');
  return isKnown ? verdict('strong', one) : own;
}
