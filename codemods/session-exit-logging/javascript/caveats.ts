import type { Case } from './case.js';
import type { Change } from './decision.js';
import { finalStep } from './final-step.js';
import { deliversOwnData } from './own-payload.js';
import { sourceOf } from './syntax.js';
import { thrownOnPurpose } from './throws-on-purpose.js';

/** Why a change may do harm, in clauses. Empty where nothing speaks against it. */
export function caveatsOf(it: Case, { kind, unit }: Change): readonly string[] {
  const lost = kind === 'finally' ? 'what stands behind it would run although it failed' : 'its failure would only be logged';
  const caveats: string[] = [];
  if (unit.events.some(({ call }) => deliversOwnData(call, it.exit))) {
    caveats.push(
      `the call is given data of the object that are not kept when it fails: where the call delivers them, ${lost}, and they would be lost`,
    );
  } else if (!unit.events.some(({ certain }) => certain)) {
    caveats.push(`nothing shows that this call tells of an end and is not the work of the class itself; ${lost}`);
  }
  const final = finalStep(it, unit);
  if (final !== null) {
    caveats.push(
      `"${sourceOf(final, it.file.text)}" behind it makes the loss of the event final, and would run although it could not be written`,
    );
  }
  if (kind === 'finally') return caveats;
  const [thrown] = unit.events.flatMap(({ call }) => thrownOnPurpose(call, it.exit.classPath) ?? []);
  if (thrown !== undefined) {
    caveats.push(`the called function may throw on purpose: "${sourceOf(thrown, it.file.text)}" would only be logged`);
  }
  return caveats;
}
