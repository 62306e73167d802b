import { branchCommit, listRefs, readRef } from '../bare-git.js';
import type { Answer, Exchange, Route } from '../exchange.js';
import { pageOf } from '../pages.js';
import { deleteBranch, followBranches } from '../pull-actions.js';
import { countWrite, type ForgeCheck, type ForgeRepository } from '../world.js';
import { notFound, validationFailed } from './github-errors.js';
import { ofRepository } from './github-routes.js';
import { repositoryShape } from './github-shapes.js';
import { KNOWN_LABELS } from './known-labels.js';
import { commitOf, fileOf, isEmpty } from './repository-files.js';

async function contents({ params: { path = '' }, query }: Exchange, repository: ForgeRepository): Promise<Answer> {
  if (isEmpty(repository)) return { status: 404, body: { message: 'This repository is empty.' } };
  const content = await fileOf(repository, query.get('ref'), path);
  if (content === null) return notFound;
  const bytes = Buffer.from(content);
  const body = { type: 'file', path, encoding: 'base64', size: bytes.length, content: bytes.toString('base64') };
  return { status: 200, body };
}

async function branches({ query }: Exchange, { folder }: ForgeRepository): Promise<Answer> {
  const heads = Object.entries(await listRefs(folder)).filter(([name]) => name.startsWith('refs/heads/'));
  const asked = heads.slice(0, Number(query.get('per_page') ?? 30));
  return { status: 200, body: asked.map(([name, sha]) => ({ name: name.slice('refs/heads/'.length), commit: { sha } })) };
}

function branch({ params: { branch = '' } }: Exchange, { folder, settings }: ForgeRepository): Answer {
  const sha = branchCommit(folder, branch);
  const isProtected = settings.protectedBranches.includes(branch);
  return sha === null
    ? { status: 404, body: { message: 'Branch not found' } }
    : { status: 200, body: { name: branch, commit: { sha }, protected: isProtected } };
}

function ref({ params: { ref = '' } }: Exchange, { folder }: ForgeRepository): Answer {
  const sha = readRef(folder, `refs/${ref}`);
  return sha === null ? notFound : { status: 200, body: { ref: `refs/${ref}`, object: { type: 'commit', sha } } };
}

async function removeRef({ params: { ref = '' } }: Exchange, repository: ForgeRepository): Promise<Answer> {
  const name = ref.replace(/^heads\//, '');
  if (name === ref || branchCommit(repository.folder, name) === null)
    return validationFailed({ message: 'Reference does not exist' });
  if (repository.settings.protectedBranches.includes(name))
    return validationFailed({ message: 'Cannot delete this protected branch' });
  await deleteBranch(repository, name);
  countWrite(repository, 'delete-branch');
  followBranches(repository, { closesWithoutBranch: true });
  return { status: 204 };
}

function checkRun({ name, state }: ForgeCheck, index: number, sha: string) {
  const conclusion = { pending: null, passed: 'success', failed: 'failure' }[state];
  return { id: index + 1, name, head_sha: sha, status: state === 'pending' ? 'in_progress' : 'completed', conclusion };
}

function checkRuns({ params: { ref = '' }, query }: Exchange, repository: ForgeRepository): Answer {
  const sha = commitOf(repository, ref);
  if (sha === null) return validationFailed({ message: `No commit found for SHA: ${ref}` });
  const page = pageOf(repository.checks.get(sha) ?? [], query, 'per_page', { standard: 30, most: 100 });
  const check_runs = page.items.map((check, index) => checkRun(check, index, sha));
  return { status: 200, body: { total_count: page.total, check_runs } };
}

/** The older interface beside check runs: without statuses it says `pending`. */
function status({ params: { ref = '' } }: Exchange, repository: ForgeRepository): Answer {
  const sha = commitOf(repository, ref);
  if (sha === null) return validationFailed({ message: `No commit found for SHA: ${ref}` });
  return { status: 200, body: { sha, state: 'pending', total_count: 0, statuses: [] } };
}

export const githubRepositoryRoutes: readonly Route[] = [
  ofRepository('GET', '', 'get-repository', (exchange, repository) => ({
    status: 200,
    body: repositoryShape(exchange, repository),
  })),
  ofRepository('GET', '/topics', 'get-repository', (_, { settings }) => ({ status: 200, body: { names: settings.topics } })),
  ofRepository('GET', '/contents/:path*', 'get-file', contents),
  ofRepository('GET', '/branches', 'list-branches', branches),
  ofRepository('GET', '/labels/:name', 'get-label', ({ params: { name = '' } }) =>
    KNOWN_LABELS.includes(name) ? { status: 200, body: { name } } : notFound,
  ),
  ofRepository('GET', '/branches/:branch*', 'get-branch', branch),
  ofRepository('GET', '/git/ref/:ref*', 'get-branch', ref),
  ofRepository('DELETE', '/git/refs/:ref*', 'delete-branch', removeRef),
  ofRepository('GET', '/commits/:ref/check-runs', 'get-checks', checkRuns),
  ofRepository('GET', '/commits/:ref/status', 'get-checks', status),
];
