import { accessOf } from '../git/access.js';
import type { BareClone } from '../git/bare-clone.js';
import type { Order } from './job.js';
import type { Services } from './services.js';

/** Holds the clone of an order's repository for as long as `use` takes. */
export async function withClone<T>(
  order: Pick<Order, 'target' | 'host'>,
  services: Services,
  use: (clone: BareClone) => Promise<T>,
): Promise<T> {
  const access = await accessOf(order.target.url, order.host, services.secret);
  const clone = await services.clones.open(order.target.repo, access);
  try {
    return await use(clone);
  } finally {
    clone.release();
  }
}

/** The full name of a branch. */
export function refOf(branch: string): string {
  return `refs/heads/${branch}`;
}
