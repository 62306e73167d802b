import type { RepositoryRow } from './repository-row.js';

/** What is looked for among the repositories; null and the empty text: anything. */
export interface RowCriteria {
  readonly text: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly wave: number | null;
  readonly group: string | null;
}

export const ALL_ROWS: RowCriteria = { text: '', outcome: null, code: null, wave: null, group: null };

/** The rows that meet all criteria. A text is looked for in names, messages, branches and addresses, whatever its case. */
export function filterRows(
  rows: readonly RepositoryRow[],
  { text, outcome, code, wave, group }: RowCriteria,
): readonly RepositoryRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (outcome === null || row.outcome === outcome) &&
      (code === null || row.cause?.code === code) &&
      (wave === null || row.wave === wave) &&
      (group === null || row.groups.includes(group)) &&
      (wanted === '' || textsOf(row).some((one) => one.toLowerCase().includes(wanted))),
  );
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
