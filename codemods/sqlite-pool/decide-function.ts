import type { Edit, ImportRequest, SyntaxNode } from 'codex-codemod';
import { triesAround, within } from './blocks.js';
import { chooseSpot, isGivenBack, neededFurtherOut, needsCursorAfter, type Spot } from './choose-spot.js';
import type { Use } from './classify-use.js';
import { cleansUp } from './cleans-up.js';
import { conditionsOf } from './conditions.js';
import { editSpot } from './edit-spot.js';
import { isBoundAfter } from './find-assignment.js';
import { whereGot } from './find-emptying.js';
import { onPooledPath } from './find-enders.js';
import { type Flag, findFlag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { findNesting } from './find-nesting.js';
import { mayBeNoneAt } from './find-none.js';
import { isHarmless, protectionOf } from './find-protection.js';
import { findRegion, type Region } from './find-region.js';
import { findSetUp } from './find-set-up.js';
import { isContextManager } from './functions.js';
import { getsSeveral } from './gets-several.js';
import { mayBeInMemory } from './in-memory.js';
import { makeDiscard } from './make-discard.js';
import { neverBegins } from './never-begins.js';
import { isRefusal, type Refusal } from './refusal.js';
import { noteFor, type RepairNote } from './repair-note.js';

/** A change of one function: all of its edits or none. */
export interface Repair {
  readonly kind: 'repair';
  readonly at: SyntaxNode;
  readonly reason: string;
  readonly edits: readonly Edit[];
  readonly imports: readonly ImportRequest[];
  readonly note: RepairNote;
}

export type Decision = Repair | Refusal | 'leave';

/** Decides about one function that holds a connection of a slot. */
export function decideFunction(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): Decision {
  if (holder.slot.fault !== null || neverBegins(holder.slot, surroundings)) return 'leave';
  if (holder.uses.connection.some(({ kind }) => kind === 'returned' || kind === 'kept')) return 'leave';
  if (cleansUp(holder, surroundings)) return 'leave';
  const region = findRegion(holder, surroundings);
  if (region === null) return closedByWith(holder) ?? 'leave';
  const stacked = stackedClose(holder, isRefusal(region) ? 'unclear' : flagOf(holder, region, surroundings));
  if (stacked !== null) return stacked;
  if (isRefusal(region)) return region;
  const flag = flagOf(holder, region, surroundings);
  const open = openUses(region, holder, flag, surroundings);
  if (isRefusal(open)) return yieldTrouble(holder, region) ?? open;
  if (open.length === 0 || (region.getting === null && holder.name !== null)) return 'leave';
  const unprotected = { ...region, uses: open };
  return obstacle(holder, holders, region, flag, surroundings) ?? repair(holder, holders, unprotected, flag, surroundings);
}

function flagOf(holder: Holder, region: Region, surroundings: Surroundings): Flag {
  const flag = holder.name === null ? 'always' : findFlag(holder, region.block, surroundings);
  // Rolling back a connection that is no pool's does no harm.
  return flag === 'unclear' && holder.taken ? 'always' : flag;
}

/** What may fail and is not protected yet; nothing, where that is harmless. */
function openUses(region: Region, holder: Holder, flag: Flag, surroundings: Surroundings): readonly Use[] | Refusal {
  const judged = region.uses.map((use) => ({ use, protection: protectionOf(use, holder, flag, surroundings) }));
  for (const { protection } of judged) if (typeof protection !== 'string') return protection;
  const open = judged.filter(({ protection }) => protection === 'open');
  const harmless = open.every(({ use }) => isHarmless(use));
  const isSound = harmless && (open.length < judged.length || !standsInTry(region));
  return isSound ? [] : open.map(({ use }) => use);
}

/** True when the author has a `try` around what the connection is used for. A bare SELECT that fails leaves nothing behind. */
function standsInTry({ uses, block }: Region): boolean {
  return uses.some(({ at }) =>
    triesAround(at).some(
      ({ statement, part }) => part === 'body' && (within(block, statement) || statement.child('body') === block),
    ),
  );
}

const SOMETIMES = 'only on some paths it is a connection of the pool';

/** A shared connection that its user closes: the pool goes on handing it out. */
function stackedClose(holder: Holder, flag: Flag): Refusal | null {
  if (holder.taken) return null;
  const { connection } = holder.uses;
  const closed = closedByWith(holder);
  if (closed !== null) return closed;
  if (flag === 'unclear') return null;
  const close = connection.find(
    ({ kind, at }) => kind === 'close' && isOrdinary(at) && onPooledPath(at, holder.facts.body, flag),
  );
  if (close === undefined) return null;
  // Under a condition of its own the author knows connections that are not pooled.
  const conditions = conditionsOf(close.at, holder.facts.body) ?? [];
  const isOwn = flag === 'always' && conditions.some(({ test }) => !connection.some(({ node }) => within(test, node)));
  return isOwn ? { code: 'POOL002', at: close.at, why: SOMETIMES } : { code: 'POOL011', at: close.at };
}

/** `with closing(conn):`, and `async with conn:` of aiosqlite, which closes it too. */
function closedByWith({ taken, uses, slot }: Holder): Refusal | null {
  const closing = uses.connection.find(({ kind }) => kind === 'closing' || (kind === 'with' && slot.driver.awaited));
  return taken || closing === undefined ? null : { code: 'POOL011', at: closing.at };
}

/** True outside of handlers: what is done there is done when nothing has failed, too. */
function isOrdinary(node: SyntaxNode): boolean {
  const outer = node.closest('except_clause', 'function_definition');
  return outer?.type !== 'except_clause';
}

/** Why an unprotected function cannot be repaired, or null. */
function obstacle(
  holder: Holder,
  holders: readonly Holder[],
  region: Region,
  flag: Flag,
  surroundings: Surroundings,
): Refusal | null {
  const { facts, name, uses } = holder;
  const at = whereGot(holder);
  const yielding = yieldTrouble(holder, region);
  if (yielding !== null) return yielding;
  const [leaving] = uses.leaving.filter((node) => !isContextManager(facts) || node.type !== 'yield');
  if (leaving !== undefined) return { code: 'POOL010', at: leaving };
  if (uses.connection.some(({ kind }) => kind === 'captured')) {
    return { code: 'POOL002', at, why: 'an inner function uses the connection, and nobody can tell when it runs' };
  }
  if (holders.some((other) => other !== holder && other.facts === facts && findRegion(other, surroundings) !== null)) {
    return { code: 'POOL002', at, why: 'there is more than one pooled connection here' };
  }
  if (holder.boundElsewhere) return { code: 'POOL002', at, why: 'the connection may be one that the caller gave' };
  if (getsSeveral(holder, surroundings)) {
    return { code: 'POOL002', at, why: 'the name is given the connections of more than one key' };
  }
  if (flag === 'unclear') return { code: 'POOL002', at, why: SOMETIMES };
  const { getting } = region;
  if (name !== null && getting !== null && !isBoundAfter(name, getting.first, getting.last, surroundings.reading)) {
    return { code: 'POOL002', at, why: 'there may be no connection where it is used' };
  }
  return reboundLater(holder, region) ? { code: 'POOL002', at, why: 'the name is bound to something else later' } : null;
}

/** A generator is repaired only when it is a context manager, or is used as one: it yields once, and not in a loop. */
function yieldTrouble({ facts }: Holder, region: Region): Refusal | null {
  const { yields } = facts;
  const [only, second] = yields;
  if (only === undefined) return null;
  if (second !== undefined) return { code: 'POOL003', at: second };
  const outer = only.closest('for_statement', 'while_statement', 'except_clause', 'function_definition');
  const isHeld = isContextManager(facts) || region.uses.some(({ kind, at }) => kind === 'yield' && at === only);
  return outer?.type !== 'function_definition' || !isHeld ? { code: 'POOL003', at: only } : null;
}

function reboundLater({ acquisitions }: Holder, { getting, uses }: Region): boolean {
  if (getting === null) return false;
  const [first] = uses;
  return acquisitions.some(({ node }) => {
    if (node.start < getting.last.end || first === undefined) return false;
    const handler = node.closest('except_clause', 'function_definition');
    return handler?.type !== 'except_clause' || within(handler, first.at);
  });
}

function repair(
  holder: Holder,
  holders: readonly Holder[],
  region: Region,
  flag: Flag,
  surroundings: Surroundings,
): Repair | Refusal {
  const spot = chooseSpot(region, holder, flag, surroundings);
  if (isRefusal(spot)) return spot;
  if (holder.taken && !isGivenBack(spot, holder)) return { code: 'POOL012', at: whereGot(holder) };
  const nesting = findNesting(holder, holders, surroundings);
  if (!holder.taken && nesting.forgivingHandler !== null) return { code: 'POOL013', at: firstUse(region, holder) };
  const needed = holder.taken ? null : neededFurtherOut(nodeOf(spot), holder);
  if (needed === 'handler')
    return { code: 'POOL008', at: nodeOf(spot), why: 'a handler further out goes on with the connection' };
  const setUp = holder.taken ? null : findSetUp(holder, holders, surroundings);
  const isOwnSetUp = setUp !== null && surroundings.reading.functionAround(setUp) === holder.facts;
  const lastsNoLonger = !holder.taken && mayBeInMemory(holder.slot, surroundings);
  const keeps = nesting.isNested || needed === 'finally' || lastsNoLonger || isOwnSetUp;
  if (setUp !== null && !isOwnSetUp) {
    const where = surroundings.reading.functionAround(setUp)?.name ?? 'the module';
    return { code: 'POOL006', at: whereGot(holder), why: `a new one would lack what ${where} sets up on the old one` };
  }
  const mayBeNone = spot.mayBeNone || mayBeNoneAt(nodeOf(spot), holder, region, surroundings);
  const site = { at: nodeOf(spot), flag, mayBeNone, keeps, needsCursor: needsCursorAfter(nodeOf(spot), holder) };
  const discard = makeDiscard(holder, site, surroundings);
  if (isRefusal(discard)) return discard;
  const edits = editSpot(spot, discard.lines, surroundings.reading.statements);
  if (edits === null) return { code: 'POOL014', at: nodeOf(spot) };
  const note = noteFor(holder, keeps, surroundings);
  return {
    kind: 'repair',
    at: firstUse(region, holder),
    reason: reasonFor(holder, keeps),
    edits,
    imports: discard.imports,
    note,
  };
}

function nodeOf(spot: Spot): SyntaxNode {
  return spot.kind === 'wrap' ? spot.first : spot.kind === 'clause' ? spot.statement : spot.suite;
}

function firstUse({ uses }: Region, { facts }: Holder): SyntaxNode {
  return uses[0]?.at ?? facts.node;
}

function reasonFor({ taken, facts }: Holder, keeps: boolean): string {
  if (keeps && !taken) {
    return `A failure in ${facts.name} left the connection in the pool with its transaction open; now it is rolled back, and closed if that fails.`;
  }
  return taken
    ? `A failure in ${facts.name} gave the connection back to the pool with its transaction open; now it is rolled back, or replaced if that fails.`
    : `A failure in ${facts.name} left the connection in the pool with its transaction open; now it is closed, and the next call opens a new one.`;
}
