import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { definitionsMeant } from './definitions-meant.js';
import type { Change } from './fix-for.js';
import { finalStep } from './judge-behind.js';
import { oneLine } from './one-line.js';
import { deliversOwnData, emptiesItself } from './own-payload.js';
import { raisedOnPurpose } from './raises-on-purpose.js';
import type { Unit } from './units.js';

/** Why a change may do harm, in clauses. Empty where nothing speaks against it. */
export function caveatsOf(it: Case, { kind, unit }: Change): readonly string[] {
  const lost = kind === 'finally' ? 'what stands behind it would run although it failed' : 'its failure would only be logged';
  const caveats: string[] = [];
  if (unit.events.some(({ call }) => delivers(call, it))) {
    caveats.push(
      `the call is given data of the object that are not kept when it fails: where the call delivers them, ${lost}, and they would be lost`,
    );
  } else if (!unit.events.some(({ certain }) => certain)) {
    caveats.push(`nothing shows that this call tells of an end and is not the work of the class itself; ${lost}`);
  }
  const final = finalStep(it, unit);
  if (final !== null) {
    caveats.push(
      `"${oneLine(final.text)}" behind it makes the loss of the event final, and would run although it could not be written`,
    );
  }
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
