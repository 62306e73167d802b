import type { PythonServices, Scope, SyntaxNode } from 'codex-codemod';
import { isUsedOutside, namesComputed, reads, scopeOfMethod } from './computations.js';
import type { EndEvent } from './find-events.js';
import type { ExitMethod } from './find-exits.js';
import { onlyComputes } from './risk.js';
import { covers, statementsOf } from './syntax.js';

/** The smallest run of statements that holds an event and the pure computation of its arguments. */
export interface Unit {
  /** The block that the run stands in. */
  readonly block: SyntaxNode;
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  /** More than one where an `if` chooses between them. */
  readonly events: readonly EndEvent[];
}

export function statementsOfUnit({ block, first, last }: Unit): readonly SyntaxNode[] {
  return statementsOf(block).filter((statement) => statement.start >= first.start && statement.end <= last.end);
}

/** The units of a method, in the order of the text. An event belongs to one unit. */
export function unitsOf(method: ExitMethod, events: readonly EndEvent[], services: PythonServices): readonly Unit[] {
  const scope = scopeOfMethod(method.node, services);
  const units: Unit[] = [];
  for (const event of events) {
    if (units.some((unit) => covers(unit.last, event.statement))) continue;
    const statement = wholeChoice(event.statement, method.body, events, scope);
    const block = statement.parent;
    if (block === null) continue;
    const first = firstOfRun(statement, block, scope, units.at(-1) ?? null);
    units.push({ block, first, last: statement, events: events.filter((other) => covers(statement, other.statement)) });
  }
  return units;
}

/** The outermost `if` around a statement that does nothing but choose between events; the statement itself without one. */
function wholeChoice(statement: SyntaxNode, body: SyntaxNode, events: readonly EndEvent[], scope: Scope): SyntaxNode {
  let unit = statement;
  for (;;) {
    const owner = unit.parent === body ? null : (unit.parent?.parent ?? null);
    const choice = owner?.type === 'elif_clause' || owner?.type === 'else_clause' ? owner.parent : owner;
    if (choice === null || choice.type !== 'if_statement' || !choosesEvents(choice, events, scope)) return unit;
    unit = choice;
  }
}

/** True for an `if` whose branches hold one event at most, what is computed for it, and nothing else. */
function choosesEvents(choice: SyntaxNode, events: readonly EndEvent[], scope: Scope): boolean {
  const isEvent = (node: SyntaxNode): boolean => events.some(({ statement }) => statement === node);
  for (const node of choice.descendants((inner) => !isEvent(inner))) {
    if (node.field === 'condition' && isChoice(node.parent) && !onlyComputes(node)) return false;
    if (node.type !== 'block') continue;
    const tried = statementsOf(node).filter((inner) => events.some(({ statement }) => covers(inner, statement)));
    if (tried.length > 1) return false;
    for (const inner of statementsOf(node)) {
      if (isEvent(inner) || inner.type === 'if_statement') continue;
      const names = namesComputed(inner);
      if (names === null || [...names].some((name) => isUsedOutside(name, choice, scope))) return false;
    }
  }
  return true;
}

function isChoice(node: SyntaxNode | null): boolean {
  return node?.type === 'if_statement' || node?.type === 'elif_clause';
}

/** Goes up from a statement over the computations that serve it alone. */
function firstOfRun(statement: SyntaxNode, block: SyntaxNode, scope: Scope, before: Unit | null): SyntaxNode {
  const statements = statementsOf(block);
  let first = statement;
  for (let index = statements.indexOf(statement) - 1; index >= 0; index--) {
    const candidate = statements[index];
    if (candidate === undefined || (before !== null && candidate.start < before.last.end)) return first;
    const names = namesComputed(candidate);
    const span = { start: candidate.start, end: statement.end };
    if (names === null || [...names].some((name) => isUsedOutside(name, span, scope))) return first;
    const run = statementsOfUnit({ block, first, last: statement, events: [] });
    if (!run.some((later) => reads(later, names))) return first;
    first = candidate;
  }
  return first;
}
