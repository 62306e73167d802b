import type { Answer, Exchange } from '../exchange.js';
import { linkHeader, pageOf } from '../pages.js';
import type { ForgeRepository } from '../world.js';

export function failure(status: number, message: string): Answer {
  return { status, body: { message, url: 'https://docs.gitea.com/api' } };
}

export const missing: Answer = { status: 404, body: { message: 'not found', url: 'https://docs.gitea.com/api', errors: [] } };

export const archived = ({ path }: ForgeRepository): Answer => failure(423, `${path} is archived`);

export function giteaPaged<T>(exchange: Exchange, list: readonly T[], shape: (item: T) => unknown): Answer {
  const page = pageOf(list, exchange.query, 'limit', { standard: 30, most: 50 });
  const headers = { ...linkHeader(exchange.url, page), 'x-total-count': String(page.total) };
  return { status: 200, body: page.items.map(shape), headers };
}
