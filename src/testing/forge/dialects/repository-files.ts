import { branchCommit, headBranch, listFiles, readBlob } from '../bare-git.js';
import type { ForgeRepository } from '../world.js';

/** The commit that a name stands for: a branch, a whole commit, or nothing for the default branch. */
export function commitOf({ folder }: ForgeRepository, ref: string | null): string | null {
  if (ref !== null && /^[0-9a-f]{40}$/.test(ref)) return ref;
  const name = ref === null || ref === '' || ref === 'HEAD' ? headBranch(folder) : ref.replace(/^refs\/heads\/|^heads\//, '');
  return branchCommit(folder, name);
}

export interface FoundFile {
  readonly repository: ForgeRepository;
  readonly file: string;
}

/** Content of a file, or null. */
export async function fileOf(repository: ForgeRepository, ref: string | null, file: string): Promise<string | null> {
  const commit = commitOf(repository, ref);
  return commit === null ? null : readBlob(repository.folder, commit, file);
}

/** Files of default branches that are called so (`setup.py`), or that stand there (`src/setup.py`). */
export async function filesNamed(repositories: readonly ForgeRepository[], name: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const repository of repositories) {
    const commit = commitOf(repository, null);
    const files = commit === null ? [] : await listFiles(repository.folder, commit);
    for (const file of files) if (file === name || file.endsWith(`/${name}`)) found.push({ repository, file });
  }
  return found;
}

export const isEmpty = (repository: ForgeRepository): boolean => commitOf(repository, null) === null;
