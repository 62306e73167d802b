import type { Answer, Exchange, Route } from '../exchange.js';
import { type ForgePull, type ForgeRepository, pullAt, repositoryAt } from '../world.js';
import { notFound } from './github-errors.js';

type OfRepository = (exchange: Exchange, repository: ForgeRepository) => Promise<Answer> | Answer;
type OfPull = (exchange: Exchange, repository: ForgeRepository, pull: ForgePull) => Promise<Answer> | Answer;
type Method = Route['method'];

/** A route below a repository knows it; an unknown one is not found. */
export function ofRepository(method: Method, pattern: string, operation: string, handle: OfRepository): Route {
  return {
    ...{ method, operation, writes: method !== 'GET', pattern: `/repos/:owner/:repo${pattern}` },
    handle: (exchange) => {
      const { owner = '', repo = '' } = exchange.params;
      const repository = repositoryAt(exchange.world, `${owner}/${repo}`);
      return repository === undefined ? notFound : handle(exchange, repository);
    },
  };
}

export function ofPull(method: Method, pattern: string, operation: string, handle: OfPull): Route {
  return ofRepository(method, pattern, operation, (exchange, repository) => {
    const pull = pullAt(repository, exchange.params['number'] ?? '');
    return pull === undefined ? notFound : handle(exchange, repository, pull);
  });
}
