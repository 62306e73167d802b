import type { Forge } from '../forges/forge.js';
import { forge } from '../forges/open-forge.js';
import type { Order } from './job.js';
import type { Services } from './services.js';

/** The pull requests of an order's repository; null where only git is spoken with its host. */
export function forgeFor({ target, host }: Pick<Order, 'target' | 'host'>, { secret }: Services): Forge | null {
  if (host.forge === null || host.api === null) return null;
  return forge(host, target.repo.slice(target.host.length + 1), secret);
}
