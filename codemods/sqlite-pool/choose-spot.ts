import type { SyntaxNode } from 'codex-codemod';
import { finallyOf, handlersOf, statementIn, suiteOf, triesAround, within } from './blocks.js';
import { isCallback, type Use } from './classify-use.js';
import { endsTransaction } from './find-enders.js';
import type { Flag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { locksAround } from './find-lock.js';
import { suiteUnderGuard } from './find-none.js';
import type { Region } from './find-region.js';
import { breadthOf, raisesAgain } from './handler-facts.js';
import type { Refusal } from './refusal.js';

/** Where the discard is put. */
export type Spot = { readonly mayBeNone: boolean } & (
  | { readonly kind: 'clause'; readonly statement: SyntaxNode }
  | { readonly kind: 'handler'; readonly suite: SyntaxNode }
  | { readonly kind: 'wrap'; readonly first: SyntaxNode; readonly last: SyntaxNode }
);

/** The statement or suite that a spot is at. */
export function nodeOf(spot: Spot): SyntaxNode {
  return spot.kind === 'wrap' ? spot.first : spot.kind === 'clause' ? spot.statement : spot.suite;
}

export function chooseSpot(region: Region, holder: Holder, flag: Flag, surroundings: Surroundings): Spot | Refusal {
  const outer = region.block.parent?.type === 'try_statement' ? region.block.parent : null;
  if (outer !== null && region.getting !== null && region.block === outer.child('body')) {
    const spot = spotAroundGetting(outer, holder);
    if (spot !== null) return spot;
  }
  const [first, last] = runAround(region);
  if (first === null || last === null) return { code: 'POOL014', at: holder.facts.node };
  const guarded = first === last && holder.name !== null ? suiteUnderGuard(first, holder.name, surroundings.reading) : null;
  if (guarded !== null && region.uses.every(({ at }) => within(guarded, at))) {
    return chooseSpot({ ...region, block: guarded }, holder, flag, surroundings);
  }
  const inner = first === last ? suiteToStayIn(first, holder, surroundings) : null;
  if (inner !== null && region.uses.every(({ at }) => within(inner, at))) {
    return chooseSpot({ ...region, block: inner }, holder, flag, surroundings);
  }
  if (first !== last || first.type !== 'try_statement') return { kind: 'wrap', first, last, mayBeNone: false };
  return spotInTry(first, region, holder, flag, surroundings);
}

/**
 * The suite of `with lock:`, and of a `with` over an ExitStack that gives the connection back: what is repaired after
 * those have ended is repaired too late.
 */
function suiteToStayIn(statement: SyntaxNode, holder: Holder, surroundings: Surroundings): SyntaxNode | null {
  const body = statement.type === 'with_statement' ? statement.child('body') : null;
  const [inner] = body?.namedChildren ?? [];
  if (body === null || inner === undefined) return null;
  const isLocked = locksAround(inner, surroundings).some((lock) => lock.statement === statement);
  return isLocked || stackedReturns(holder).some(({ block }) => block === body) ? body : null;
}

/** Where an ExitStack is told to give the connection back, and the block at whose end it does. */
function stackedReturns({ uses }: Holder): readonly { readonly at: SyntaxNode; readonly block: SyntaxNode }[] {
  return uses.connection.flatMap(({ kind, at }) => {
    const block = kind === 'given-back' && isCallback(at) ? (at.closest('with_statement')?.child('body') ?? null) : null;
    return block === null ? [] : [{ at, block }];
  });
}

/** The connection is got inside of the `try` itself. Null where only the rest of its body can be wrapped. */
function spotAroundGetting(statement: SyntaxNode, holder: Holder): Spot | Refusal | null {
  const body = statement.child('body');
  const mentioned = holder.uses.connection.find(({ node }) => within(statement, node) && body !== null && !within(body, node));
  const isNoneBefore = holder.acquisitions.some(
    ({ leaves, node }) => leaves.every(({ type }) => type === 'none') && node.end <= statement.start,
  );
  if (mentioned !== undefined && !isNoneBefore) {
    const [got] = holder.acquisitions;
    return { code: 'POOL002', at: got?.node ?? statement, why: 'it may be unbound where it is given back' };
  }
  const plain = handlersOf(statement).length === 0 && isNoneBefore && !usesInFinally(statement, holder);
  return plain ? { kind: 'clause', statement, mayBeNone: true } : null;
}

/** The first and the last statement of a suite that hold a use. */
function runIn(block: SyntaxNode, uses: readonly Use[]): readonly [SyntaxNode | null, SyntaxNode | null] {
  const statements = uses.flatMap(({ at }) => statementIn(block, at) ?? []).sort((a, b) => a.start - b.start);
  return [statements[0] ?? null, statements.at(-1) ?? null];
}

/** A cursor that is made before the `try` that uses it is no reason to wrap them both. */
function runAround({ block, uses }: Region): readonly [SyntaxNode | null, SyntaxNode | null] {
  const narrow = runIn(
    block,
    uses.filter(({ kind }) => kind !== 'cursor'),
  );
  return narrow[0] !== null && narrow[0] === narrow[1] && narrow[0].type === 'try_statement' ? narrow : runIn(block, uses);
}

function spotInTry(
  statement: SyntaxNode,
  region: Region,
  holder: Holder,
  flag: Flag,
  surroundings: Surroundings,
): Spot | Refusal {
  const around: Spot = { kind: 'wrap', first: statement, last: statement, mayBeNone: false };
  const inElse = statement.childOfType('else_clause')?.child('body') ?? null;
  if (inElse !== null && region.uses.every(({ at }) => within(inElse, at))) {
    return chooseSpot({ ...region, block: inElse }, holder, flag, surroundings);
  }
  const body = statement.child('body');
  const handlers = handlersOf(statement);
  const hazard = !holder.taken && usesInFinally(statement, holder);
  const inBody = body !== null && region.uses.every(({ at, kind }) => kind === 'cursor' || within(body, at));
  if (hazard || !inBody || !handlers.every(raisesAgain)) {
    return holder.taken ? { code: 'POOL014', at: statement, why: 'its try uses the connection in other parts, too' } : around;
  }
  if (handlers.length === 0) return { kind: 'clause', statement, mayBeNone: false };
  const ending = handlers.filter((handler) => {
    const suite = suiteOf(handler);
    return suite !== null && endsTransaction(suite, holder, flag, surroundings);
  });
  const using = handlers.find((handler) => !ending.includes(handler) && usesIn(handler, holder));
  if (using !== undefined) {
    return { code: 'POOL008', at: using, why: 'what its handler does with the connection cannot be seen' };
  }
  const leaving = handlers.find((handler) => !ending.includes(handler));
  if (ending.length > 0 && leaving !== undefined) {
    return {
      code: 'POOL014',
      at: leaving,
      why: 'this handler leaves the transaction open, and another one of the same try ends it',
    };
  }
  if (ending.length > 0) return { kind: 'clause', statement, mayBeNone: false };
  const suite =
    handlers.length === 1 && handlers[0] !== undefined && breadthOf(handlers[0]) === 'all' ? suiteOf(handlers[0]) : null;
  if (suite !== null) return { kind: 'handler', suite, mayBeNone: false };
  const [first, last] = runIn(body, region.uses);
  return first === null || last === null ? { code: 'POOL014', at: statement } : { kind: 'wrap', first, last, mayBeNone: false };
}

function usesInFinally(statement: SyntaxNode, holder: Holder): boolean {
  const last = finallyOf(statement);
  return last !== null && usesIn(last, holder);
}

/** True when a part of the function needs the connection alive. Asking whether there is one, or giving it back, does not. */
function usesIn(part: SyntaxNode, { uses }: Holder): boolean {
  const alive = uses.connection.filter(
    // `conn.total_changes` is neutral as long as the connection is open.
    ({ kind, at, node }) => within(part, at) && (kind === 'neutral' ? isAsked(node) : !/^(given-back|close)$/.test(kind)),
  );
  // A cursor cannot even be closed once its connection is.
  return alive.length > 0 || uses.cursors.some(({ at }) => within(part, at) && at.type === 'call');
}

/** True for the object of an attribute. */
function isAsked(node: SyntaxNode): boolean {
  return node.parent?.type === 'attribute' && node.parent.child('object') === node;
}

/** Where the connection is needed alive after a failure at the node, in a `try` further out. */
export function neededFurtherOut(node: SyntaxNode, holder: Holder): 'handler' | 'finally' | null {
  const outer = triesAround(node).flatMap(({ statement, part }) => (part === 'body' ? [statement] : []));
  if (outer.some((statement) => handlersOf(statement).some((handler) => usesIn(handler, holder)))) return 'handler';
  const last = triesAround(node).filter(({ part }) => part !== 'finally');
  return last.some(({ statement }) => usesInFinally(statement, holder)) ? 'finally' : null;
}

/** True when a `finally` around the spot, or of the `try` that is the spot, does something with a cursor. */
export function needsCursorAfter(spot: SyntaxNode, { uses }: Holder): boolean {
  const outer = triesAround(spot).flatMap(({ statement, part }) => (part === 'body' ? [statement] : []));
  const parts = [spot, ...outer].flatMap((node) => (node.type === 'try_statement' ? (finallyOf(node) ?? []) : []));
  return parts.some((part) => uses.cursors.some(({ at }) => within(part, at) && at.type === 'call'));
}

/** True when the connection is given back after a failure at the spot. */
export function isGivenBack(spot: Spot, holder: Holder): boolean {
  const { uses } = holder;
  const backs = uses.connection.filter(({ kind }) => kind === 'given-back');
  const node = nodeOf(spot);
  const isStacked = stackedReturns(holder).some(({ at, block }) => at.end <= node.start && within(block, node));
  if (isStacked) return true;
  const inner = spot.kind === 'clause' ? [spot.statement] : spot.kind === 'handler' ? [spot.suite.closest('try_statement')] : [];
  const outer = triesAround(node).filter(({ part }) => part === 'body' || part === 'else');
  const around = [...inner.flatMap((statement) => statement ?? []), ...outer.map(({ statement }) => statement)];
  return around.some((statement) => {
    const last = finallyOf(statement);
    const isInElse = outer.some((one) => one.statement === statement && one.part === 'else');
    const parts = last !== null ? [last] : isInElse ? [] : handlersOf(statement);
    return parts.length > 0 && parts.every((part) => backs.some(({ at }) => within(part, at)));
  });
}

/** A commit in a `finally`: it is done after a failure, too, and whether the part that was done before it is wanted is the author's to say. */
export function committedAfter({ uses }: Holder): SyntaxNode | null {
  const commits = [...uses.connection, ...uses.cursors].filter(({ kind }) => kind === 'commit');
  return commits.find(({ at }) => triesAround(at).some(({ part }) => part === 'finally'))?.at ?? null;
}
