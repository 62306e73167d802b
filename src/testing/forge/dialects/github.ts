import type { Answer, Dialect, Exchange, Route } from '../exchange.js';
import { linkHeader, pageOf } from '../pages.js';
import { type ForgeRepository, ownedBy } from '../world.js';
import { notFound, validationFailed } from './github-errors.js';
import { githubIssueRoutes } from './github-issues.js';
import { githubPullRoutes } from './github-pulls.js';
import { githubRepositoryRoutes } from './github-repositories.js';
import { githubSearchRoutes } from './github-search.js';
import { ownerOf, repositoryShape } from './github-shapes.js';

const read = (pattern: string, operation: string, handle: Route['handle']): Route => ({
  ...{ method: 'GET', pattern, operation, writes: false },
  handle,
});

function repositoryPage(exchange: Exchange, repositories: readonly ForgeRepository[]): Answer {
  const page = pageOf(repositories, exchange.query, 'per_page', { standard: 30, most: 100 });
  const body = page.items.map((repository) => repositoryShape(exchange, repository));
  return { status: 200, body, headers: linkHeader(exchange.url, page) };
}

function ofOwner(exchange: Exchange): Answer {
  const owned = ownedBy(exchange.world, exchange.params['owner'] ?? '');
  return owned.length === 0 ? notFound : repositoryPage(exchange, owned);
}

const OWNERS: readonly Route[] = [
  read('/user', 'get-user', () => ({ status: 200, body: { login: 'codemod-bot', type: 'User' } })),
  read('/user/repos', 'list-repositories', (exchange) => repositoryPage(exchange, [...exchange.world.repositories.values()])),
  read('/orgs/:owner/repos', 'list-repositories', ofOwner),
  read('/users/:owner/repos', 'list-repositories', ofOwner),
  read('/users/:owner', 'get-owner', ({ world, params: { owner = '' } }) => {
    if (world.users.includes(owner)) return { status: 200, body: { login: owner, type: 'User' } };
    return ownedBy(world, owner).length === 0 ? notFound : { status: 200, body: { login: owner, type: 'Organization' } };
  }),
  read('/orgs/:owner', 'get-owner', ({ world, params: { owner = '' } }) => {
    const [first] = ownedBy(world, owner);
    return first === undefined ? notFound : { status: 200, body: { login: ownerOf(first), type: 'Organization' } };
  }),
];

/**
 * GitHub's REST API (https://docs.github.com/en/rest), version 2022-11-28: at the root, as of api.github.com, and below `/api/v3`,
 * as of GitHub Enterprise Server.
 */
export const github: Dialect = {
  routes: [...OWNERS, ...githubSearchRoutes, ...githubPullRoutes, ...githubIssueRoutes, ...githubRepositoryRoutes],
  prefixes: ['/api/v3', ''],
  tokenOf: ({ headers }) => /^(?:bearer|token) (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null,
  needsUserAgent: true,
  closesWithoutBranch: true,
  errors: {
    unauthorized: {
      status: 401,
      body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    },
    notFound,
    invalid: (message) => validationFailed({ message }),
    limited: (kind, wait, resetAt) => ({
      status: 403,
      body: {
        message:
          kind === 'primary'
            ? 'API rate limit exceeded for user ID 1.'
            : 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        documentation_url: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api',
      },
      headers: {
        ...(kind === 'primary' ? quota(5000, 0, resetAt) : quota(5000, 4000, resetAt)),
        ...(kind === 'secondary' && wait !== null ? { 'retry-after': String(wait) } : {}),
      },
    }),
  },
  quotaHeaders: quota,
};

function quota(limit: number, remaining: number, resetAt: number): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(limit - remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
    'x-ratelimit-resource': 'core',
  };
}
