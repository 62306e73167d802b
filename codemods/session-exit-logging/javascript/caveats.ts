import { lossCaveats } from '../loss-caveats.js';
import type { Case } from './case.js';
import type { Change } from './decision.js';
import { finalStep } from './final-step.js';
import { deliversOwnData } from './own-payload.js';
import { sourceOf } from './syntax.js';
import { thrownOnPurpose } from './throws-on-purpose.js';

/** Why a change may do harm, in clauses. Empty where nothing speaks against it. */
export function caveatsOf(it: Case, { kind, unit }: Change): readonly string[] {
  const final = finalStep(it, unit);
  const caveats = lossCaveats({
    kind,
    isDelivery: unit.events.some(({ call }) => deliversOwnData(call, it.exit)),
    isCertain: unit.events.some(({ certain }) => certain),
    final: final === null ? null : sourceOf(final, it.file.text),
  });
  if (kind === 'finally') return caveats;
  const [thrown] = unit.events.flatMap(({ call }) => thrownOnPurpose(call, it.exit.classPath) ?? []);
  if (thrown === undefined) return caveats;
  return [...caveats, `the called function may throw on purpose: "${sourceOf(thrown, it.file.text)}" would only be logged`];
}
