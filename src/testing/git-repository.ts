import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';
import { tempFolder, writeFiles } from './temp-folder.js';

const SETTINGS = ['user.name=Test', 'user.email=test@example.com', 'init.defaultBranch=main', 'commit.gpgSign=false'];

/** Runs git as a person would, with nothing switched off but this machine's and this user's settings. */
export function plainGit(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...SETTINGS.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull },
  });
}

/** A new repository with the files committed, where there are any. */
export function gitRepository(files: Readonly<Record<string, string | Buffer>> = {}, ...initFlags: readonly string[]): string {
  const folder = tempFolder();
  plainGit(folder, 'init', '-q', ...initFlags);
  if (Object.keys(files).length > 0) commitFiles(folder, files);
  return folder;
}

export function commitFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  writeFiles(folder, files);
  plainGit(folder, 'add', '--all', '--force');
  plainGit(folder, 'commit', '-q', '-m', 'commit');
}
