import path from 'node:path';
import { commitFiles, plainGit } from './git-repository.js';
import { tempFolder } from './temp-folder.js';

/** Adds a commit to a branch of a bare repository, as a person would with a clone. @returns the commit. */
export function pushByHand(bare: string, branch: string, files: Readonly<Record<string, string>>): string {
  const clone = path.join(tempFolder(), 'by-hand');
  plainGit(tempFolder(), 'clone', '-q', '--branch', branch, bare, clone);
  commitFiles(clone, files);
  plainGit(clone, 'push', '-q', 'origin', `HEAD:refs/heads/${branch}`);
  return plainGit(clone, 'rev-parse', 'HEAD').trim();
}
