import type { babel, NodePath } from 'codex-codemod';
import { remembered } from '../../guards/remembered.js';
import { leaves } from '../program/leaves.js';
import { stringText } from '../program/names.js';
import type { Program } from '../program/program.js';
import { returnStatements } from '../program/returns.js';
import { unwrap } from '../program/unwrap.js';
import { afterExpression } from './after-expression.js';
import { afterAll } from './after-statement.js';
import { verdictAt } from './dominating.js';
import { implies } from './implies.js';
import { best, NOTHING, type Verdict, worst } from './verdict.js';
import { type Watched, watch } from './watched.js';

/** Functions that call each other deeper are taken as checking nothing. */
const MOST_DEPTH = 8;

type Definition = NodePath<babel.Function>;

/** What is known of an argument once a call of the function has come back. */
export function checksParameter(program: Program, definition: Definition, index: number, depth: number): Verdict {
  const key = `checks:${definition.node.start}:${index}`;
  return remembered(program, key, () => findChecks(program, definition, index, depth));
}

function findChecks(program: Program, definition: Definition, index: number, depth: number): Verdict {
  const watched = watchParameter(program, definition, index);
  const body = definition.get('body') as NodePath;
  if (watched === null || depth > MOST_DEPTH) return NOTHING;
  // `(name) => check(name)` comes back when the check does.
  if (!body.isBlockStatement()) return afterExpression(program, body, watched, depth + 1);
  const returns = returnStatements(definition).map((statement) => verdictAt(program, statement, watched, depth + 1));
  const ends = leaves(program, body) ? [] : [afterAll(program, body.get('body'), watched, depth + 1)];
  return worst([...returns, ...ends]);
}

/** What is known of an argument once the function has answered with something true (or false). */
export function predicateVerdict(
  program: Program,
  definition: Definition,
  index: number,
  sense: boolean,
  depth: number,
): Verdict {
  const key = `${sense}:${definition.node.start}:${index}`;
  return remembered(program, key, () => findAnswer(program, definition, index, sense, depth));
}

function findAnswer(program: Program, definition: Definition, index: number, sense: boolean, depth: number): Verdict {
  const watched = watchParameter(program, definition, index);
  const body = definition.get('body') as NodePath;
  if (watched === null || depth > MOST_DEPTH) return NOTHING;
  if (!body.isBlockStatement()) return implies(program, body, sense, watched, depth + 1);
  const ways = returnStatements(definition).flatMap((statement) => answer(program, statement, sense, watched, depth));
  // Coming out at the end answers undefined, which is false.
  const end = sense || leaves(program, body) ? [] : [afterAll(program, body.get('body'), watched, depth + 1)];
  return worst([...ways, ...end]);
}

function answer(
  program: Program,
  statement: NodePath<babel.ReturnStatement>,
  sense: boolean,
  watched: Watched,
  depth: number,
): readonly Verdict[] {
  const argument = statement.get('argument') as NodePath;
  const value = argument.node === null || argument.node === undefined ? null : unwrap(argument);
  const constant = value === null ? false : constantOf(value);
  if (constant !== null && constant !== sense) return [];
  const before = verdictAt(program, statement, watched, depth + 1);
  return value === null || constant !== null ? [before] : [best([before, implies(program, value, sense, watched, depth + 1)])];
}

/** Whether a value that is written out counts as true; null for one that is not. */
function constantOf(value: NodePath): boolean | null {
  if (value.isBooleanLiteral()) return value.node.value;
  if (value.isNullLiteral() || value.isIdentifier({ name: 'undefined' })) return false;
  const text = stringText(value);
  return text === null ? null : text !== '';
}

function watchParameter(program: Program, definition: Definition, index: number): Watched | null {
  const param = (definition.get('params') as readonly NodePath[])[index];
  const named = param?.isAssignmentPattern() === true ? (param.get('left') as NodePath) : param;
  if (named?.isIdentifier() !== true) return null;
  const binding = definition.scope.getBinding(named.node.name);
  return binding?.constant === true ? { ...watch(program, named, -1), text: named.node.name, binding } : null;
}
