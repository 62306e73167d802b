import { CodemodError } from '../../core/errors.js';
import type { HostSettings } from '../hosts/host-settings.js';
import { tokenVariables } from '../hosts/secrets.js';
import type { GitAccess } from './bare-clone.js';
import { readUserSettings, type Settings } from './user-settings.js';

/** The value of an environment variable that holds a token, or null. */
export type Secrets = (name: string) => string | null;

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Of the user's `http.*`: how the network is reached, and nothing that is sent to a host. */
const NETWORK =
  /^http\.(?:.*\.)?(?:proxy|proxyauthmethod|proxysslcert|proxysslcainfo|sslcainfo|sslcapath|sslcert|sslkey|sslbackend|sslverify)$/s;

/**
 * How a repository is reached: with the host's token where there is one, else with the user's own `credential.*`, and over ssh
 * with the user's own ssh. The user's settings are read once.
 *
 * @throws CodemodError `git-address-refused` for an address that is not https, ssh, file, or http of a loopback host that allows it.
 */
export async function accessOf(url: string, host: HostSettings, secrets: Secrets): Promise<GitAccess> {
  own ??= readUserSettings();
  return accessFrom(url, host, secrets, await own);
}

let own: Promise<Settings> | null = null;

/** {@link accessOf}, with the user's settings given. */
export function accessFrom(url: string, host: HostSettings, secrets: Secrets, user: Settings): GitAccess {
  const protocol = protocolOf(url, host);
  if (protocol === 'file') return { url, protocol, settings: [] };
  if (protocol === 'ssh') return { url, protocol, settings: [['core.sshCommand', sshCommand(user)]] };
  const token = host.token === null ? null : secrets(host.token);
  const network = protocol === 'https' ? user.filter(([key]) => NETWORK.test(key)) : [];
  if (token === null || token === '') {
    const settings = [...network, ...user.filter(([key]) => key.startsWith('credential.'))];
    return { url, protocol, settings, unset: tokenVariables(host) };
  }
  const basic = Buffer.from(`${host.user}:${token}`).toString('base64');
  const header = [`http.${new URL(url).origin}/.extraHeader`, `Authorization: Basic ${basic}`] as const;
  return { url, protocol, settings: [...network, header] };
}

function protocolOf(url: string, host: HostSettings): GitAccess['protocol'] {
  // "ext::sh -c ..." names a program, and a leading "-" would be an option.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (url.startsWith('-') || (url.includes('::') && !url.includes('://[')) || /[\u0000-\u0020\u007f]/.test(url))
    throw refused(url);
  if (/^[\w.-]+@[\w.-]+:(?!\/\/)[^-]/.test(url)) return 'ssh';
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.password !== '') throw refused(url);
  if (parsed.protocol === 'file:' && parsed.host === '') return 'file';
  // Of a host or a user that begins with "-", ssh would make an option.
  if (parsed.hostname === '' || parsed.hostname.startsWith('-') || parsed.username.startsWith('-')) throw refused(url);
  if (parsed.protocol === 'ssh:') return 'ssh';
  if (parsed.username !== '') throw refused(url);
  if (parsed.protocol === 'https:') return 'https';
  if (parsed.protocol === 'http:' && host.allowHttp && LOOPBACK.has(parsed.hostname)) return 'http';
  throw refused(url);
}

/** The user's own ssh, which must not ask: nobody is there to answer. */
function sshCommand(user: Settings): string {
  const command = user.findLast(([key]) => key === 'core.sshcommand')?.[1] ?? 'ssh';
  return `${command} -o BatchMode=yes -o ConnectTimeout=30`;
}

function refused(url: string): CodemodError {
  const shown = JSON.stringify(url.replace(/\/\/[^/@]*@/, '//').slice(0, 200));
  const message = `The address ${shown} is not used: give https, ssh or file, without a password in it (http for a loopback host that has allow-http).`;
  return new CodemodError('git-address-refused', message);
}
