import type { PullRequestFacts } from '../model/events.js';
import type { RepositoryRow, RowPullRequest } from './repository-row.js';

/** How a pull request stands. A draft is open, too; `none` is a repository that has no pull request. */
export const REQUEST_STATES = ['open', 'draft', 'merged', 'closed', 'none'] as const;

/** What the checks of a pull request have said; `none`: it has no checks. */
export const CHECKS: readonly PullRequestFacts['checks'][] = ['none', 'pending', 'passed', 'failed'];

/** What is looked for among the repositories; null and the empty text: anything. */
export interface RowCriteria {
  readonly text: string;
  readonly outcome: string | null;
  readonly code: string | null;
  /** One of `REQUEST_STATES`. */
  readonly request: string | null;
  /** One of `CHECKS`: of the same pull request that is in the state asked for. */
  readonly checks: string | null;
  readonly wave: number | null;
  readonly group: string | null;
}

export const ALL_ROWS: RowCriteria = {
  text: '',
  outcome: null,
  code: null,
  request: null,
  checks: null,
  wave: null,
  group: null,
};

/** The rows that meet all criteria. A text is looked for in names, messages, branches and addresses, whatever its case. */
export function filterRows(rows: readonly RepositoryRow[], criteria: RowCriteria): readonly RepositoryRow[] {
  const { outcome, code, wave, group } = criteria;
  const wanted = criteria.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (outcome === null || row.outcome === outcome) &&
      (code === null || row.cause?.code === code) &&
      (wave === null || row.wave === wave) &&
      (group === null || row.groups.includes(group)) &&
      hasRequest(row, criteria) &&
      (wanted === '' || textsOf(row).some((one) => one.toLowerCase().includes(wanted))),
  );
}

function hasRequest({ pullRequests }: RepositoryRow, { request, checks }: RowCriteria): boolean {
  if (request === null && checks === null) return true;
  if (request === 'none') return pullRequests.length === 0 && checks === null;
  return pullRequests.some((one) => (request === null || isIn(one, request)) && (checks === null || one.checks === checks));
}

/** A host may call a closed pull request a draft still; nothing is left to be done to it. */
function isIn({ state, draft }: RowPullRequest, wanted: string): boolean {
  return wanted === 'draft' ? draft && state === 'open' : state === wanted;
}

function textsOf({ repo, cause, branches, pullRequests, groups }: RepositoryRow): readonly string[] {
  return [
    repo,
    cause?.code ?? '',
    cause?.message ?? '',
    ...branches,
    ...groups,
    ...pullRequests.flatMap(({ url, notes }) => [url, ...notes]),
  ];
}
