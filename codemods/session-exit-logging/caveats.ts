import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { definitionsMeant } from './definitions-meant.js';
import type { Change } from './fix-for.js';
import { finalStep } from './judge-behind.js';
import { lossCaveats } from './loss-caveats.js';
import { oneLine } from './one-line.js';
import { deliversOwnData, emptiesItself } from './own-payload.js';
import { raisedOnPurpose } from './raises-on-purpose.js';
import type { Unit } from './units.js';

/** Why a change may do harm, in clauses. Empty where nothing speaks against it. */
export function caveatsOf(it: Case, { kind, unit }: Change): readonly string[] {
  const final = finalStep(it, unit);
  const caveats = lossCaveats({
    kind,
    isDelivery: unit.events.some(({ call }) => delivers(call, it)),
    isCertain: unit.events.some(({ certain }) => certain),
    final: final === null ? null : oneLine(final.text),
  });
  return kind === 'finally' ? caveats : [...caveats, ...raisingCaveats(it, unit)];
}

/** True for a call that hands data of the object over, or goes to a method of the file that does. */
function delivers(call: SyntaxNode, it: Case): boolean {
  return deliversOwnData(call, it.method) || definitionsMeant(call, it.file, it.services).some(emptiesItself);
}

function raisingCaveats(it: Case, unit: Unit): readonly string[] {
  const [raised] = unit.events.flatMap(({ call }) => raisedOnPurpose(call, it) ?? []);
  if (raised === undefined) return [];
  return [`the called function may raise on purpose: "${oneLine(raised.text)}" would only be logged`];
}
