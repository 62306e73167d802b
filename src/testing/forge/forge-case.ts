import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { plainGit } from '../git-repository.js';
import { tempFolder, writeFiles } from '../temp-folder.js';
import { type ForgeOptions, type RunningForge, startForge } from './forge.js';

export const TOKEN = 'forge-token-of-the-tests';

/** Bare repositories in a new folder, each with one commit on `main`. */
export function forgeRoot(repositories: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const root = tempFolder();
  for (const [path, files] of Object.entries(repositories)) addBare(root, path, files);
  return root;
}

export function addBare(root: string, path: string, files: Readonly<Record<string, string>>): void {
  const bare = `${root}/${path}.git`;
  plainGit(root, 'init', '-q', '--bare', bare);
  if (Object.keys(files).length === 0) return;
  const work = tempFolder();
  plainGit(work, 'init', '-q');
  writeFiles(work, files);
  plainGit(work, 'add', '--all');
  plainGit(work, 'commit', '-q', '-m', 'first');
  plainGit(work, 'push', '-q', bare, 'HEAD:refs/heads/main');
}

/** Starts a forge, hands it to a test, and ends it. */
export async function withForge<T>(options: ForgeOptions, use: (forge: RunningForge) => Promise<T>): Promise<T> {
  const forge = await startForge(options);
  try {
    return await use(forge);
  } finally {
    await forge.close();
  }
}

export interface RawApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As JSON; null when it is none. */
  readonly body: unknown;
}

/** One request to the API with nothing of a client's between. */
export async function askApi(
  forge: RunningForge,
  method: string,
  path: string,
  {
    body,
    token = TOKEN,
    headers = {},
  }: { body?: unknown; token?: string | null; headers?: Readonly<Record<string, string>> } = {},
): Promise<RawApiAnswer> {
  const answer = await fetch(`${forge.api}${path}`, {
    method,
    headers: { 'user-agent': 'tests', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The value at a path of an answer: `errors.0.message`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([name]) => name === key)?.[1];
  }, value);
}

/** The real git, while the forge of this process serves it. @throws Error with what git says. */
export function runGit(folder: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: '0' };
  return promisify(execFile)('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    ...{ cwd: folder, env, timeout: 30_000 },
  }).then(({ stdout }) => stdout);
}

/** With the token in a header. */
export function gitWithToken(folder: string, token: string | null, ...args: readonly string[]): Promise<string> {
  const header =
    token === null ? [] : [`http.extraHeader=Authorization: Basic ${Buffer.from(`bot:${token}`).toString('base64')}`];
  return runGit(folder, ...header.flatMap((setting) => ['-c', setting]), ...args);
}

/** A clone with one more commit on a branch, pushed. @returns the clone. */
export async function pushBranch(
  forge: RunningForge,
  repo: string,
  branch: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = tempFolder();
  await gitWithToken(folder, TOKEN, 'clone', '-q', `${forge.url}/${repo}.git`, '.');
  plainGit(folder, 'switch', '-q', '-c', branch);
  writeFiles(folder, files);
  plainGit(folder, 'add', '--all');
  plainGit(folder, 'commit', '-q', '-m', 'change');
  await gitWithToken(folder, TOKEN, 'push', '-q', 'origin', branch);
  return folder;
}
