import { CodemodError } from '../../core/errors.js';
import { unitsToPublish } from '../campaign/left-to-publish.js';
import { isOnForge, whyNoForge } from '../hosts/on-forge.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { RepositoryState } from '../model/campaign-state.js';

/**
 * Refuses to open pull requests where no repository that would be published can have one. Where some can, the others fail one by one.
 *
 * @param again those that need a human are meant too, as `retry` means them.
 * @throws CodemodError `no-forge`.
 */
export function requireForge(spec: CampaignSpec, repositories: readonly RepositoryState[], again: boolean): void {
  const meant = repositories.filter((one) => unitsToPublish(spec, one, 'pull-request', again).length > 0);
  if (meant.length === 0 || meant.some(({ target }) => isOnForge(spec.hosts, target))) return;
  throw new CodemodError('no-forge', whyNoForge(meant.map(({ target }) => target.host)));
}
