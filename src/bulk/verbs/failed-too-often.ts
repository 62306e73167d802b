import { repositories } from '../../core/count-of.js';
import type { RepositoryState } from '../model/campaign-state.js';

/**
 * Why a wave is the last one, by what has become of its repositories.
 *
 * @param most the share of them that may fail, be red or be closed, 0 to 1.
 * @returns a sentence; null where the next wave may begin.
 */
export function failedTooOften(wave: readonly RepositoryState[], most: number): string | null {
  // What never got as far as being published says nothing about the change.
  const published = wave.filter(({ units }) => units.some(({ approved }) => approved !== null));
  const bad = published.filter(isBad).length;
  if (bad === 0 || bad / published.length <= most) return null;
  const what = bad === 1 ? 'failed, is red or was closed' : 'failed, are red or were closed';
  return `${bad.toLocaleString('en-US')} of ${repositories(published.length)} ${what} (more than ${Math.round(most * 100)} %).`;
}

function isBad({ outcome, units }: RepositoryState): boolean {
  if (outcome === 'failed' || outcome === 'closed-by-human') return true;
  return units.some(({ pullRequest }) => pullRequest?.state === 'open' && pullRequest.checks === 'failed');
}
