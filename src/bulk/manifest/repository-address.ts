import { canonicalHost, knownHost } from '../hosts/known-hosts.js';

/** An address of a repository at a host, or on this machine, that may be given to git. */
export interface RemoteAddress {
  readonly kind: 'remote';
  readonly protocol: 'https' | 'ssh' | 'http';
  /** What git is given: as it was typed, without a user for https. */
  readonly url: string;
  /** In lower case, with its port where that matters: see {@link Target.host}. */
  readonly host: string;
  /** Without slashes at its ends and without `.git`; percent-encoded where it must be. */
  readonly path: string;
}

export type Address =
  | RemoteAddress
  /** A `file:` URL, its path decoded. */
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): Address => ({ kind: 'refused', why });

const LONGEST = 1000;
const TOKEN_PLACE = 'A token belongs in an environment variable; the manifest names it: hosts: { HOST: { token: NAME } }';

/**
 * Takes the addresses apart that git may be given: `https://`, `ssh://`, `git@host:owner/name.git`, `file://`, and `http://` for a
 * loopback host. Everything else is refused, and the reason never repeats what could be a secret.
 */
export function parseAddress(text: string): Address {
  if (text === '') return refused('it is empty');
  if (text.length > LONGEST) return refused(`it is longer than ${LONGEST} characters`);
  if (text.startsWith('-')) return refused('it begins with "-"');
  if (/\s/.test(text)) return refused('it holds a space; in an address that is %20');
  if (!/^[!-~]+$/.test(text)) return refused('it holds a control character or one outside of ASCII');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined && /^[a-z0-9_+.-]+::/i.test(text)) return refused('it names a program as its transport ("::")');
  if (scheme === 'file') return fileAddress(text.slice('file://'.length));
  if (scheme === 'https' || scheme === 'ssh' || scheme === 'http') return urlAddress(scheme, text.slice(scheme.length + 3));
  if (scheme !== undefined) return refused(`${scheme}:// is not one of https://, ssh:// and file://`);
  return scpAddress(text);
}

const USER = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

function urlAddress(protocol: 'https' | 'ssh' | 'http', rest: string): Address {
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  const fault = userFault(protocol, user, at >= 0);
  if (fault !== null) return refused(fault);
  const place = hostAndPort(authority.slice(at + 1), protocol);
  if (typeof place === 'string') return refused(place);
  if (protocol === 'http' && !isLoopback(place.name))
    return refused('http:// sends tokens and code in the clear; it is for loopback hosts alone. Write https://');
  const parts = pathParts(slash < 0 ? '' : rest.slice(slash));
  if (typeof parts === 'string') return refused(parts);
  const host = hostOf(place, protocol);
  // What is sent by https goes to the very host whose token it may carry.
  const reached = protocol === 'ssh' ? `${user === '' ? '' : `${user}@`}${place.name}${portOf(place)}` : host;
  return remote(protocol, `${protocol}://${reached}${rest.slice(slash).replace(/\/+$/, '')}`, host, parts);
}

function userFault(protocol: string, user: string, isGiven: boolean): string | null {
  if (!isGiven) return null;
  if (user.includes(':') || /%3a/i.test(user)) return `it holds a password or a token. ${TOKEN_PLACE}`;
  if (!USER.test(user)) return 'its user name is not one';
  if (protocol !== 'ssh' && looksLikeToken(user)) return `its user name looks like a token. ${TOKEN_PLACE}`;
  return null;
}

/** The prefixes of GitHub, GitLab and Gitea's 40 hex digits; nobody's name is so long. */
export function looksLikeToken(text: string): boolean {
  return /^(gh[a-z]_|github_pat_|gl[a-z]+-|sk-|xox)/i.test(text) || /^[A-Za-z0-9_-]{32,}$/.test(text);
}

/** `user@host:path`: a user is asked for, since `host:path` is also a drive or a name of the user's own ssh settings. */
function scpAddress(text: string): Address {
  const [, user = '', name = '', rest = ''] = /^([^@:/]*)@(\[[^\]/]*\]|[^:/@[\]]*):(.*)$/.exec(text) ?? [];
  if (name === '') {
    if (/^[^@/]*:[^@/]*@/.test(text)) return refused(`it holds a password or a token. ${TOKEN_PLACE}`);
    return refused('it is not an address: https://host/owner/name, ssh://, git@host:owner/name.git or file:///path');
  }
  if (!USER.test(user)) return refused('its user name is not one');
  const place = hostAndPort(name, 'ssh');
  if (typeof place === 'string') return refused(place);
  if (rest.startsWith('/') === false && /^\d+\//.test(rest))
    return refused('it could be a port or a folder: write ssh://user@host:port/path');
  const parts = pathParts(rest);
  if (typeof parts === 'string') return refused(parts);
  return remote('ssh', `${user}@${place.name}:${rest.replace(/\/+$/, '')}`, hostOf(place, 'ssh'), parts);
}

function fileAddress(rest: string): Address {
  const [, host = '', typed = ''] = /^([^/]*)(\/.*)?$/.exec(rest) ?? [];
  if (host !== '' && host.toLowerCase() !== 'localhost')
    return refused('a file:// address has three slashes: file:///srv/api.git');
  if (/[?#]/.test(typed)) return refused('it holds "?" or "#"');
  const path = decoded(typed);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (path === null || /[\u0000-\u001f\u007f]/.test(path)) return refused('what is percent-encoded in it is no path');
  if (path.split('/').includes('..')) return refused('it holds ".."');
  return path.replaceAll('/', '') === '' ? refused('it names no repository') : { kind: 'local', path };
}

function remote(protocol: RemoteAddress['protocol'], url: string, host: string, parts: readonly string[]): Address {
  const fault = pageFault(host, parts);
  return fault === null ? { kind: 'remote', protocol, url, host, path: parts.join('/') } : refused(fault);
}

/** On the hosts that are known it can be told whether a path is a repository's. */
function pageFault(host: string, parts: readonly string[]): string | null {
  const known = knownHost(host);
  if (known === null) return null;
  if (parts.length < 2) return `it names no repository: ${host}/owner/name`;
  if (known.forge === 'gitlab' || parts.length === 2) return null;
  return `it is the address of a page: the repository is https://${host}/${parts.slice(0, 2).join('/')}`;
}

interface Place {
  readonly name: string;
  readonly port: number | null;
}

const USUAL_PORT = { https: 443, http: 80, ssh: 22 } as const;

function hostAndPort(text: string, protocol: keyof typeof USUAL_PORT): Place | string {
  const [, typed = '', port] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+?)\.?(?::(\d{0,5}))?$/i.exec(text) ?? [];
  const name = typed.toLowerCase();
  const isName = /^(?!-)[a-z0-9-]+(?<!-)(\.(?!-)[a-z0-9-]+(?<!-))*$/.test(name) && name.length < 254;
  if (!isName && !/^\[[0-9a-f:.]+\]$/.test(name)) return 'its host is not a name or an IP address';
  const number = port === undefined || port === '' ? null : Number(port);
  if (number !== null && (number < 1 || number > 65535)) return 'its port is not one';
  return { name, port: number === USUAL_PORT[protocol] ? null : number };
}

/** The port that ssh takes says nothing of which forge it is; on a loopback host it does, since many may run there. */
function hostOf(place: Place, protocol: RemoteAddress['protocol']): string {
  const { name, port } = place;
  if (protocol === 'ssh' && !isLoopback(name)) return canonicalHost(name);
  return port === null ? canonicalHost(name) : `${name}${portOf(place)}`;
}

function portOf({ port }: Place): string {
  return port === null ? '' : `:${port}`;
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

/** The parts of a path, each percent-encoded in one way; or why it is none. */
function pathParts(path: string): readonly string[] | string {
  if (/[?#]/.test(path)) return 'it holds "?" or "#"';
  const raw = path.split('/').filter((part) => part !== '');
  const parts: string[] = [];
  for (const part of raw) {
    const plain = decoded(part);
    if (plain === null) return 'what is percent-encoded in it is not UTF-8';
    const fault = partFault(plain);
    if (fault !== null) return fault;
    parts.push(encodeURIComponent(plain).replace(/%(40|2B|7E)/g, decodeURIComponent));
  }
  const last = parts.pop()?.replace(/\.git$/i, '') ?? '';
  return last === '' ? 'it names no repository' : [...parts, last];
}

function partFault(part: string): string | null {
  if (part === '.' || part === '..') return 'it holds "." or ".." as a folder';
  if (part.startsWith('-')) return 'a part of its path begins with "-"';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(part))
    return 'it holds a control character';
  return /[\\/%"'`$<>|&;*{}^:!]/.test(part) ? 'its path holds a character that no repository has' : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
