import type { Edit, ImportRequest, SyntaxNode } from 'codex-codemod';
import { triesAround, within } from './blocks.js';
import { changedMeanwhile } from './changed-meanwhile.js';
import { caveatFor, endingFor } from './choose-ending.js';
import { chooseSpot, committedAfter, isGivenBack, neededFurtherOut, needsCursorAfter, nodeOf, type Spot } from './choose-spot.js';
import type { Use } from './classify-use.js';
import { cleansUp } from './cleans-up.js';
import { conditionsOf } from './conditions.js';
import { editSpot } from './edit-spot.js';
import { whereGot } from './find-emptying.js';
import { onPooledPath } from './find-enders.js';
import { type Flag, findFlag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { mayBeNoneAt } from './find-none.js';
import { findObstacle, SOMETIMES, yieldTrouble } from './find-obstacle.js';
import { isHarmless, protectionOf } from './find-protection.js';
import { findRegion, type Region } from './find-region.js';
import { riskyUses } from './find-uses.js';
import { type Discard, makeDiscard } from './make-discard.js';
import { neverBegins } from './never-begins.js';
import { notItsOwn } from './not-its-own.js';
import { isRefusal, type Refusal } from './refusal.js';
import { noteFor, type RepairNote } from './repair-note.js';

/** A change of one function: all of its edits or none. */
export interface Repair {
  readonly kind: 'repair';
  readonly at: SyntaxNode;
  readonly reason: string;
  /** Why it is not safe; empty for a safe one. */
  readonly caveat: string;
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
  if (isRefusal(region)) return isSoundAsItIs(holder, surroundings) ? 'leave' : region;
  const flag = flagOf(holder, region, surroundings);
  const open = openUses(region, holder, flag, surroundings);
  if (isRefusal(open)) return yieldTrouble(holder, region) ?? open;
  if (open.length === 0 || (region.getting === null && holder.name !== null)) return 'leave';
  const unprotected = { ...region, uses: open };
  return findObstacle(holder, holders, region, flag, surroundings) ?? repair(holder, holders, unprotected, flag, surroundings);
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

/** True when all that may fail is protected, or harmless, wherever the connection comes from. */
function isSoundAsItIs(holder: Holder, surroundings: Surroundings): boolean {
  const whole: Region = { block: holder.facts.body, getting: null, uses: riskyUses(holder.uses) };
  const open = openUses(whole, holder, 'always', surroundings);
  return !isRefusal(open) && open.length === 0;
}

/** True when the author has a `try` around what the connection is used for. A bare SELECT that fails leaves nothing behind. */
function standsInTry({ uses, block }: Region): boolean {
  return uses.some(({ at }) =>
    triesAround(at).some(
      ({ statement, part }) => part === 'body' && (within(block, statement) || statement.child('body') === block),
    ),
  );
}

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

function repair(
  holder: Holder,
  holders: readonly Holder[],
  region: Region,
  flag: Flag,
  surroundings: Surroundings,
): Repair | Refusal {
  const spot = chooseSpot(region, holder, flag, surroundings);
  if (isRefusal(spot)) return spot;
  const trouble = notItsOwn(holder, firstUse(region, holder), holders, surroundings) ?? troubleAt(spot, holder);
  if (trouble !== null) return trouble;
  const ending = endingFor(spot, holder, holders, surroundings);
  if (isRefusal(ending)) return ending;
  const mayBeNone = spot.mayBeNone || mayBeNoneAt(nodeOf(spot), holder, region, surroundings);
  const site = { at: nodeOf(spot), flag, mayBeNone, ending, needsCursor: needsCursorAfter(nodeOf(spot), holder) };
  const discard = makeDiscard(holder, site, surroundings);
  if (isRefusal(discard)) return discard;
  const changed = changedMeanwhile(discard.lines, spot, holder);
  if (changed !== null) return changed;
  const edits = editSpot(spot, discard.lines, surroundings.reading.statements);
  if (edits === null) return { code: 'POOL014', at: nodeOf(spot) };
  return {
    kind: 'repair',
    at: firstUse(region, holder),
    reason: reasonFor(holder, discard),
    caveat: caveatFor(holder, holders, surroundings),
    edits,
    imports: discard.imports,
    note: noteFor(holder, ending !== 'close', surroundings),
  };
}

/** Why the discard cannot stand at this spot, or null. */
function troubleAt(spot: Spot, holder: Holder): Refusal | null {
  if (holder.taken && !isGivenBack(spot, holder)) return { code: 'POOL012', at: whereGot(holder) };
  const commit = committedAfter(holder);
  if (commit !== null)
    return { code: 'POOL014', at: commit, why: 'after a failure, too, its finally commits what was done before' };
  return !holder.taken && neededFurtherOut(nodeOf(spot), holder) === 'handler'
    ? { code: 'POOL008', at: nodeOf(spot), why: 'a handler further out goes on with the connection' }
    : null;
}

function firstUse({ uses }: Region, { facts }: Holder): SyntaxNode {
  return uses[0]?.at ?? facts.node;
}

function reasonFor({ taken, facts }: Holder, { otherwise }: Discard): string {
  const left = taken ? 'gave the connection back to' : 'left the connection in';
  const now = otherwise === null ? 'closed, and the next call opens a new one' : `rolled back, or ${otherwise} if that fails`;
  return `A failure in ${facts.name} ${left} the pool with its transaction open; now it is ${now}.`;
}
