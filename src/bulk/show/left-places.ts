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
  return [...places, ...untold];
}

/** All that is left in some repositories, in their order. Plans are read one after the other, and only where something is left. */
export async function allLeftPlaces(repositories: Iterable<Repository>, read: ReadStoredPlan): Promise<readonly LeftPlace[]> {
  const places: LeftPlace[] = [];
  for (const repository of repositories) {
    if (Object.keys(repository.left).length > 0) places.push(...(await leftPlacesOf(repository, read)));
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
    if (Object.keys(repository.left).every(isFull)) continue;
    for (const place of await leftPlacesOf(repository, read)) {
      if (isFull(place.code)) continue;
      first.set(place.code, [...(first.get(place.code) ?? []), place]);
    }
  }
  return first;
}
