import { CodemodError } from '../../core/errors.js';
import type { HostSettings } from '../hosts/host-settings.js';
import { GITHUB_PACE, knownHost, settingsOf, TOKEN_USER, USUAL_PACE, usualApi } from '../hosts/known-hosts.js';
import type { Manifest } from './manifest-schema.js';
import { isLoopback } from './repository-address.js';

/**
 * The hosts that a manifest speaks of, with what it leaves out filled in. The token that is known for a host is taken over only as
 * long as its API is the known one too: no manifest can send it elsewhere without naming it.
 *
 * @throws CodemodError `manifest-invalid`.
 */
export function hostsOf(manifest: Manifest): readonly HostSettings[] {
  return Object.entries(manifest.hosts).map(([host, said]) => {
    const known = knownHost(host);
    const usual = settingsOf(host, []);
    const forge = said.forge === undefined ? usual.forge : said.forge;
    const allowHttp = said.allowHttp ?? false;
    if (allowHttp && !isLoopback(host)) throw refusal(host, 'allowHttp is for loopback hosts alone (localhost, 127.0.0.1)');
    const api = said.api ?? (forge === null ? null : usualApi(forge, host, allowHttp ? 'http' : 'https'));
    if (api?.startsWith('http:') === true && !allowHttp) throw refusal(host, 'an API by http:// needs allowHttp: true');
    const isKnown = known !== null && known.api === api && known.forge === forge;
    return {
      ...{ host, forge, api, allowHttp },
      token: said.token ?? (isKnown ? known.token : null),
      user: said.user ?? (forge === null ? usual.user : TOKEN_USER[forge]),
      pace: { ...(forge === 'github' ? GITHUB_PACE : USUAL_PACE), ...withoutUndefined(said.pace) },
    };
  });
}

/** Other names to the host that they are names of. */
export function aliasesOf(manifest: Manifest): ReadonlyMap<string, string> {
  return new Map(Object.entries(manifest.hosts).flatMap(([host, { aliases }]) => aliases.map((alias) => [alias, host] as const)));
}

function refusal(host: string, why: string): CodemodError {
  return new CodemodError('manifest-invalid', `The manifest's host ${host} cannot be used: ${why}.`);
}

/** What is left out may stand there as undefined, and must not hide a default. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
