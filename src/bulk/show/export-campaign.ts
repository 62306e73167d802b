import { stringify } from 'csv-stringify/sync';
import type { RepositoryRow } from './repository-row.js';

const COLUMNS = [
  ...['repository', 'outcome', 'cause', 'message', 'stage', 'transient', 'wave', 'groups', 'base', 'base commit'],
  ...['files', 'added', 'removed', 'fixes', 'left', 'approved', 'new plan', 'branches', 'patches'],
  ...['pull requests', 'pull request states', 'checks', 'not set', 'reverts', 'last heard of'],
];

/** The rows as CSV (RFC 4180) with a head. What a spreadsheet would take for a formula is made text. */
export function exportCsv(rows: readonly RepositoryRow[]): string {
  return stringify([COLUMNS, ...rows.map(cellsOf)], { escape_formulas: true, record_delimiter: 'windows' });
}

function cellsOf(row: RepositoryRow): readonly string[] {
  const { cause, base, pullRequests } = row;
  return [
    ...[row.repo, row.outcome, cause?.code ?? '', cause?.message ?? '', cause?.stage ?? ''],
    cause === null ? '' : cause.transient ? 'yes' : 'no',
    ...[String(row.wave), row.groups.join(' '), base?.branch ?? '', base?.commit ?? ''],
    ...[row.files, row.added, row.removed, row.fixes].map(String),
    Object.entries(row.left)
      .map(([code, count]) => `${code}: ${count}`)
      .join(', '),
    ...[row.approved, row.newPlan ? 'yes' : 'no', row.branches.join(' '), row.patches.join(' ')],
    ...[pullRequests.map(({ url }) => url), pullRequests.map(({ state }) => state), pullRequests.map(({ checks }) => checks)].map(
      (parts) => parts.join(' '),
    ),
    pullRequests.flatMap(({ notes }) => notes).join(' '),
    ...[row.reverts.join(' '), row.at],
  ];
}
