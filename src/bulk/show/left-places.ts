import type { RepositoryState } from '../model/campaign-state.js';
import type { ReadStoredPlan } from './stored-plan.js';

/** Where something is left to a person, as a plan tells it. */
export interface LeftPlace {
  readonly repo: string;
  readonly code: string;
  /** Null where it is about no file, and where no plan tells it. */
  readonly path: string | null;
  /** In the file as the base has it; counts from 1. Null: it is about the file as a whole. */
  readonly line: number | null;
  /** Empty where no plan tells it. */
  readonly message: string;
  /** Places that this stands for: more than one only where no plan tells where they are. */
  readonly count: number;
}

/** What a run on top of a person's commits has left out. */
export const LEFT_OUT = {
  code: 'not-approved',
  message:
    'a person has added it to the branch, and nobody has approved what the codemod would do there: it was left out. To have it too, run the codemod in a checkout of the branch.',
} as const;

type Repository = Pick<RepositoryState, 'repo' | 'units' | 'left' | 'leftPlan'>;

/** What is left in a repository: place by place, as far as its plans are in the store; the rest by code. */
export async function leftPlacesOf(
  { repo, units, left, leftPlan }: Repository,
  read: ReadStoredPlan,
): Promise<readonly LeftPlace[]> {
  const places: LeftPlace[] = [];
  for (const id of [...units.map(({ planned }) => planned?.plan ?? null), leftPlan]) {
    const stored = id === null ? null : await read(id);
    for (const { code, path, line, message } of stored?.plan.left ?? [])
      places.push({ repo, code, path, line, message, count: 1 });
  }
  const untold = Object.entries(left).flatMap(([code, total]) => {
    const count = total - places.filter((place) => place.code === code).length;
    return count > 0 ? [{ repo, code, path: null, line: null, message: '', count }] : [];
  });
  return [...places, ...untold, ...leftOutOf({ repo, units })];
}

function leftOutOf({ repo, units }: Pick<Repository, 'repo' | 'units'>): readonly LeftPlace[] {
  return units.flatMap(({ leftOut }) => leftOut.map(({ path, count }) => ({ repo, ...LEFT_OUT, path, line: null, count })));
}

function codesOf({ left, units }: Repository): readonly string[] {
  return [...Object.keys(left), ...(units.some(({ leftOut }) => leftOut.length > 0) ? [LEFT_OUT.code] : [])];
}

/** All that is left in some repositories, in their order. Plans are read one after the other, and only where something is left. */
export async function allLeftPlaces(repositories: Iterable<Repository>, read: ReadStoredPlan): Promise<readonly LeftPlace[]> {
  const places: LeftPlace[] = [];
  for (const repository of repositories) {
    if (codesOf(repository).length > 0) places.push(...(await leftPlacesOf(repository, read)));
  }
  return places;
}

/**
 * The first places of each code. Plans are read one after the other, and no further than it takes.
 *
 * @param most of each code.
 */
export async function firstLeftPlaces(
  repositories: Iterable<Repository>,
  read: ReadStoredPlan,
  most: number,
): Promise<ReadonlyMap<string, readonly LeftPlace[]>> {
  const first = new Map<string, LeftPlace[]>();
  for (const repository of repositories) {
    const isFull = (code: string): boolean => (first.get(code)?.length ?? 0) >= most;
    if (codesOf(repository).every(isFull)) continue;
    for (const place of await leftPlacesOf(repository, read)) {
      if (isFull(place.code)) continue;
      first.set(place.code, [...(first.get(place.code) ?? []), place]);
    }
  }
  return first;
}
