import type { ForgeKind, HostSettings, Pace } from './host-settings.js';

/**
 * GitHub's advice is one write a second and a pause, and its limits for what makes content are about 80 a minute and 500 an hour:
 * we stay below them, since a person uses the same account.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export const GITHUB_PACE: Pace = {
  ...{ perMinute: 20, perHour: 400, connections: 4 },
  ...{ openPullRequests: null, hours: null, days: null },
};

/** For hosts that tell us nothing better: their administrators set the limits. */
export const USUAL_PACE: Pace = { ...GITHUB_PACE, perMinute: 30, perHour: 600 };

/** The user name that git sends with a token. */
export const TOKEN_USER: Readonly<Record<ForgeKind, string>> = { github: 'x-access-token', gitlab: 'oauth2', gitea: 'oauth2' };

const KNOWN: readonly HostSettings[] = [
  {
    ...{ host: 'github.com', forge: 'github', api: 'https://api.github.com', token: 'GITHUB_TOKEN' },
    ...{ user: TOKEN_USER.github, allowHttp: false, pace: GITHUB_PACE },
  },
  {
    ...{ host: 'gitlab.com', forge: 'gitlab', api: 'https://gitlab.com/api/v4', token: 'GITLAB_TOKEN' },
    ...{ user: TOKEN_USER.gitlab, allowHttp: false, pace: USUAL_PACE },
  },
  {
    ...{ host: 'codeberg.org', forge: 'gitea', api: 'https://codeberg.org/api/v1', token: 'GITEA_TOKEN' },
    ...{ user: TOKEN_USER.gitea, allowHttp: false, pace: USUAL_PACE },
  },
];

/** Folders of this machine tire nobody. */
export const LOCAL: HostSettings = {
  ...{ host: 'local', forge: null, api: null, token: null, user: 'git', allowHttp: false },
  pace: { ...USUAL_PACE, perMinute: 1_000_000, perHour: 1_000_000, connections: 16 },
};

/** Other names by which the same repositories are reached: ssh through the port of https, and `www`. */
const ALIASES: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'www.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'www.gitlab.com': 'gitlab.com',
};

export function knownHost(host: string): HostSettings | null {
  return KNOWN.find((known) => known.host === host) ?? null;
}

export function canonicalHost(host: string): string {
  return ALIASES[host] ?? host;
}

/** Root of a forge's API where nothing else is said. */
export function usualApi(forge: ForgeKind, host: string, scheme: 'https' | 'http'): string {
  const known = knownHost(host);
  if (known?.forge === forge && known.api !== null) return known.api;
  return `${scheme}://${host}/api/${{ github: 'v3', gitlab: 'v4', gitea: 'v1' }[forge]}`;
}

/**
 * What holds for a host: what the campaign says, else what is known of it, else that only git is spoken with it. No token is
 * ever taken over from another host.
 */
export function settingsOf(host: string, hosts: readonly HostSettings[]): HostSettings {
  const plain: HostSettings = {
    ...{ host, forge: null, api: null, token: null, user: 'git', allowHttp: false, pace: USUAL_PACE },
  };
  if (host === LOCAL.host) return LOCAL;
  return hosts.find((settings) => settings.host === host) ?? knownHost(host) ?? plain;
}
