import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';

export interface GitEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  LC_ALL: 'C',
};

/** Runs git in one of the forge's repositories; a status that is not 0 is an answer. */
export function tryGit(
  folder: string,
  args: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<GitEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', folder, ...args], { env: { ...ENVIRONMENT, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ status, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
    // A git that has ended without reading all is told by its status.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** @throws Error when git says no. */
export async function git(folder: string, args: readonly string[], options?: Parameters<typeof tryGit>[2]): Promise<string> {
  const { status, stdout, stderr } = await tryGit(folder, args, options);
  if (status !== 0) throw new Error(`git ${args[0]} ended with ${status}: ${stderr}`);
  return stdout.trimEnd();
}

/** Refs by full name, read without a process: this is what every answer of the API needs. */
export function readRef(folder: string, ref: string): string | null {
  const loose = readText(path.join(folder, ref))?.trim();
  if (loose !== undefined && /^[0-9a-f]{40}$/.test(loose)) return loose;
  const line = (readText(path.join(folder, 'packed-refs')) ?? '').split('\n').find((packed) => packed.endsWith(` ${ref}`));
  return line === undefined ? null : line.slice(0, 40);
}

export function branchCommit(folder: string, branch: string): string | null {
  return readRef(folder, `refs/heads/${branch}`);
}

/** What HEAD names, whether there is such a branch or not. */
export function headBranch(folder: string): string {
  const [, branch = 'main'] = /^ref: refs\/heads\/(.+)$/m.exec(readText(path.join(folder, 'HEAD')) ?? '') ?? [];
  return branch;
}

export async function listRefs(folder: string): Promise<Readonly<Record<string, string>>> {
  const lines = await git(folder, ['for-each-ref', '--format=%(refname) %(objectname)']);
  return Object.fromEntries(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, -41), line.slice(-40)]),
  );
}

export async function isAncestor(folder: string, older: string, newer: string): Promise<boolean> {
  return (await tryGit(folder, ['merge-base', '--is-ancestor', older, newer])).status === 0;
}

/** Content of a file of a commit; null when there is none. */
export async function readBlob(folder: string, commit: string, file: string): Promise<string | null> {
  const { status, stdout } = await tryGit(folder, ['cat-file', 'blob', `${commit}:${file}`]);
  return status === 0 ? stdout : null;
}

export async function listFiles(folder: string, commit: string): Promise<readonly string[]> {
  const { stdout } = await tryGit(folder, ['ls-tree', '-r', '-z', '--name-only', commit]);
  return stdout.split('\0').filter((name) => name !== '');
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
