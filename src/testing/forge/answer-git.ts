import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { echoed } from './answer-api.js';
import { listRefs } from './bare-git.js';
import { type GitRequest, serveGit } from './git-http.js';
import { followBranches } from './pull-actions.js';
import { countRequest, type Serving } from './serving.js';
import { gitToken } from './tokens.js';
import { countWrite, type ForgeRepository, repositoryAt } from './world.js';

/** One request of git's, with whatever is to go wrong with it. */
export async function answerGit(
  serving: Serving,
  git: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, tokens, anonymousReads, faults } = serving;
  countRequest(serving, git.operation);
  const writes = git.service === 'git-receive-pack';
  const access = tokens.check(gitToken(request), writes || !anonymousReads);
  if (access !== 'allowed') {
    return refuse(request, response, 401, 'Unauthorized', { 'www-authenticate': 'Basic realm="forge"' });
  }
  const repository = repositoryAt(world, git.repo);
  if (repository === undefined) return refuse(request, response, 404, 'Repository not found.');
  if (writes && repository.settings.archived) {
    return refuse(request, response, 403, 'This repository was archived so it is read-only.');
  }
  const effect = faults.next({ kind: 'git', operation: git.operation, repo: repository.path, writes });
  switch (effect?.kind) {
    case 'status':
      return refuse(
        request,
        response,
        effect.status,
        'no',
        effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) },
      );
    case 'echo':
      return refuse(request, response, effect.status, echoed(request));
    case 'primary-limit':
    case 'secondary-limit':
      return refuse(request, response, 429, 'Too many requests', { 'retry-after': String(Math.ceil(effect.seconds)) });
    case 'drop':
      response.destroy();
      return;
    case 'slow':
      await setTimeout(effect.ms);
  }
  const limited = git.operation === 'git-push' ? pushRefusal(serving) : null;
  if (limited !== null) return refuse(request, response, 429, 'Too many requests', { 'retry-after': String(limited) });
  const silent = effect?.kind === 'drop-after' || effect?.kind === 'hang-after';
  const serve = (beforeEnd?: () => Promise<void>): Promise<void> =>
    serveGit({ world, repository, git }, request, response, { silent, truncated: effect?.kind === 'truncate', beforeEnd });
  await (git.operation === 'git-push' ? pushed(serving, repository, serve) : serve());
  if (effect?.kind === 'hang-after') await setTimeout(effect.ms);
  if (silent) response.destroy();
}

/** Seconds to wait, where pushes are counted and there were too many. */
function pushRefusal({ limits, clock }: Serving): number | null {
  if (!limits.settings().countPushes) return null;
  const refused = limits.admit({ writes: true });
  return refused === null ? null : Math.max(1, Math.ceil((clock.realTimeOf(refused.until) - Date.now()) / 1000));
}

/** Counts the refs that have changed, and lets the pull requests follow, before anybody else writes and before the client knows. */
function pushed(
  serving: Serving,
  repository: ForgeRepository,
  serve: (beforeEnd: () => Promise<void>) => Promise<void>,
): Promise<void> {
  return serving.locks.hold(repository.path, async () => {
    const before = await listRefs(repository.folder);
    await serve(async () => {
      const after = await listRefs(repository.folder);
      for (const ref of new Set([...Object.keys(before), ...Object.keys(after)])) {
        if (after[ref] === undefined) countWrite(repository, 'delete-branch');
        else if (before[ref] !== after[ref]) countWrite(repository, 'push');
      }
      followBranches(repository, serving);
    });
  });
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);
}
