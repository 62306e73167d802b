import type { NodePath } from 'codex-codemod';
import type { EndEvent } from './find-events.js';
import { onlyComputes } from './risk.js';
import { type BlockPath, childOf, covers, endOf, functionAt, startOf, statementsOf } from './syntax.js';

/** The smallest run of statements that holds an event and the pure computation of its arguments. */
export interface Unit {
  readonly block: BlockPath;
  readonly first: NodePath;
  readonly last: NodePath;
  /** More than one where an `if` chooses between them. */
  readonly events: readonly EndEvent[];
}

export function statementsOfUnit({ block, first, last }: Unit): readonly NodePath[] {
  return statementsOf(block).filter((statement) => startOf(statement) >= startOf(first) && endOf(statement) <= endOf(last));
}

/** The units of a function, and the events that stand in no block, as that of `if (open) log(...); else close();`. */
export interface Units {
  readonly units: readonly Unit[];
  readonly misplaced: readonly EndEvent[];
}

export function unitsOf(body: BlockPath, events: readonly EndEvent[]): Units {
  const units: Unit[] = [];
  const misplaced: EndEvent[] = [];
  for (const event of events) {
    if (units.some(({ last }) => covers(last, event.statement))) continue;
    const last = wholeChoice(event.statement, body, events);
    const block = last.parentPath;
    if (block?.isBlockStatement() !== true) misplaced.push(event);
    else
      units.push({
        block,
        first: firstOfRun(last, block),
        last,
        events: events.filter(({ statement }) => covers(last, statement)),
      });
  }
  return { units, misplaced };
}

/** The outermost `if` around a statement that does nothing but choose between events; the statement itself without one. */
function wholeChoice(statement: NodePath, body: BlockPath, events: readonly EndEvent[]): NodePath {
  let unit = statement;
  for (;;) {
    const branch = unit.parentPath === body ? null : unit.parentPath;
    const choice = branch?.isBlockStatement() === true ? branch.parentPath : branch;
    if (choice === null || !choice.isIfStatement() || !choosesEvents(choice, events)) return unit;
    unit = choice;
  }
}

/** True for an `if` whose branches hold one event at most, what is computed for it, and nothing else. */
function choosesEvents(choice: NodePath, events: readonly EndEvent[]): boolean {
  const test = childOf(choice, 'test');
  if (test === null || !onlyComputes(test)) return false;
  return ['consequent', 'alternate'].every((key) => {
    const branch = childOf(choice, key);
    return branch === null || holdsOneEvent(branch, events);
  });
}

function holdsOneEvent(branch: NodePath, events: readonly EndEvent[]): boolean {
  const statements = branch.isBlockStatement() ? statementsOf(branch) : [branch];
  const isEvent = (node: NodePath): boolean => events.some(({ statement }) => statement === node);
  const told = statements.filter((statement) => isEvent(statement) || statement.isIfStatement());
  if (told.length > 1) return false;
  return statements.every((statement) => {
    if (isEvent(statement)) return true;
    if (statement.isIfStatement()) return choosesEvents(statement, events);
    // A `var` is seen outside of its block.
    return statement.isVariableDeclaration() && statement.node.kind !== 'var' && isComputation(statement);
  });
}

/** True for a declaration that does nothing but compute values; `using` disposes of what it names, and a function is no value to tell. */
function isComputation(statement: NodePath): boolean {
  if (!statement.isVariableDeclaration() || !/^(const|let|var)$/.test(statement.node.kind) || !onlyComputes(statement))
    return false;
  return statement.get('declarations').every((declarator) => {
    const init = childOf(declarator, 'init');
    return init === null || (functionAt(init) === null && !init.isClass());
  });
}

/** Goes up from a statement over the computations that serve it alone. */
function firstOfRun(last: NodePath, block: BlockPath): NodePath {
  const statements = statementsOf(block);
  let first = last;
  for (let index = statements.indexOf(last) - 1; index >= 0; index--) {
    const candidate = statements[index];
    if (candidate === undefined || !isComputation(candidate) || !servesAlone(candidate, last)) return first;
    first = candidate;
  }
  return first;
}

/** True when what a declaration names is used, and nowhere but from there to the end of the last statement. */
function servesAlone(declaration: NodePath, last: NodePath): boolean {
  const names = Object.keys(declaration.getBindingIdentifiers());
  const isWithin = (use: NodePath): boolean => startOf(use) >= startOf(declaration) && endOf(use) <= endOf(last);
  return names.every((name) => {
    const binding = last.scope.getBinding(name);
    const uses = binding?.referencePaths ?? [];
    return binding !== undefined && uses.length > 0 && [...uses, ...binding.constantViolations].every(isWithin);
  });
}
