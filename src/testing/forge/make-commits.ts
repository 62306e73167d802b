import { git, isAncestor, tryGit } from './bare-git.js';

export interface Author {
  readonly name: string;
  readonly email: string;
}

export const PERSON: Author = { name: 'A Person', email: 'person@example.com' };
const FORGE: Author = { name: 'The Forge', email: 'forge@example.com' };

/** Equal wishes are equal commits: the date is the parent's, one second on. */
async function identity(folder: string, { name, email }: Author, parent: string): Promise<Record<string, string>> {
  const date = `${Number(await git(folder, ['show', '-s', '--format=%ct', parent])) + 1} +0000`;
  return {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date },
  };
}

/** Adds one file to a branch, as a person who pushes. @returns the commit. */
export async function commitFile(
  folder: string,
  branch: string,
  change: { readonly file: string; readonly content: string; readonly message: string },
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const parent = await git(folder, ['rev-parse', '--verify', ref]);
  const blob = await git(folder, ['hash-object', '-w', '--stdin'], { input: change.content });
  const env = { GIT_INDEX_FILE: `${folder}/index.${process.hrtime.bigint()}` };
  await git(folder, ['read-tree', parent], { env });
  await git(folder, ['update-index', '--add', '--cacheinfo', `100644,${blob},${change.file}`], { env });
  const tree = await git(folder, ['write-tree'], { env });
  const commit = await commitTree(folder, tree, [parent], change.message, PERSON);
  await git(folder, ['update-ref', ref, commit, parent]);
  return commit;
}

async function commitTree(
  folder: string,
  tree: string,
  parents: readonly string[],
  message: string,
  by: Author,
): Promise<string> {
  const env = await identity(folder, by, parents.at(-1) ?? 'HEAD');
  return git(folder, ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])], { env, input: message });
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** Merges `head` into the branch `base`, in the repository itself. @returns the commit that `base` is then; null for a conflict. */
export async function mergeInto(
  folder: string,
  {
    base,
    head,
    method,
    message,
  }: { readonly base: string; readonly head: string; readonly method: MergeMethod; readonly message: string },
): Promise<string | null> {
  const ref = `refs/heads/${base}`;
  const tip = await git(folder, ['rev-parse', '--verify', ref]);
  const made = method === 'rebase' ? await rebased(folder, tip, head) : await merged(folder, tip, head, method, message);
  if (made !== null) await git(folder, ['update-ref', ref, made, tip]);
  return made;
}

async function merged(
  folder: string,
  tip: string,
  head: string,
  method: 'merge' | 'squash',
  message: string,
): Promise<string | null> {
  const tree = await mergeTree(folder, tip, head);
  if (tree === null) return null;
  return commitTree(folder, tree, method === 'merge' ? [tip, head] : [tip], message, FORGE);
}

/** Each commit that the base does not have, one after the other, on top of it. */
async function rebased(folder: string, tip: string, head: string): Promise<string | null> {
  const commits = await git(folder, ['rev-list', '--reverse', '--no-merges', `${tip}..${head}`]);
  let onto = tip;
  for (const commit of commits.split('\n').filter((line) => line !== '')) {
    const tree = await pickedTree(folder, onto, commit);
    if (tree === null) return null;
    const message = await git(folder, ['show', '-s', '--format=%B', commit]);
    onto = await commitTree(folder, tree, [onto], message, FORGE);
  }
  return onto;
}

/** `merge-tree` of git 2.39 takes no merge base: commits without history, made for it, have the one that is meant. */
async function pickedTree(folder: string, onto: string, commit: string): Promise<string | null> {
  if (await isAncestor(folder, `${commit}^`, onto)) return mergeTree(folder, onto, commit);
  const root = await commitTree(folder, `${commit}^^{tree}`, [], 'base', FORGE);
  const [ours, theirs] = [
    await commitTree(folder, `${onto}^{tree}`, [root], 'ours', FORGE),
    await commitTree(folder, `${commit}^{tree}`, [root], 'theirs', FORGE),
  ];
  return mergeTree(folder, ours, theirs);
}

async function mergeTree(folder: string, ours: string, theirs: string): Promise<string | null> {
  const { status, stdout } = await tryGit(folder, ['merge-tree', '--write-tree', ours, theirs]);
  return status === 0 ? stdout.trim() : null;
}

/** Whether a merge would go well. */
export async function isMergeable(folder: string, base: string, head: string): Promise<boolean> {
  return (await mergeTree(folder, base, head)) !== null;
}
