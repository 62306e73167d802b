import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { devNull } from 'node:os';
import path from 'node:path';
import { systemCode } from '../../core/errors.js';
import type { ForgeRepository, World } from './world.js';

/** What git asks for over HTTP: https://git-scm.com/docs/http-protocol */
export interface GitRequest {
  /** `acme/api` */
  readonly repo: string;
  readonly service: 'git-upload-pack' | 'git-receive-pack';
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  readonly action: string;
  readonly operation: 'git-read-refs' | 'git-fetch' | 'git-push-refs' | 'git-push';
}

/** Null where it is something else. The `.git` at the end of a path may be missing. */
export function gitRequestOf({ method, url = '' }: IncomingMessage): GitRequest | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, repo, action] =
    /^\/(.+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/.exec(decodeURI(pathname)) ?? [];
  if (repo === undefined || action === undefined) return null;
  const service = action === '/info/refs' ? searchParams.get('service') : action.slice(1);
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return null;
  if (method !== (action === '/info/refs' ? 'GET' : 'POST')) return null;
  const [refs, work] =
    service === 'git-upload-pack' ? (['git-read-refs', 'git-fetch'] as const) : (['git-push-refs', 'git-push'] as const);
  return { repo, service, action, operation: action === '/info/refs' ? refs : work };
}

const PRE_RECEIVE = `#!/bin/sh
if [ -n "$FORGE_REFUSES" ]; then cat > /dev/null; echo "$FORGE_REFUSES" >&2; exit 1; fi
while read -r old new ref; do
  for name in $FORGE_PROTECTED; do
    if [ "$ref" = "refs/heads/$name" ]; then
      echo "error: GH006: Protected branch update failed for $ref." >&2
      exit 1
    fi
  done
done
`;

/** Where the hook of all repositories stands. */
function hooksOf(root: string): string {
  const folder = path.join(root, '.hooks');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'pre-receive');
  // Once: a program that is being written cannot be started.
  if (!existsSync(file)) {
    writeFileSync(file, PRE_RECEIVE);
    chmodSync(file, 0o755);
  }
  return folder;
}

function settingsOf({ root }: World, { settings }: ForgeRepository): Readonly<Record<string, string>> {
  const guarded = settings.refusePush !== null || settings.protectedBranches.length > 0;
  const entries = Object.entries({
    'http.receivepack': 'true',
    'receive.autogc': 'false',
    'gc.auto': '0',
    'uploadpack.allowFilter': String(!settings.refuseFilter),
    'uploadpack.allowAnySHA1InWant': String(!settings.refuseSha),
    'core.hooksPath': guarded ? hooksOf(root) : devNull,
  });
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}

function cgiEnvironment(
  world: World,
  repository: ForgeRepository,
  git: GitRequest,
  request: IncomingMessage,
): Record<string, string> {
  const { headers } = request;
  const protocol = headers['git-protocol'];
  return {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROJECT_ROOT: world.root,
    PATH_INFO: `/${repository.path}.git${git.action}`,
    REQUEST_METHOD: request.method ?? 'GET',
    QUERY_STRING: new URL(request.url ?? '', 'http://localhost').search.slice(1),
    CONTENT_TYPE: headers['content-type'] ?? '',
    REMOTE_USER: 'codemod-bot',
    REMOTE_ADDR: '127.0.0.1',
    FORGE_REFUSES: repository.settings.refusePush ?? '',
    FORGE_PROTECTED: repository.settings.protectedBranches.join(' '),
    ...settingsOf(world, repository),
    ...(headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: headers['content-length'] }),
    ...(headers['content-encoding'] === undefined ? {} : { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
    ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
  };
}

/** What `git http-backend` said: its headers, and the rest as it comes. */
interface CgiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
}

/** Hands the request to the real `git http-backend`. */
async function runBackend(
  world: World,
  repository: ForgeRepository,
  git: GitRequest,
  request: IncomingMessage,
): Promise<CgiAnswer> {
  const child = spawn('git', ['http-backend'], {
    env: cgiEnvironment(world, repository, git, request),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);
  // A client that goes away, or has gone while its turn was waited for, leaves the rest of its request unsaid. git would look for it
  // without end (pipe_fixed_length of http-backend.c takes an early end for a read of nothing): servers end their CGI programs then.
  const end = (): void => {
    if (!request.readableEnded) endGroup(child);
  };
  if (request.closed) end();
  else request.once('close', end);
  const output = child.stdout[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (;;) {
    const { value, done } = await output.next();
    if (done === true) return { status: 500, headers: {}, body: only(head) };
    head = Buffer.concat([head, value]);
    const end = head.indexOf('\r\n\r\n');
    if (end !== -1) return { ...headersOf(head.subarray(0, end).toString('latin1')), body: rest(head.subarray(end + 4), output) };
  }
}

/** The program, and what it has started. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (thrown) {
    if (systemCode(thrown) !== 'ESRCH') throw thrown;
  }
}

function headersOf(text: string): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
  const pairs = text.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const { status = '200', ...headers } = Object.fromEntries(pairs);
  return { status: Number.parseInt(status, 10), headers };
}

async function* only(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

async function* rest(first: Buffer, more: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  if (first.length > 0) yield first;
  for (;;) {
    const { value, done } = await more.next();
    if (done === true) return;
    yield value;
  }
}

/** Until more can be written, or never again. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const resume = (): void => {
      response.off('drain', resume).off('close', resume);
      resolve();
    };
    response.on('drain', resume).on('close', resume);
  });
}

/** @param silent the work is done, and nothing is said of it. `truncated`: it is said by half. `beforeEnd`: the client has not heard all yet. */
export async function serveGit(
  where: { readonly world: World; readonly repository: ForgeRepository; readonly git: GitRequest },
  request: IncomingMessage,
  response: ServerResponse,
  {
    silent,
    truncated,
    beforeEnd,
  }: { readonly silent: boolean; readonly truncated: boolean; readonly beforeEnd?: (() => Promise<void>) | undefined },
): Promise<void> {
  const { status, headers, body } = await runBackend(where.world, where.repository, where.git, request);
  if (!silent) response.writeHead(status, headers);
  for await (const chunk of body) {
    if (silent || response.destroyed) continue;
    if (truncated) {
      response.write(chunk.subarray(0, Math.floor(chunk.length / 2)));
      response.destroy();
    } else if (!response.write(chunk)) await drained(response);
  }
  await beforeEnd?.();
  if (!silent && !response.destroyed) response.end();
}
