import type { HostSettings } from './host-settings.js';
import { knownHost } from './known-hosts.js';

/** The variables of hosts that are known, and the one host that each is for. `GH_TOKEN` is the name that GitHub's own command line takes. */
const OWNERS: Readonly<Record<string, string>> = {
  GITHUB_TOKEN: 'github.com',
  GH_TOKEN: 'github.com',
  GITLAB_TOKEN: 'gitlab.com',
  GITEA_TOKEN: 'codeberg.org',
};

/** How the names of variables end that hold a secret: a manifest that somebody else wrote cannot have `HOME` sent. */
const SECRET = /(^|_)(TOKEN|PAT|PASSWORD|SECRET|KEY)$/i;

/** Whether a variable of this name holds the token of a host that is known. */
export function isKnownToken(variable: string): boolean {
  return Object.hasOwn(OWNERS, variable);
}

/** Why no manifest may name this variable; null when it may. */
export function variableFault(name: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'it is not the name of an environment variable';
  if (SECRET.test(name)) return null;
  return 'its value would be sent to the host, and its name is not that of a secret: it has to end in TOKEN, PAT, PASSWORD, SECRET or KEY';
}

/** Why a host may not get the token that this variable holds; null when it may: what is known to be one host's goes nowhere else. */
export function strangerFault(variable: string, { host, api }: Pick<HostSettings, 'host' | 'api'>): string | null {
  const owner = isKnownToken(variable) ? (OWNERS[variable] ?? null) : null;
  if (owner === null) return null;
  const isOwn = host === owner && (api === null || api === knownHost(owner)?.api);
  const place = host === owner ? 'an API that is not its own' : host;
  return isOwn
    ? null
    : `${variable} is sent to ${owner} alone; name another variable for ${place}, such as ${exampleFor(host === owner ? 'own' : host)}`;
}

/** `git.example.org:8443` to `GIT_EXAMPLE_ORG_TOKEN`. */
function exampleFor(host: string): string {
  const name = host.replace(/:\d+$/, '').replace(/[^a-z0-9]+/g, '_');
  return `${name.replace(/^_|_$/g, '').replace(/^(?=\d)/, 'HOST_')}_token`.toUpperCase();
}
