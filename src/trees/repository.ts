import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { CodemodError, systemCode } from '../core/errors.js';
import { type GitCall, gitFailure, gitOutput, runGit } from './git.js';

/** A git repository with its work tree. */
export interface Repository {
  /** Where the work tree begins: an absolute path without links. */
  readonly top: string;
  /** The commit that is checked out; null when there is none yet. */
  readonly head: string | null;
  readonly objectFormat: 'sha1' | 'sha256';
  /** Git's settings, the last value of each. Section and name are in lower case. */
  readonly config: ReadonlyMap<string, string>;
}

/** Runs git in a repository with every filter that its configuration names switched off. */
export function repositoryOutput(repository: Repository, call: GitCall): Promise<Buffer> {
  return gitOutput(repository.top, { ...call, filters: filterNames(repository.config) });
}

/**
 * The top of the work tree that a folder lies in, by its `.git` alone; null outside of git.
 *
 * @param folder an absolute path without links.
 * @throws CodemodError `bare-repository` inside of a repository without files, or of git's own folder.
 */
export function findTop(folder: string): string | null {
  for (let current = folder; ; current = path.dirname(current)) {
    if (gitFolderOf(current) !== null) return current;
    if (['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(current, name)))) throw bareError(current);
    if (path.dirname(current) === current) return null;
  }
}

/**
 * Opens the repository whose work tree begins at a folder.
 *
 * @returns null when there is no git on this machine.
 * @throws CodemodError `git-dubious-ownership`, `repository-redirected`, `bare-repository`, `git-failed`, `git-timeout`.
 */
export async function openRepository(top: string): Promise<Repository | null> {
  const identify: GitCall = {
    command: 'rev-parse',
    flags: ['--show-object-format', '--is-bare-repository', '--show-toplevel', '--absolute-git-dir', '--revs-only', 'HEAD'],
  };
  const [identity, config] = await Promise.all([runGit(top, identify), readConfig(top)]);
  if (identity === null || config === null) return null;
  if (identity.status !== 0) throw openingError(top, identify, identity.stderr);
  const [format, bare, ...rest] = identity.stdout.toString().split('\n');
  if (bare !== 'false') throw bareError(top);
  // Paths may hold newlines: what git says is compared with what we found, not taken apart.
  const said = rest.join('\n');
  const expected = `${top}\n${gitFolderOf(top)}\n`;
  if (!said.startsWith(expected)) throw redirectedError(top, said);
  const head = said.slice(expected.length).trim();
  return { top, head: head === '' ? null : head, objectFormat: format === 'sha256' ? 'sha256' : 'sha1', config };
}

/** The folder that a work tree's `.git` is or points to; null when there is none that git would take. */
function gitFolderOf(top: string): string | null {
  const entry = path.join(top, '.git');
  try {
    if (!lstatSync(entry).isFile()) return isMissing(path.join(entry, 'HEAD')) ? null : realpathSync(entry);
    const target = readFileSync(entry, 'utf8').replace(/^gitdir: /, '');
    return realOrSame(path.resolve(top, target.replace(/[\r\n]+$/, '')));
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    throw new CodemodError('git-failed', `${entry} cannot be read (${systemCode(error)}).`, { path: entry, cause: error });
  }
}

/** False also where we may not look: that is for git to judge. */
function isMissing(file: string): boolean {
  try {
    lstatSync(file);
    return false;
  } catch (error) {
    return systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR';
  }
}

function realOrSame(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

async function readConfig(top: string): Promise<ReadonlyMap<string, string> | null> {
  const result = await runGit(top, { command: 'config', flags: ['--list', '-z'] });
  if (result === null) return null;
  const entries = result.stdout.toString().split('\0');
  return new Map(
    entries.map((entry): [string, string] => {
      const end = entry.indexOf('\n');
      return end === -1 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}

function filterNames(config: ReadonlyMap<string, string>): readonly string[] {
  const names = [...config.keys()].flatMap((key) => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []);
  return [...new Set(names)];
}

function openingError(top: string, call: GitCall, stderr: string): CodemodError {
  const bare = stderr.includes('must be run in a work tree') || stderr.includes('cannot use bare repository');
  return bare ? bareError(top) : gitFailure(top, call, stderr);
}

function bareError(folder: string): CodemodError {
  const message = `${folder} is a bare repository or git's own folder: there are no files to change in it.`;
  return new CodemodError('bare-repository', message, { path: folder });
}

function redirectedError(top: string, said: string): CodemodError {
  const elsewhere = said.split('\n')[0] ?? '';
  const message = `The repository in ${top} says that its files are elsewhere (${elsewhere}), so it is not touched. Look at core.worktree in its configuration.`;
  return new CodemodError('repository-redirected', message, { path: top });
}
