import type { SyntaxNode } from 'codex-codemod';
import { handlersOf, triesAround, within } from './blocks.js';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { callsIn, isReached, mayCall, waysTo } from './find-passing.js';
import { riskyUses } from './find-uses.js';
import { type FunctionFacts, isContextManager } from './functions.js';
import { raisesAgain } from './handler-facts.js';
import { calledName } from './place-kinds.js';
import type { Reading } from './reading.js';

/** Whether a function may run while another one of the module, or an outer call of itself, holds the same connection of a shared slot. */
export interface Nesting {
  readonly isNested: boolean;
  /** What lets the holder of the connection go on when the function has failed: a handler, or a `with` that forgives; null when there is none. */
  readonly forgivingHandler: SyntaxNode | null;
}

export function findNesting(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): Nesting {
  const { reading } = surroundings;
  const others = holders.filter((other) => other.slot === holder.slot && !other.taken && riskyUses(other.uses).length > 0);
  // Whatever a `with` block around another context manager calls runs while that one holds the connection.
  const aroundAnything = others.some(({ facts }) => facts !== holder.facts && isContextManager(facts));
  const ways = waysTo(holder.facts, reading);
  const held = others.flatMap(({ facts }) => [
    ...(isContextManager(facts) ? [] : callsIn(facts.body)),
    ...callsInBlocks(facts, reading),
  ]);
  const calls = withCallees(held, reading).filter((call) => isReached(call, ways, reading));
  const forgiving = calls.flatMap((call) => forgivenBy(call, reading));
  return { isNested: aroundAnything || calls.length > 0, forgivingHandler: forgiving[0] ?? null };
}

/** What lets anybody in the file go on when the function has failed; null when there is nothing. */
export function findForgiving({ facts }: Holder, { reading }: Surroundings): SyntaxNode | null {
  const ways = waysTo(facts, reading);
  const calls = [...reading.file.root.ofType('call', 'attribute')].filter((call) => isReached(call, ways, reading));
  return calls.flatMap((call) => forgivenBy(call, reading))[0] ?? null;
}

/** The calls, and those in the functions of the module that they run, directly or not. */
function withCallees(calls: readonly SyntaxNode[], reading: Reading): readonly SyntaxNode[] {
  const all = [...calls];
  const seen = new Set<FunctionFacts>();
  for (const call of all) {
    for (const callee of mayCall(call, reading)) {
      if (seen.has(callee)) continue;
      seen.add(callee);
      all.push(...callsIn(callee.body));
    }
  }
  return all;
}

/** The calls that are made while a context manager of the module, or a generator of it, is entered. */
function callsInBlocks(manager: FunctionFacts, reading: Reading): readonly SyntaxNode[] {
  if (manager.yields.length === 0) return [];
  return [...reading.file.root.ofType('call')].flatMap((entered) => {
    if (calleeOf(entered, reading) !== manager) return [];
    const statement =
      entered.closest('with_clause', 'function_definition')?.type === 'with_clause' ? entered.closest('with_statement') : null;
    // Entered otherwise, as by an ExitStack, it may be held until the function ends.
    const around = statement ?? reading.functionAround(entered)?.body ?? null;
    return around === null ? [] : callsIn(around).filter((call) => call.start >= entered.end && within(around, call));
  });
}

function forgivenBy(call: SyntaxNode, reading: Reading): readonly SyntaxNode[] {
  const handlers = triesAround(call).flatMap(({ statement, part }) =>
    part === 'body' ? handlersOf(statement).filter((handler) => !raisesAgain(handler)) : [],
  );
  return [...handlers, ...withsAround(call).filter((item) => forgives(item, reading))];
}

/** What the `with` statements around a node enter. */
function withsAround(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const outer of node.ancestors()) {
    if (outer.type === 'function_definition' || outer.type === 'class_definition') break;
    if (outer.type !== 'with_statement') continue;
    const clause = outer.childOfType('with_clause');
    for (const item of clause?.ofType('call') ?? []) if (item.end <= node.start) found.push(item);
  }
  return found;
}

/** `contextlib.suppress`, by whatever name, and context managers of the module that catch what their block raises. */
function forgives(item: SyntaxNode, reading: Reading): boolean {
  const name = calledName(item, reading) ?? item.child('function')?.text ?? '';
  if (/(^|[._])(suppress|suppressed|ignored?|ignoring|raises)$/i.test(name)) return true;
  const callee = calleeOf(item, reading);
  return (
    callee?.yields.some((node) =>
      triesAround(node).some(
        ({ statement, part }) => part === 'body' && handlersOf(statement).some((handler) => !raisesAgain(handler)),
      ),
    ) ?? false
  );
}
