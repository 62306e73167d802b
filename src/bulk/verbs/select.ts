import { endMatcher, keyMatcher } from '../manifest/key-pattern.js';
import type { CampaignState, RepositoryState } from '../model/campaign-state.js';
import type { Selection } from './verb.js';

/** The repositories that meet everything that a selection says, in the order of the manifest. */
export function select(state: CampaignState, selection: Selection): readonly RepositoryState[] {
  const isNamed = selection.repos === undefined ? null : named(selection.repos, state.repositories);
  const { groups, waves, shapes, outcomes, codes } = selection;
  return [...state.repositories.values()].filter((repository) => {
    const { repo, target, units, outcome } = repository;
    return (
      isNamed?.(repo) !== false &&
      meets(groups, target.groups) &&
      meets(waves, [target.wave]) &&
      meets(
        shapes,
        units.flatMap(({ planned }) => planned?.shapes ?? []),
      ) &&
      meets(outcomes, [outcome]) &&
      meets(codes, codesOf(repository))
    );
  });
}

/** The same repositories, as they stand now. */
export function asTheyStand(
  state: Pick<CampaignState, 'repositories'>,
  repositories: readonly Pick<RepositoryState, 'repo'>[],
): readonly RepositoryState[] {
  return repositories.flatMap(({ repo }) => state.repositories.get(repo) ?? []);
}

/** The codes that `--where code=…` finds a repository by. */
export function codesOf({ cause, trouble, units }: RepositoryState): readonly string[] {
  return [cause, trouble, ...units.map(({ needsHuman }) => needsHuman)].flatMap((one) => one?.code ?? []);
}

/**
 * The same selection by names, where it asks for what a verb changes: when the verb is cut off and taken up again, it has to be about the
 * same repositories.
 */
export function settled(state: CampaignState, selection: Selection): Selection {
  const { outcomes, codes, shapes, ...rest } = selection;
  if (outcomes === undefined && codes === undefined && shapes === undefined) return selection;
  return { ...rest, repos: select(state, selection).map(({ repo }) => repo) };
}

function meets<T>(wanted: readonly T[] | undefined, has: readonly T[]): boolean {
  return wanted === undefined || has.some((one) => wanted.includes(one));
}

/** A name that is a key is that repository alone; any other is the end of a key, or a pattern, see {@link keyMatcher}. */
function named(repos: readonly string[], keys: Pick<ReadonlySet<string>, 'has'>): (repo: string) => boolean {
  const exact = new Set(repos.filter((repo) => keys.has(repo)));
  const others = repos.filter((repo) => !exact.has(repo));
  const isPattern = (repo: string): boolean => /[*?[{]/.test(repo);
  const matches = keyMatcher(others.filter(isPattern));
  const ends = endMatcher(others.filter((repo) => !isPattern(repo)));
  return (repo) => exact.has(repo) || ends(repo) || matches(repo);
}
