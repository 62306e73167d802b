import { CodemodError } from '../../core/errors.js';

/** A Redis and the number of its database. */
export interface RedisAddress {
  /** What may be shown, stored and handed on: no user name, no password, no options. */
  readonly shown: string;
  /** What is connected to. */
  readonly full: string;
  /** What stands behind `?`. */
  readonly options: URLSearchParams;
}

/**
 * Reads `redis://[user:password@]host[:port][/database]`, or `rediss:` for TLS.
 *
 * @param known a URL that may hold the password of the same host and port.
 * @throws CodemodError `usage`; the message never holds the address, which may hold a password.
 */
export function readRedisAddress(address: string, known: string | null = null): RedisAddress {
  const url = parse(address);
  if (url === null) {
    throw new CodemodError('usage', 'That is no address of a Redis. It is redis://host:6379/0, or rediss:// for TLS.');
  }
  const options = new URLSearchParams(url.search);
  url.search = '';
  url.hash = '';
  const secret = known === null ? null : parse(known);
  if (url.password === '' && secret !== null && isSame(url, secret)) {
    url.username = secret.username;
    url.password = secret.password;
  }
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return { shown: shown.href, full: url.href, options };
}

function parse(address: string): URL | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isRedis = url.protocol === 'redis:' || url.protocol === 'rediss:';
  return isRedis && url.hostname !== '' && /^(?:\/\d*)?$/.test(url.pathname) ? url : null;
}

function isSame(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.hostname === other.hostname && (one.port || '6379') === (other.port || '6379');
}
