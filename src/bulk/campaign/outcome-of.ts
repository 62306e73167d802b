import {
  OUTCOMES,
  type OutcomeCounts,
  type RepositoryOutcome,
  type RepositoryState,
  type UnitState,
} from '../model/campaign-state.js';

type Facts = Omit<RepositoryState, 'outcome'>;

/** The outcome of a repository with several units is that of the one that is least far, or most in need. */
const LEAST_FAR: readonly RepositoryOutcome[] = [
  ...(['needs-human', 'planned', 'pushed', 'pr-open', 'closed-by-human', 'merged', 'undone', 'no-change'] as const),
];

export function outcomeOf({ cause, base, units }: Facts): RepositoryOutcome {
  if (cause !== null) return cause.stage === null ? 'skipped' : 'failed';
  if (base === null) return 'waiting';
  const outcomes = new Set(units.map(outcomeOfUnit));
  return LEAST_FAR.find((outcome) => outcomes.has(outcome)) ?? 'no-change';
}

export function outcomeOfUnit(unit: UnitState): RepositoryOutcome {
  const { needsHuman, pullRequest, closed, revert, pushed, ended, planned, approved } = unit;
  if (needsHuman !== null) return 'needs-human';
  if (revert !== null || closed === 'undo') return 'undone';
  if (pullRequest?.state === 'open') return 'pr-open';
  if (ended === 'deleted') return 'closed-by-human';
  if (ended === 'merged') return planned === null || pushed?.plan === planned.plan ? 'merged' : 'planned';
  if (planned === null) return pullRequest?.state === 'merged' ? 'merged' : 'no-change';
  if (pullRequest?.state === 'merged') {
    return pushed === null || pushed.plan === planned.plan || isDeclined(unit) ? 'merged' : 'planned';
  }
  if (pullRequest?.state === 'closed' && closed === null) return 'closed-by-human';
  if (closed === 'close') return 'undone';
  // What is approved goes behind the branch that is out already; what nobody has approved waits for that first.
  if (pushed !== null && (isDeclined(unit) || [pushed.plan, approved].includes(planned.plan))) return 'pushed';
  return isDeclined(unit) ? 'no-change' : 'planned';
}

/** True where a review has rejected all that the plan of a unit does: that is decided, and nothing is to come of it. */
export function isDeclined({ planned, declined }: Pick<UnitState, 'planned' | 'declined'>): boolean {
  return planned !== null && declined?.plan === planned.plan;
}

/** How many repositories came to what. They add up to `selected`. */
export function countRepositories(repositories: Iterable<Pick<RepositoryState, 'outcome'>>): OutcomeCounts {
  const counts = Object.fromEntries(['selected', ...OUTCOMES].map((name) => [name, 0])) as Record<keyof OutcomeCounts, number>;
  for (const { outcome } of repositories) {
    counts[outcome]++;
    counts.selected++;
  }
  return counts;
}
