import { branchCommit } from '../bare-git.js';
import type { Answer, Dialect, Exchange, Route } from '../exchange.js';
import { deleteBranch, followBranches, stateOfChecks } from '../pull-actions.js';
import { BOT, countWrite, type ForgeRepository, ownedBy } from '../world.js';
import { failure, giteaPaged, missing } from './gitea-answers.js';
import { giteaPullRoutes } from './gitea-pulls.js';
import { giteaRepository, labelId } from './gitea-shapes.js';
import { ofRepository } from './github-routes.js';
import { KNOWN_LABELS } from './known-labels.js';
import { commitOf, fileOf } from './repository-files.js';

const read = (pattern: string, operation: string, handle: Route['handle']): Route => ({
  ...{ method: 'GET', pattern, operation, writes: false },
  handle,
});

function ofOwner(exchange: Exchange): Answer {
  const owned = ownedBy(exchange.world, exchange.params['owner'] ?? '');
  return owned.length === 0 ? missing : giteaPaged(exchange, owned, (repository) => giteaRepository(exchange, repository));
}

/** `topic=true` searches for the word among the topics alone. */
function search(exchange: Exchange): Answer {
  const { query, world } = exchange;
  const word = query.get('q') ?? '';
  const byTopic = query.get('topic') === 'true';
  const found = [...world.repositories.values()].filter(({ path, settings }) =>
    byTopic ? settings.topics.includes(word) : path.toLowerCase().includes(word.toLowerCase()),
  );
  const { body, headers = {} } = giteaPaged(exchange, found, (repository) => giteaRepository(exchange, repository));
  return { status: 200, body: { ok: true, data: body }, headers };
}

async function contents({ params: { path = '' }, query }: Exchange, repository: ForgeRepository): Promise<Answer> {
  const content = await fileOf(repository, query.get('ref'), path);
  if (content === null) return missing;
  const bytes = Buffer.from(content);
  const body = { type: 'file', path, encoding: 'base64', size: bytes.length, content: bytes.toString('base64') };
  return { status: 200, body };
}

function branch({ params: { branch: name = '' } }: Exchange, { folder, settings }: ForgeRepository): Answer {
  const id = branchCommit(folder, name);
  return id === null
    ? missing
    : { status: 200, body: { name, commit: { id }, protected: settings.protectedBranches.includes(name) } };
}

async function removeBranch({ params: { branch: name = '' } }: Exchange, repository: ForgeRepository): Promise<Answer> {
  if (branchCommit(repository.folder, name) === null) return missing;
  if (repository.settings.protectedBranches.includes(name)) return failure(403, 'branch protected');
  await deleteBranch(repository, name);
  countWrite(repository, 'delete-branch');
  followBranches(repository, { closesWithoutBranch: true });
  return { status: 204 };
}

/** Without statuses its state is empty in older versions and `pending` in newer ones. */
function status({ params: { ref = '' } }: Exchange, repository: ForgeRepository): Answer {
  const sha = commitOf(repository, ref);
  if (sha === null) return missing;
  const words = { pending: 'pending', passed: 'success', failed: 'failure', none: '' };
  const statuses = (repository.checks.get(sha) ?? []).map(({ name, state }) => ({ context: name, status: words[state] }));
  return { status: 200, body: { sha, state: words[stateOfChecks(repository, sha)], total_count: statuses.length, statuses } };
}

const ROUTES: readonly Route[] = [
  read('/version', 'get-version', () => ({ status: 200, body: { version: '1.23.0' } })),
  read('/user', 'get-user', () => ({ status: 200, body: { login: BOT } })),
  read('/orgs/:owner/repos', 'list-repositories', ofOwner),
  read('/users/:owner/repos', 'list-repositories', ofOwner),
  read('/users/:owner', 'get-owner', ({ world, params: { owner = '' } }) =>
    world.users.includes(owner) || ownedBy(world, owner).length > 0 ? { status: 200, body: { login: owner } } : missing,
  ),
  read('/orgs/:owner', 'get-owner', ({ world, params: { owner = '' } }) =>
    ownedBy(world, owner).length > 0 ? { status: 200, body: { name: owner } } : missing,
  ),
  read('/orgs/:owner/labels', 'list-labels', () => ({ status: 200, body: [] })),
  read('/repos/search', 'search', search),
  ofRepository('GET', '', 'get-repository', (exchange, repository) => ({
    status: 200,
    body: giteaRepository(exchange, repository),
  })),
  ofRepository('GET', '/topics', 'get-repository', (_, { settings }) => ({ status: 200, body: { topics: settings.topics } })),
  ofRepository('GET', '/labels', 'list-labels', (exchange) =>
    giteaPaged(exchange, KNOWN_LABELS, (name) => ({ id: labelId(name), name })),
  ),
  ofRepository('GET', '/contents/:path*', 'get-file', contents),
  ofRepository('GET', '/branches/:branch*', 'get-branch', branch),
  ofRepository('DELETE', '/branches/:branch*', 'delete-branch', removeBranch),
  ofRepository('GET', '/commits/:ref/status', 'get-checks', status),
];

/** Gitea's and Forgejo's REST API, version 1: https://docs.gitea.com/api */
export const gitea: Dialect = {
  routes: [...giteaPullRoutes, ...ROUTES],
  prefixes: ['/api/v1'],
  tokenOf: ({ headers }) => /^(?:bearer|token) (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null,
  needsUserAgent: false,
  closesWithoutBranch: true,
  errors: {
    unauthorized: { status: 401, body: { message: 'token is required', url: 'https://docs.gitea.com/api' } },
    notFound: missing,
    invalid: (message) => failure(422, message),
    limited: (_, wait) => ({
      status: 429,
      body: { message: 'Too Many Requests' },
      headers: wait === null ? {} : { 'retry-after': String(wait) },
    }),
  },
  quotaHeaders: () => ({}),
};
