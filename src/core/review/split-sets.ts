import { countOf } from '../count-of.js';
import type { Plan } from '../plan.js';
import { type Companion, companionSets } from './companions.js';
import { type Decisions, UNDECIDED } from './decision.js';

/** Hunks that belong together, of which some stand and some do not. */
export interface SplitSet {
  readonly stand: readonly Companion[];
  readonly fall: readonly Companion[];
}

const MOST_NAMED = 3;

/** @param undecided whether hunks that nobody has decided count as accepted. */
export function splitSets(
  { changes }: Pick<Plan, 'changes'>,
  decisions: Decisions,
  undecided: 'accepted' | 'rejected',
): readonly SplitSet[] {
  const stands = ({ id }: Companion): boolean => {
    const { verdict } = decisions.get(id) ?? UNDECIDED;
    return (verdict === 'undecided' ? undecided : verdict) === 'accepted';
  };
  return companionSets(changes).flatMap((set) => {
    const [stand, fall] = [set.filter(stands), set.filter((one) => !stands(one))];
    return stand.length > 0 && fall.length > 0 ? [{ stand, fall }] : [];
  });
}

/** @param shown draws a path. */
export function splitText({ stand, fall }: SplitSet, shown: (path: string) => string): string {
  const verb = stand.length === 1 ? 'is' : 'are';
  return `${named(stand, shown)} ${verb} accepted, and ${named(fall, shown)} not`;
}

function named(hunks: readonly Companion[], shown: (path: string) => string): string {
  const paths = [...new Set(hunks.map(({ path }) => path))];
  const more = paths.length - MOST_NAMED;
  return [...paths.slice(0, MOST_NAMED).map(shown), ...(more > 0 ? [countOf(more, 'more file')] : [])].join(', ');
}
