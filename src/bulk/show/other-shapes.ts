import { byCodeUnits } from '../../core/by-code-units.js';
import type { CampaignState } from '../model/campaign-state.js';
import { select } from '../verbs/select.js';
import type { Selection } from '../verbs/verb.js';

/** Repositories that have a shape that was asked for, and others that nobody has named. */
export interface HeldByOthers {
  readonly repos: readonly string[];
  /** All shapes that have to be named for them: those that were, then the others. */
  readonly shapes: readonly string[];
}

/** Null where every change of a shape that was asked for could be approved by it. */
export function heldByOtherShapes(state: CampaignState, selection: Selection): HeldByOthers | null {
  const { shapes: named } = selection;
  if (named === undefined) return null;
  const held = select(state, selection).flatMap(({ repo, units }) => {
    const others = units.flatMap(({ planned, approved }) => {
      const isMeant = planned !== null && approved !== planned.plan && planned.shapes.some((shape) => named.includes(shape));
      return isMeant ? planned.shapes.filter((shape) => !named.includes(shape)) : [];
    });
    return others.length === 0 ? [] : [{ repo, others }];
  });
  if (held.length === 0) return null;
  const others = [...new Set(held.flatMap((one) => one.others))].sort(byCodeUnits);
  return { repos: held.map(({ repo }) => repo), shapes: [...named, ...others] };
}
