import type { SyntaxNode } from 'codex-codemod';
import type { Holder, Surroundings } from './find-holders.js';
import { findForgiving, findNesting } from './find-nesting.js';
import type { Refusal } from './refusal.js';
import { type Part, partOf } from './transaction-owners.js';

/** Why a holder may not end the transaction of a connection that stays in its slot: it may be, in part, the work of others. */
export function notItsOwn(
  holder: Holder,
  at: SyntaxNode,
  holders: readonly Holder[],
  surroundings: Surroundings,
): Refusal | null {
  if (holder.taken) return null;
  const refuse = (why: string): Refusal => ({ code: 'POOL013', at, why });
  if (findNesting(holder, holders, surroundings).forgivingHandler !== null) return refuse(FORGIVEN);
  const own = partOf(holder, holders, surroundings);
  const why = WHY[own];
  if (why !== null) return refuse(why);
  const open = holders.find((other) => other.slot === holder.slot && WHY[partOf(other, holders, surroundings)] !== null);
  if (open === undefined) return null;
  if (own === 'neither') return refuse(`it may run in the transaction that ${open.facts.name} shares with others`);
  return findForgiving(holder, surroundings) === null ? null : refuse(FORGIVEN);
}

const FORGIVEN = 'a caller goes on when it fails';

const WHY: Readonly<Record<Part, string | null>> = {
  whole: null,
  begins: 'what it writes, others commit',
  ends: 'what it commits, others have written',
  neither: null,
};
