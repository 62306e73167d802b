import { neededFurtherOut, nodeOf, type Spot } from './choose-spot.js';
import { whereGot } from './find-emptying.js';
import type { Holder, Surroundings } from './find-holders.js';
import { findNesting } from './find-nesting.js';
import { isKeptElsewhere } from './find-registry.js';
import { findSetUp } from './find-set-up.js';
import { mayBeInMemory } from './in-memory.js';
import type { Ending } from './make-discard.js';
import type { Refusal } from './refusal.js';
import { mayCrossThreads, sharingOf } from './sharing.js';

/** How the connection is ended at a spot: closed, unless it, or what hangs on it, is needed still. */
export function endingFor(spot: Spot, holder: Holder, holders: readonly Holder[], surroundings: Surroundings): Ending | Refusal {
  if (holder.taken) return 'close';
  const setUp = findSetUp(holder, holders, surroundings);
  const setUpBy = setUp === null ? null : surroundings.reading.functionAround(setUp);
  if (setUp !== null && setUpBy !== holder.facts) {
    const where = setUpBy?.name ?? 'the module';
    return { code: 'POOL006', at: whereGot(holder), why: `a new one would lack what ${where} sets up on the old one` };
  }
  const keeps = isKeptElsewhere(holder.slot, surroundings);
  const isInReach =
    sharingOf(holder, holders, surroundings) !== 'exclusive' || (keeps && mayCrossThreads(holder.slot, surroundings));
  if (isInReach) return 'roll-back-or-drop';
  const isNeeded =
    keeps ||
    setUp !== null ||
    findNesting(holder, holders, surroundings).isNested ||
    neededFurtherOut(nodeOf(spot), holder) === 'finally' ||
    mayBeInMemory(holder.slot, surroundings);
  return isNeeded ? 'roll-back-or-close' : 'close';
}

/** Why a repair is not safe; empty for a safe one. */
export function caveatFor(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): string {
  return sharingOf(holder, holders, surroundings) === 'others'
    ? 'The connection is made for several threads: what another one has begun on it at that moment is rolled back, too.'
    : '';
}
