import type { SyntaxNode } from 'codex-codemod';
import { blockAround, commonBlock, handlersOf, statementIn, type TryPart, triesAround, within } from './blocks.js';
import type { Use } from './classify-use.js';
import type { Acquisition, Holder, Surroundings } from './find-holders.js';
import { slotKey } from './find-reads.js';
import { riskyUses } from './find-uses.js';
import { isContextManager } from './functions.js';
import { raisesAgain } from './handler-facts.js';
import type { Refusal } from './refusal.js';

/** Where a function gets its connection, and what it then does that may fail. */
export interface Region {
  /** The suite whose statements get the connection. */
  readonly block: SyntaxNode;
  /** The first and the last statement that gets it; null when nothing has to be got, because the slot is spoken of directly. */
  readonly getting: { readonly first: SyntaxNode; readonly last: SyntaxNode } | null;
  /** What may fail afterwards, in the order of the text. */
  readonly uses: readonly Use[];
}

/** The region of a holder; a refusal when it has none that can be seen; null when nothing in it can fail. */
export function findRegion(holder: Holder, surroundings: Surroundings): Region | Refusal | null {
  const risky = riskyUses(holder.uses);
  const rebound = reboundAfterUse(holder, risky, surroundings);
  if (rebound !== null) return { code: 'POOL002', at: rebound, why: 'the name is bound to something else later' };
  const getters = gettersOf(holder, risky, surroundings);
  // A name that only a handler gives the connection is none that it has where it is used.
  if (!getters.some((node) => holder.acquisitions.some((one) => one.node === node))) {
    const made = getters.flatMap((node) => statementIn(holder.facts.body, node)?.end ?? []);
    const uses = risky.filter(({ at }) => at.start >= Math.max(0, ...made));
    return uses.length === 0 ? null : { block: holder.facts.body, getting: null, uses: withYield(uses, holder) };
  }
  const block = commonBlock(getters);
  return block === null ? null : widen(block, getters, withYield(risky, holder));
}

/** Where the name is given something that is no connection, after the connection has been used. */
function reboundAfterUse({ name, acquisitions }: Holder, risky: readonly Use[], { makers }: Surroundings): SyntaxNode | null {
  const [first] = risky.filter(({ node }) => node.type === 'identifier' && node.text === name?.name);
  if (first === undefined) return null;
  const other = acquisitions.find(
    (one) =>
      one.node.start > first.at.end &&
      !isNone(one) &&
      one.pooled.length === 0 &&
      !one.leaves.some((leaf) => makers.driverOfNew(leaf) !== null),
  );
  return other?.node ?? null;
}

/** What binds the name and what fills the slot, but for what a handler or a later part of the function does with them. */
function gettersOf(holder: Holder, risky: readonly Use[], { slots }: Surroundings): readonly SyntaxNode[] {
  const bindings = holder.acquisitions.filter((one) => !isNone(one)).map(({ node }) => node);
  const stores = slots.stores.filter((store) => store.inside === holder.facts && slotKey(store) === holder.slot.key);
  const nodes = [...bindings, ...(holder.taken ? [] : stores.map(({ node }) => node))];
  return nodes.filter((node) => !inAftermath(node, risky));
}

function isNone({ leaves }: Acquisition): boolean {
  return leaves.every(({ type }) => type === 'none');
}

/** True in a part other than the body of a `try` in whose body the connection is used. */
function inAftermath(
  node: SyntaxNode,
  risky: readonly Use[],
  parts: readonly TryPart[] = ['handler', 'else', 'finally'],
): boolean {
  return triesAround(node).some(({ statement, part }) => {
    const body = statement.child('body');
    return parts.includes(part) && body !== null && risky.some(({ at }) => within(body, at));
  });
}

/** A context manager holds its connection over its one yield, whatever it yields. */
function withYield(risky: readonly Use[], { facts }: Holder): readonly Use[] {
  const [only] = facts.yields;
  if (only === undefined || facts.yields.length > 1 || !isContextManager(facts)) return risky;
  if (risky.some(({ at }) => at === only)) return risky;
  return [...risky, { kind: 'yield' as const, node: only, at: only }].sort((a, b) => a.at.start - b.at.start);
}

/** Steps out of the suite that gets the connection until all uses stand after it in one suite. */
function widen(start: SyntaxNode, getters: readonly SyntaxNode[], risky: readonly Use[]): Region | Refusal | null {
  for (let block: SyntaxNode | null = start; block !== null; block = blockAround(block)) {
    const suite: SyntaxNode = block;
    const statements = getters.flatMap((node) => statementIn(suite, node) ?? []).sort((a, b) => a.start - b.start);
    const [first, last] = [statements[0], statements.at(-1)];
    if (first === undefined || last === undefined) return null;
    // What stands between the statements that get a connection sets a new one up.
    const after = risky.filter(({ at }) => at.start >= last.end);
    const uses = after.filter(({ at }) => !inAftermath(at, after, ['handler', 'finally']));
    if (uses.length === 0) return null;
    if (uses.every(({ at }) => within(suite, at))) return { block: suite, getting: { first, last }, uses };
    if (!isPassedWhole(suite)) return { code: 'POOL002', at: getters[0] ?? first, why: 'it is got on some paths only' };
  }
  return null;
}

/** True when whoever comes to the statement after this suite's has run through the suite. */
function isPassedWhole(suite: SyntaxNode): boolean {
  const outer = suite.parent;
  if (outer?.type === 'with_statement') return true;
  return outer?.type === 'try_statement' && outer.child('body') === suite && handlersOf(outer).every(raisesAgain);
}
