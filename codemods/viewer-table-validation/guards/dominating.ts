import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName } from '../program/arguments.js';
import { calleeOf } from '../program/callee.js';
import { branchesOf, leaves } from '../program/leaves.js';
import { originsOf } from '../program/origins.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { isCheckName } from '../values/names.js';
import { checksParameter } from './effect.js';
import { implies } from './implies.js';
import { best, NOTHING, type Verdict, verdict, worst } from './strength.js';
import { isWatched, type Watched, watch } from './watched.js';

const BORDERS: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);

/** Deeper nests of statements are not searched for tests. */
const MOST_NESTING = 12;

/** What is known of a value at a place, by the tests that every way to it has passed. */
export function verdictAt(program: Program, place: SyntaxNode, watched: Watched, depth = 0): Verdict {
  const verdicts: Verdict[] = [];
  let child = place;
  for (const parent of place.ancestors()) {
    if (BORDERS.has(parent.type)) break;
    verdicts.push(crossing(program, parent, child, watched, depth));
    child = parent;
  }
  return best(verdicts);
}

/** The same at the end of a block, for those who come out there. */
export function verdictAtEnd(program: Program, block: SyntaxNode, watched: Watched, depth = 0): Verdict {
  return afterAll(program, block.namedChildren, watched, depth);
}

function crossing(program: Program, parent: SyntaxNode, child: SyntaxNode, watched: Watched, depth: number): Verdict {
  const says = (condition: SyntaxNode | null | undefined, sense: boolean): Verdict =>
    condition === null || condition === undefined ? NOTHING : implies(program, condition, sense, watched, depth);
  switch (parent.type) {
    case 'block':
    case 'module':
      return afterAll(program, parent.children.slice(0, child.index), watched, depth);
    case 'if_statement':
      return best(conditionsPassed(parent, child).map(([condition, sense]) => says(condition, sense)));
    case 'elif_clause':
    case 'while_statement':
      return child.field === 'consequence' || child.field === 'body' ? says(parent.child('condition'), true) : NOTHING;
    case 'conditional_expression': {
      const [body, condition, alternative] = parent.namedChildren;
      return child === body ? says(condition, true) : child === alternative ? says(condition, false) : NOTHING;
    }
    case 'boolean_operator':
      return child.field === 'right' ? says(parent.child('left'), parent.child('operator')?.text === 'and') : NOTHING;
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression': {
      const conditions = parent.children.filter((clause) => clause.type === 'if_clause');
      return child.field === 'body' ? best(conditions.map((clause) => says(clause.namedChildren[0], true))) : NOTHING;
    }
    default:
      return NOTHING;
  }
}

/** The conditions that came out as known for whoever is in a branch of an `if`. */
function conditionsPassed(statement: SyntaxNode, branch: SyntaxNode): readonly (readonly [SyntaxNode | null, boolean])[] {
  if (branch.field === 'consequence') return [[statement.child('condition'), true]];
  if (branch.field === 'condition') return [];
  const earlier = statement.children.filter((child) => child.type === 'elif_clause' && child.start < branch.start);
  return [statement, ...earlier].map((part) => [part.child('condition'), false]);
}

function afterAll(program: Program, statements: readonly SyntaxNode[], watched: Watched, depth: number): Verdict {
  if (depth > MOST_NESTING) return NOTHING;
  return best(
    statements.filter((one) => one.end > watched.since).map((statement) => after(program, statement, watched, depth + 1)),
  );
}

/** What is known of a value after a statement. */
function after(program: Program, statement: SyntaxNode, watched: Watched, depth: number): Verdict {
  switch (statement.type) {
    case 'if_statement':
      return afterIf(program, statement, watched, depth);
    case 'assert_statement':
      return implies(program, statement.namedChildren[0] ?? statement, true, watched, depth);
    case 'expression_statement':
      return best(
        statement.namedChildren.flatMap((child) => [
          afterCall(program, child, watched, depth),
          afterLookUp(program, child, watched),
        ]),
      );
    case 'while_statement': {
      const condition = statement.child('condition');
      const breaks = [...statement.ofType('break_statement')].length > 0;
      return condition === null || breaks ? NOTHING : implies(program, condition, false, watched, depth);
    }
    case 'with_statement':
      return afterAll(program, statement.child('body')?.namedChildren ?? [], watched, depth);
    case 'try_statement': {
      const handlers = statement.children.filter((child) => child.type === 'except_clause');
      const all = handlers.every((handler) => leaves(program.module, handler.childOfType('block') ?? handler));
      return all ? afterAll(program, statement.child('body')?.namedChildren ?? [], watched, depth) : NOTHING;
    }
    case 'for_statement':
      return afterLoop(program, statement, watched, depth);
    default:
      return NOTHING;
  }
}

/** Every branch that comes out must know the value, by its condition, by the ones before, or by a test inside of it. */
function afterIf(program: Program, statement: SyntaxNode, watched: Watched, depth: number): Verdict {
  const clauses = statement.children.filter((child) => child.type === 'elif_clause');
  const conditions = [statement, ...clauses].map((part) => part.child('condition'));
  const branches = branchesOf(statement);
  const hasElse = statement.children.some((child) => child.type === 'else_clause');
  const says = (condition: SyntaxNode | null | undefined, sense: boolean): Verdict =>
    condition === null || condition === undefined ? NOTHING : implies(program, condition, sense, watched, depth);
  const denied = (count: number): readonly Verdict[] => conditions.slice(0, count).map((condition) => says(condition, false));
  const ways = branches.flatMap((branch, index) => {
    if (branch === null || leaves(program.module, branch)) return [];
    if (rebinds(branch, watched)) return [verdict('strong', branch)];
    const own = index < conditions.length ? [says(conditions[index], true)] : [];
    return [best([...own, ...denied(index), afterAll(program, branch.namedChildren, watched, depth)])];
  });
  const fallsThrough = hasElse ? [] : [best(denied(conditions.length))];
  return worst([...ways, ...fallsThrough]);
}

/** A branch that gives the name another value is looked at on its own. */
function rebinds(branch: SyntaxNode, { binding, text, since }: Watched): boolean {
  const inside = (node: SyntaxNode): boolean => node.start > since && branch.start <= node.start && node.end <= branch.end;
  if (binding !== null) return binding.sites.some((site) => inside(site.identifier));
  return [...branch.ofType('assignment')].some((assignment) => assignment.child('left')?.text === text);
}

/** `check(value)` as a statement: it raises or leaves when the value is bad. */
function afterCall(program: Program, node: SyntaxNode, watched: Watched, depth: number): Verdict {
  const call = node.type === 'await' ? (node.namedChildren[0] ?? node) : node;
  if (call.type !== 'call') return NOTHING;
  const { positional, keywords } = argumentsOf(call);
  const index = positional.findIndex((value) => isWatched(program, watched, value));
  const keyword = [...keywords].find(([, value]) => isWatched(program, watched, value))?.[0];
  if (index < 0 && keyword === undefined) return NOTHING;
  const name = calledName(call);
  const callee = calleeOf(program, call);
  if (callee === null) {
    const imported = program.module.imports.qualifiedName(call.child('function') ?? call);
    const unknown = imported !== null && !imported.startsWith('builtins.') && isCheckName(name);
    return unknown ? verdict('opaque', call) : NOTHING;
  }
  const parameter = keyword ?? parametersOf(callee.definition)[index + (callee.bound ? 1 : 0)]?.name;
  const checked = parameter === undefined ? NOTHING : checksParameter(program, callee.definition, parameter, depth);
  const label = callee.definition.child('name');
  return checked.strength === 'none' && isCheckName(name) && label !== null ? verdict('weak', label) : checked;
}

/** `model = MODELS[value]`: a dict that the file writes out has known keys alone, and raises for others. */
function afterLookUp(program: Program, node: SyntaxNode, watched: Watched): Verdict {
  const value = node.type === 'assignment' ? node.child('right') : node;
  const looked = value?.type === 'subscript' ? value : null;
  const [container, key] = [looked?.child('value') ?? null, looked?.child('subscript') ?? null];
  if (container === null || key === null || !isWatched(program, watched, key)) return NOTHING;
  const origins = originsOf(program, { node: container, frame: null });
  const isKnown =
    origins.length > 0 && origins.every((origin) => origin.kind === 'value' && origin.spot.node.type === 'dictionary');
  return isKnown ? verdict('strong', node) : NOTHING;
}

/** `for name in names: if name not in KNOWN: leave` knows every element of `names`. */
function afterLoop(program: Program, statement: SyntaxNode, watched: Watched, depth: number): Verdict {
  const [left, right, body] = [statement.child('left'), statement.child('right'), statement.child('body')];
  if (left?.type !== 'identifier' || right === null || body === null || !isWatched(program, watched, right)) return NOTHING;
  if ([...body.ofType('break_statement', 'continue_statement')].length > 0) return NOTHING;
  return verdictAtEnd(program, body, watch(program, left, left.start), depth);
}
