import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodemodError } from '../../core/errors.js';
import type { HostSettings } from '../hosts/host-settings.js';
import { settingsOf } from '../hosts/known-hosts.js';
import { isKnownToken } from '../hosts/token-names.js';
import type { Target } from '../model/target.js';
import { findRepository } from './local-repository.js';
import { parseAddress } from './repository-address.js';

/** What identifies a repository, and how git reaches it. */
export type NamedRepository = Pick<Target, 'repo' | 'url' | 'host'>;

export interface KeyContext {
  /** Those that the manifest speaks of. */
  readonly hosts: readonly HostSettings[];
  /** Other names of a host: `git.example.org:2222` to `git.example.org`. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** What relative paths begin at: absolute. */
  readonly currentFolder: string;
}

/**
 * The one key of a repository, however its address is spelt. Forges do not tell upper and lower case apart; of other hosts that
 * is not known, so there it counts.
 *
 * @param text an address, or a path of this machine.
 * @throws CodemodError `url-refused`.
 */
export function repositoryKey(text: string, context: KeyContext): string {
  return nameRepository(text, context).repo;
}

/** @throws CodemodError `url-refused`. */
export function nameRepository(text: string, context: KeyContext): NamedRepository {
  if (isPath(text)) return nameLocal(text, context.currentFolder);
  const address = parseAddress(text);
  if (address.kind === 'refused') throw refusal(text, address.why);
  if (address.kind === 'local') return nameLocal(address.path, context.currentFolder);
  const host = context.aliases?.get(address.host) ?? address.host;
  const { forge, allowHttp, token } = settingsOf(host, context.hosts);
  // By https it would go to where the address says.
  if (host !== address.host && address.protocol !== 'ssh' && token !== null && isKnownToken(token))
    throw refusal(
      text,
      `it is another name of ${host} in the manifest, whose token goes to ${host} alone: write https://${host}/`,
    );
  if (address.protocol === 'http' && !allowHttp)
    throw refusal(text, `http:// has to be allowed for its host: hosts: { "${host}": { allowHttp: true } }`);
  const place = forge === null ? address.path : address.path.toLowerCase();
  return { repo: `${host}/${place}`, url: address.url, host };
}

/** What cannot be an address: it has a slash before any colon, or is relative. */
export function isPath(text: string): boolean {
  return text === '.' || text === '..' || /^(\.{0,2}|~)\//.test(text) || path.isAbsolute(text);
}

/** @throws CodemodError `url-refused` when there is no repository. */
export function nameLocal(text: string, currentFolder: string): NamedRepository {
  const folder = path.resolve(currentFolder, text);
  const found = findRepository(folder);
  if (found === null && !existsSync(folder)) throw refusal(text, 'there is no such folder');
  if (found === null) throw refusal(text, 'there is no repository: neither a folder with .git in it nor a bare one');
  return { repo: `file:${found}`, url: pathToFileURL(found).href, host: 'local' };
}

function refusal(text: string, why: string): CodemodError {
  return new CodemodError('url-refused', `${shownAddress(text)} cannot be used: ${why}.`);
}

/** An address as a message may show it: without what stands before an `@` or behind a `?`, which may be a secret. */
export function shownAddress(text: string): string {
  const bare = text.replace(/^([a-z0-9+.-]+:\/\/)?.*@(?=.)/i, '$1').replace(/[?#].*$/s, '');
  return JSON.stringify(bare.slice(0, 120));
}
