import type { Target } from '../model/target.js';
import type { HostSettings } from './host-settings.js';
import { LOCAL, settingsOf } from './known-hosts.js';

/** True where pull requests can be opened, by what the manifest says and what is known. A folder of this machine has none. */
export function isOnForge(hosts: readonly HostSettings[], { host }: Pick<Target, 'host'>): boolean {
  return settingsOf(host, hosts).forge !== null;
}

/** Hosts that are named in a sentence; the rest is counted. */
const NAMED = 3;

/** Why no pull request can be opened at these hosts, and what to do: sentences. */
export function whyNoForge(hosts: readonly string[]): string {
  const strangers = [...new Set(hosts)].filter((host) => host !== LOCAL.host).sort();
  if (strangers.length === 0) {
    return 'A folder of this machine has no pull requests. Publish with --branch-only, or with --patch.';
  }
  const forge = strangers.length === 1 ? 'its forge' : 'their forges';
  return `Nothing is known of ${listed(strangers)} that has pull requests. Name ${forge} in the manifest (hosts) and run codemod bulk plan with it, or publish with --branch-only.`;
}

/** `a`, `a and b`, `a, b, c and 2 more`. */
function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  const all = [...names.slice(0, NAMED), ...more];
  return all.length === 1 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
