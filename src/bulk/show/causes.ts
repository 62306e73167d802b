import { byCodeUnits } from '../../core/by-code-units.js';
import { groupBy } from '../../core/group-by.js';
import type { RepositoryOutcome } from '../model/campaign-state.js';
import type { RepositoryRow } from './repository-row.js';

/** Repositories that are held up by the same thing. */
export interface CauseGroup {
  readonly outcome: Extract<RepositoryOutcome, 'failed' | 'needs-human' | 'skipped'> | 'dropped';
  readonly code: string;
  /** True where trying again may be all that it takes. */
  readonly transient: boolean;
  /** What was said of the first of them; of the others the same but for their own names. */
  readonly message: string;
  /** In the order of the manifest. */
  readonly repos: readonly string[];
}

const ORDER: readonly string[] = ['failed', 'needs-human', 'skipped', 'dropped'] satisfies readonly CauseGroup['outcome'][];

/** What failed, needs a person or was skipped, by its cause and what was said: the worst first, then what holds up most. */
export function groupCauses(rows: Iterable<RepositoryRow>): readonly CauseGroup[] {
  const held = [...rows].flatMap((row) =>
    row.cause === null || isClosing(row) ? [] : [{ row, cause: row.cause, outcome: kindOf(row) }],
  );
  const groups = groupBy(held, ({ outcome, cause, row }) =>
    JSON.stringify([outcome, cause.code, cause.transient, withoutName(cause.message, row.repo)]),
  );
  return [...groups.values()]
    .flatMap(([first, ...more]): readonly CauseGroup[] => {
      if (first === undefined) return [];
      const { code, transient, message } = first.cause;
      return [{ outcome: first.outcome, code, transient, message, repos: [first, ...more].map(({ row }) => row.repo) }];
    })
    .sort((a, b) => {
      const order = ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome);
      return order || b.repos.length - a.repos.length || byCodeUnits(a.code, b.code);
    });
}

/**
 * What was said, whichever repository it was said of: less its name, as it stands in the addresses of APIs too, the numbers of its
 * requests and its commits.
 */
export function withoutName(message: string, repo: string): string {
  const path = repo.slice(repo.startsWith('file:') ? 'file:'.length : repo.indexOf('/') + 1);
  const names = path.includes('/') ? [repo, path, encodeURIComponent(path), encodeURI(path)] : [repo];
  return names
    .reduce((text, name) => text.replaceAll(name, '\0'), message)
    .replace(/(?<=[#!]|\/(?:pulls?|issues|merge_requests)\/)\d+\b/g, '\0')
    .replace(/\b[0-9a-f]{12,64}\b/g, '\0');
}

/** A branch that a person has deleted holds nothing up: it is told with its repository. */
function isClosing({ outcome, cause }: RepositoryRow): boolean {
  return outcome === 'closed-by-human' && cause?.code === 'branch-deleted';
}

/** A cause stands beside another outcome where a repository left the manifest while something of ours was published in it. */
function kindOf({ outcome, cause }: RepositoryRow): CauseGroup['outcome'] {
  // A question that got no answer, of what stands as it did.
  if (cause !== null && cause.stage !== null) return 'failed';
  return outcome === 'failed' || outcome === 'needs-human' || outcome === 'skipped' ? outcome : 'dropped';
}

/** What plans leave to a person: each code, how often it stands, and in how many repositories. */
export interface LeftGroup {
  readonly code: string;
  readonly places: number;
  readonly repos: readonly string[];
}

export function groupLeft(rows: Iterable<RepositoryRow>): readonly LeftGroup[] {
  const groups = new Map<string, { places: number; repos: string[] }>();
  for (const { repo, left } of rows) {
    for (const [code, count] of Object.entries(left)) {
      const group = groups.get(code) ?? { places: 0, repos: [] };
      groups.set(code, group);
      group.places += count;
      group.repos.push(repo);
    }
  }
  return [...groups]
    .map(([code, group]) => ({ code, ...group }))
    .sort((a, b) => b.repos.length - a.repos.length || b.places - a.places || byCodeUnits(a.code, b.code));
}
