import { branchCommit } from '../bare-git.js';
import type { Answer, Dialect, Exchange, Route } from '../exchange.js';
import { deleteBranch } from '../pull-actions.js';
import { BOT, countWrite, type ForgeRepository, ownedBy } from '../world.js';
import { gitlabMergeRequestRoutes } from './gitlab-merge-requests.js';
import { missing, ofProject, paged } from './gitlab-routes.js';
import { pipelineShape, projectShape, userShape } from './gitlab-shapes.js';
import { KNOWN_LABELS } from './known-labels.js';
import { commitOf, fileOf, filesNamed } from './repository-files.js';

const read = (pattern: string, operation: string, handle: Route['handle']): Route => ({
  ...{ method: 'GET', pattern, operation, writes: false },
  handle,
});

/** Those directly in a group, and those of its sub-groups where that is asked for. */
function inGroup(exchange: Exchange): readonly ForgeRepository[] {
  const group = exchange.params['id'] ?? '';
  const deep = exchange.query.get('include_subgroups') === 'true';
  return ownedBy(exchange.world, group).filter(({ path }) => deep || !path.slice(group.length + 1).includes('/'));
}

function listed(exchange: Exchange, projects: readonly ForgeRepository[]): Answer {
  const topics = exchange.query.get('topic')?.split(',') ?? [];
  const archived = exchange.query.get('archived');
  const found = projects
    .filter(({ settings }) => topics.every((topic) => settings.topics.includes(topic)))
    .filter(({ settings }) => archived === null || String(settings.archived) === archived);
  return paged(exchange, found, (project) => projectShape(exchange, project));
}

function groupProjects(exchange: Exchange): Answer {
  return ownedBy(exchange.world, exchange.params['id'] ?? '').length === 0
    ? missing('Group')
    : listed(exchange, inGroup(exchange));
}

/** Search for blobs: `filename:setup.py`. It answers for the group with its sub-groups, or for one project. */
async function blobs(exchange: Exchange, projects: readonly ForgeRepository[]): Promise<Answer> {
  const { query } = exchange;
  if (query.get('scope') !== 'blobs') return { status: 400, body: { error: 'scope does not have a valid value' } };
  const name = /(?:^|\s)filename:(\S+)/.exec(query.get('search') ?? '')?.[1];
  const found = name === undefined ? [] : await filesNamed(projects, name);
  return paged(exchange, found, ({ repository, file }) => ({
    basename: file,
    path: file,
    filename: file,
    project_id: repository.id,
    ref: 'HEAD',
  }));
}

async function file({ params: { path = '' }, query }: Exchange, repository: ForgeRepository): Promise<Answer> {
  const ref = query.get('ref');
  if (ref === null) return { status: 400, body: { error: 'ref is missing, ref is empty' } };
  const content = await fileOf(repository, ref, path);
  if (content === null) return missing('File');
  const bytes = Buffer.from(content);
  const body = { file_path: path, ref, encoding: 'base64', size: bytes.length, content: bytes.toString('base64') };
  return { status: 200, body };
}

function branch({ params: { branch: name = '' } }: Exchange, { folder, settings }: ForgeRepository): Answer {
  const id = branchCommit(folder, name);
  return id === null
    ? missing('Branch')
    : { status: 200, body: { name, commit: { id }, protected: settings.protectedBranches.includes(name) } };
}

async function removeBranch({ params: { branch: name = '' } }: Exchange, repository: ForgeRepository): Promise<Answer> {
  if (branchCommit(repository.folder, name) === null) return missing('Branch');
  if (repository.settings.protectedBranches.includes(name)) return { status: 403, body: { message: '403 Forbidden' } };
  await deleteBranch(repository, name);
  countWrite(repository, 'delete-branch');
  return { status: 204 };
}

function pipelines(exchange: Exchange, repository: ForgeRepository): Answer {
  const sha = exchange.query.get('sha') ?? commitOf(repository, exchange.query.get('ref')) ?? '';
  const pipeline = pipelineShape(repository, sha);
  return paged(exchange, pipeline === null ? [] : [pipeline], (shape) => shape);
}

function statuses(exchange: Exchange, repository: ForgeRepository): Answer {
  const words = { pending: 'running', passed: 'success', failed: 'failed' };
  const checks = repository.checks.get(exchange.params['sha'] ?? '') ?? [];
  return paged(exchange, checks, ({ name, state }) => ({
    name,
    sha: exchange.params['sha'],
    status: words[state],
    allow_failure: false,
  }));
}

function users(exchange: Exchange): Answer {
  const name = exchange.query.get('username');
  const found = exchange.world.users.filter((user) => name === null || user.toLowerCase() === name.toLowerCase());
  return paged(exchange, found, (user) => userShape(exchange.world, user));
}

const ROUTES: readonly Route[] = [
  read('/user', 'get-user', ({ world }) => ({ status: 200, body: userShape(world, BOT) })),
  read('/users', 'get-user', users),
  read('/users/:id/projects', 'list-repositories', (exchange) => {
    const owned = ownedBy(exchange.world, exchange.params['id'] ?? '');
    return owned.length === 0 && !exchange.world.users.includes(exchange.params['id'] ?? '')
      ? missing('User')
      : listed(exchange, owned);
  }),
  read('/groups/:id', 'get-owner', (exchange) =>
    ownedBy(exchange.world, exchange.params['id'] ?? '').length === 0
      ? missing('Group')
      : { status: 200, body: { id: 1, full_path: exchange.params['id'] } },
  ),
  read('/groups/:id/projects', 'list-repositories', groupProjects),
  read('/groups/:id/search', 'search', (exchange) => blobs(exchange, ownedBy(exchange.world, exchange.params['id'] ?? ''))),
  read('/projects', 'list-repositories', (exchange) => listed(exchange, [...exchange.world.repositories.values()])),
  ofProject('GET', '', 'get-repository', (exchange, project) => ({ status: 200, body: projectShape(exchange, project) })),
  ofProject('GET', '/labels', 'list-labels', (exchange) => {
    const wanted = exchange.query.get('search') ?? '';
    const found = KNOWN_LABELS.filter((name) => name.includes(wanted));
    return paged(exchange, found, (name) => ({ name }));
  }),
  ofProject('GET', '/search', 'search', (exchange, project) => blobs(exchange, [project])),
  ofProject('GET', '/repository/files/:path', 'get-file', file),
  ofProject('HEAD', '/repository/files/:path', 'get-file', file),
  ofProject('GET', '/repository/branches/:branch', 'get-branch', branch),
  ofProject('DELETE', '/repository/branches/:branch', 'delete-branch', removeBranch),
  ofProject('GET', '/repository/commits/:sha/statuses', 'get-checks', statuses),
  ofProject('GET', '/pipelines', 'get-checks', pipelines),
];

/** GitLab's REST API, version 4: https://docs.gitlab.com/api/rest/ */
export const gitlab: Dialect = {
  routes: [...gitlabMergeRequestRoutes, ...ROUTES],
  prefixes: ['/api/v4'],
  tokenOf: ({ headers }) => {
    const own = headers['private-token'];
    return typeof own === 'string' ? own : (/^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null);
  },
  needsUserAgent: false,
  closesWithoutBranch: false,
  errors: {
    unauthorized: { status: 401, body: { message: '401 Unauthorized' } },
    notFound: { status: 404, body: { error: '404 Not Found' } },
    invalid: (message) => ({ status: 400, body: { error: message } }),
    limited: (kind, wait, resetAt) => ({
      status: 429,
      body: { message: { error: 'This endpoint has been requested too many times. Try again later.' } },
      headers: {
        ...(kind === 'primary' ? quota(2000, 0, resetAt) : {}),
        ...(wait === null ? {} : { 'retry-after': String(wait) }),
      },
    }),
  },
  quotaHeaders: quota,
};

function quota(limit: number, remaining: number, resetAt: number): Readonly<Record<string, string>> {
  return {
    'ratelimit-name': 'throttle_authenticated_api',
    'ratelimit-limit': String(limit),
    'ratelimit-observed': String(limit - remaining),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(Math.ceil(resetAt / 1000)),
  };
}
