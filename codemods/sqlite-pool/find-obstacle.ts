import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import { isBoundAfter } from './find-assignment.js';
import { findBlocks } from './find-blocks.js';
import { whereGot } from './find-emptying.js';
import type { Flag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { findRegion, type Region } from './find-region.js';
import { isContextManager } from './functions.js';
import { getsSeveral } from './gets-several.js';
import type { Refusal } from './refusal.js';

export const SOMETIMES = 'only on some paths it is a connection of the pool';

/** Why an unprotected function cannot be repaired, or null. */
export function findObstacle(
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
  const threaded = threadedUse(holder, surroundings);
  if (threaded !== null) return { code: 'POOL016', at: threaded };
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
export function yieldTrouble({ facts }: Holder, region: Region): Refusal | null {
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

/** Where another thread is told to use the connection, be it in a block over a context manager. */
function threadedUse(holder: Holder, surroundings: Surroundings): SyntaxNode | null {
  const blocks = holder.facts.yields.length === 0 ? [] : findBlocks(holder, surroundings);
  const all = [holder.uses, ...blocks.map(({ uses }) => uses)].flatMap(({ connection, cursors }) => [...connection, ...cursors]);
  return all.find(({ kind }) => kind === 'threaded')?.at ?? null;
}
