import type { SyntaxNode } from 'codex-codemod';
import { handlersOf, triesAround } from './blocks.js';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { riskyUses } from './find-uses.js';
import { type FunctionFacts, inside, isContextManager } from './functions.js';
import { raisesAgain } from './handler-facts.js';

/** Whether a function may run while another one of the module holds the same connection of a shared slot. */
export interface Nesting {
  readonly isNested: boolean;
  /** A handler around a call of the function that lets the holder of the connection go on; null when there is none. */
  readonly forgivingHandler: SyntaxNode | null;
}

export function findNesting(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): Nesting {
  const others = holders.filter(
    (other) => other.facts !== holder.facts && other.slot === holder.slot && !other.taken && riskyUses(other.uses).length > 0,
  );
  // Whatever a `with` block around a context manager calls runs while that one holds the connection.
  const aroundAnything = others.some(({ facts }) => isContextManager(facts));
  const callers = others.flatMap(({ facts }) => [...reachable(facts, surroundings)]);
  const calls = callers.flatMap((facts) => callsOf(facts, holder.facts, surroundings));
  const handlers = calls.flatMap((call) => forgiving(call));
  return { isNested: aroundAnything || calls.length > 0, forgivingHandler: handlers[0] ?? null };
}

/** The function and the functions of the module that it calls, directly or not. */
function reachable(facts: FunctionFacts, { reading }: Surroundings): ReadonlySet<FunctionFacts> {
  const found = new Set([facts]);
  for (const known of found) {
    for (const node of inside(known.body)) {
      const callee = node.type === 'call' ? calleeOf(node, reading) : null;
      if (callee !== null) found.add(callee);
    }
  }
  return found;
}

function callsOf(caller: FunctionFacts, callee: FunctionFacts, { reading }: Surroundings): readonly SyntaxNode[] {
  return [...inside(caller.body)].filter((node) => node.type === 'call' && calleeOf(node, reading) === callee);
}

function forgiving(call: SyntaxNode): readonly SyntaxNode[] {
  return triesAround(call).flatMap(({ statement, part }) =>
    part === 'body' ? handlersOf(statement).filter((handler) => !raisesAgain(handler)) : [],
  );
}
