import type { RepositoryRow, RowPullRequest } from '../../../bulk/show/repository-row.js';
import { visibleLine } from '../../../core/display.js';
import type { Colors } from '../../terminal.js';

/** Of each kind, what is listed; the rest is counted. */
const LISTED = 20;

/** Pull requests that stand for trouble beside the causes: their checks are red, or a person has closed them. */
export function drawTrouble(rows: readonly RepositoryRow[], { red, yellow }: Colors): string {
  const all = rows.flatMap(({ pullRequests }) => pullRequests);
  const refused = rows.filter(({ outcome }) => outcome === 'closed-by-human').flatMap(({ pullRequests }) => pullRequests);
  return [
    drawUrls(
      red('Checks failed'),
      all.filter(({ state, checks }) => state === 'open' && checks === 'failed'),
    ),
    drawUrls(
      yellow('Closed by a person'),
      refused.filter(({ state }) => state === 'closed'),
    ),
  ].join('');
}

/** Why `merge` has left pull requests open. */
export function drawUnmerged(rows: readonly RepositoryRow[], { yellow }: Colors): string {
  const open = rows.flatMap((row) =>
    row.pullRequests.flatMap((one) => (one.state === 'open' ? [{ url: one.url, why: whyUnmerged(row, one) }] : [])),
  );
  if (open.length === 0) return '';
  const more = open.length > LISTED ? `  and ${(open.length - LISTED).toLocaleString('en-US')} more\n` : '';
  const lines = open.slice(0, LISTED).map(({ url, why }) => `  ${visibleLine(url)}\n      ${why}\n`);
  return `\n${yellow('Left open')}\n${lines.join('')}${more}`;
}

function whyUnmerged({ cause }: RepositoryRow, { checks, draft }: RowPullRequest): string {
  if (cause !== null) return visibleLine(cause.code);
  if (draft) return 'it is a draft';
  if (checks === 'failed') return 'its checks failed';
  return checks === 'pending' ? 'its checks are not done' : 'its host did not merge it';
}

function drawUrls(title: string, all: readonly RowPullRequest[]): string {
  if (all.length === 0) return '';
  const more = all.length > LISTED ? `  and ${(all.length - LISTED).toLocaleString('en-US')} more\n` : '';
  return `\n${title}\n${all
    .slice(0, LISTED)
    .map(({ url }) => `  ${visibleLine(url)}\n`)
    .join('')}${more}`;
}
