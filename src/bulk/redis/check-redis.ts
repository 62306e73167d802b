import type { Redis } from 'ioredis';
import { CodemodError } from '../../core/errors.js';
import { CALL_TIME, within } from './connect.js';

/**
 * Looks whether a Redis keeps what it is given.
 *
 * @returns what is to be told about it; nothing where all is well.
 * @throws CodemodError `queue-unsafe` where it may throw jobs away, or is too old; `queue-unavailable`.
 */
export async function checkRedis(client: Redis, shown: string): Promise<readonly string[]> {
  const info = await within(CALL_TIME, 'tell about itself', client.info());
  const told = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const policy = told('maxmemory_policy');
  // Some services that speak Redis do not tell.
  if (policy !== '' && policy !== 'noeviction') {
    throw new CodemodError(
      'queue-unsafe',
      `The Redis at ${shown} throws keys away when its memory is full (maxmemory-policy ${policy}), and jobs with them. Set it: redis-cli -u ${shown} config set maxmemory-policy noeviction, and in its configuration file.`,
    );
  }
  const version = told('redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== '' && (major < 6 || (major === 6 && minor < 2))) {
    throw new CodemodError('queue-unsafe', `The Redis at ${shown} is ${version}; 6.2 is the oldest that the queue works with.`);
  }
  return told('aof_enabled') === '0'
    ? [
        `The Redis at ${shown} keeps no log (appendonly no): after a crash of it jobs are given out anew. To keep them: redis-cli -u ${shown} config set appendonly yes`,
      ]
    : [];
}
