import type { HostSettings } from '../hosts/host-settings.js';
import { knownHost, settingsOf } from '../hosts/known-hosts.js';
import type { Publisher } from '../jobs/job.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { RepositoryState } from '../model/campaign-state.js';

/** What a verb does at the hosts. */
export interface TokenUse {
  readonly verb: string;
  /** Of `publish`. */
  readonly publisher: Publisher | null;
}

/**
 * The hosts for whose repositories a verb needs a token, or was told to use one:
 *
 * - Whoever opens, merges or closes pull requests needs one: no host takes that without, and we do not ask.
 * - All else may go well without: public repositories are read, and git pushes with the user's own `credential.*`. So the variable that
 *   is known for a host (`GITHUB_TOKEN`) may be unset. One that the manifest itself names is meant: it has to be set where https is
 *   spoken, or the API is asked. Over ssh no token is sent.
 * - Patches are written without a host.
 */
export function hostsWithToken(
  { hosts }: Pick<CampaignSpec, 'hosts'>,
  repositories: readonly RepositoryState[],
  use: TokenUse,
): readonly HostSettings[] {
  if (use.publisher === 'patch') return [];
  const meant = repositories.filter((repository) => {
    const settings = settingsOf(repository.target.host, hosts);
    return writesRequests(settings, repository, use) || (isNamed(settings, hosts) && sendsToken(settings, repository, use));
  });
  return [...new Set(meant.map(({ target }) => target.host))].map((host) => settingsOf(host, hosts));
}

const WRITES_REQUESTS: ReadonlySet<string> = new Set(['merge', 'close', 'undo']);

function writesRequests({ forge }: HostSettings, { units }: RepositoryState, { verb, publisher }: TokenUse): boolean {
  if (forge === null) return false;
  if (verb === 'publish') return publisher === 'pull-request' && units.some(({ approved }) => approved !== null);
  return WRITES_REQUESTS.has(verb) && units.some(({ pullRequest }) => pullRequest?.state === 'open');
}

function sendsToken({ forge }: HostSettings, { target, units }: RepositoryState, { verb }: TokenUse): boolean {
  if (/^https?:/.test(target.url)) return true;
  return verb === 'sync' && forge !== null && units.some(({ pullRequest }) => pullRequest !== null);
}

function isNamed({ host, token }: HostSettings, hosts: CampaignSpec['hosts']): boolean {
  return token !== null && hosts.some((one) => one.host === host) && token !== knownHost(host)?.token;
}
