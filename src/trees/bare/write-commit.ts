import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import type { TreeEdit } from '../tree-edit.js';
import { bareOutput, checkObjectId } from './bare-git.js';
import { type CommitObject, parseCommit, type Signature } from './commit-object.js';
import type { TreeFile } from './tree-listing.js';
import { unfitEdit } from './unfit-edit.js';

export interface WantedCommit {
  readonly parent: string;
  /** What the parent holds, by path. */
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly edits: readonly TreeEdit[];
  readonly message: string;
  readonly identity: { readonly name: string; readonly email: string };
}

/**
 * Writes blobs, trees and a commit by plumbing. No file of the commit is read or fetched, nothing is checked out, and equal
 * wishes give equal commits: the dates are the parent's committer date.
 *
 * @throws CodemodError `tree-edit-refused` for a path that git would not have or that is no file in the parent, `git-failed`.
 */
export async function writeCommit(
  folder: string,
  wanted: WantedCommit,
): Promise<{ readonly commit: string; readonly tree: string; readonly isEmpty: boolean }> {
  const unfit = unfitEdit(wanted.edits, wanted.files);
  if (unfit !== null) throw new CodemodError('tree-edit-refused', unfit);
  const parent = parseCommit(await bareOutput(folder, { command: 'cat-file', flags: ['commit', checkObjectId(wanted.parent)] }));
  const tree = await writeTree(folder, wanted.parent, wanted.edits);
  const by: Signature = { ...wanted.identity, date: parent.committer.date };
  const commit = await writeCommitObject(folder, {
    tree,
    parents: [wanted.parent],
    author: by,
    committer: by,
    message: wanted.message,
  });
  return { commit, tree, isEmpty: tree === parent.tree };
}

export async function writeCommitObject(folder: string, commit: CommitObject): Promise<string> {
  return idIn(await bareOutput(folder, { command: 'commit-tree', ...commitCall(commit) }));
}

/** What `git commit-tree` is given. Nothing of the commit stands in its arguments but object ids. */
export function commitCall({ tree, parents, author, committer, message }: CommitObject): {
  readonly flags: readonly string[];
  readonly input: Buffer;
  readonly environment: Readonly<Record<string, string>>;
} {
  return {
    flags: [checkObjectId(tree), ...parents.flatMap((parent) => ['-p', checkObjectId(parent)]), '-F', '-'],
    input: Buffer.from(message),
    environment: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: committer.date,
    },
  };
}

/** An index of its own, so that two commits can be written at once. */
async function writeTree(folder: string, parent: string, edits: readonly TreeEdit[]): Promise<string> {
  const blobs = await writeBlobs(folder, edits);
  const scratch = mkdtempSync(path.join(folder, 'codemod-index-'));
  const environment = { GIT_INDEX_FILE: path.join(scratch, 'index') };
  try {
    await bareOutput(folder, { command: 'read-tree', flags: [checkObjectId(parent)], environment });
    // What goes makes room for what comes: a folder may take the place of a file.
    const gone = edits.filter(({ content }) => content === null).map((edit) => `0 ${'0'.repeat(parent.length)}\t${edit.path}\0`);
    const input = Buffer.from([...gone, ...blobs].join(''));
    await bareOutput(folder, { command: 'update-index', flags: ['-z', '--index-info'], input, environment });
    // Without the switch git looks for every blob, and a blobless clone has next to none.
    return idIn(await bareOutput(folder, { command: 'write-tree', flags: ['--missing-ok'], environment }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One process for all of them. @returns lines for `update-index -z --index-info`. */
async function writeBlobs(folder: string, edits: readonly TreeEdit[]): Promise<readonly string[]> {
  const writes = edits.flatMap(({ path: file, mode, content }) => (content === null ? [] : [{ file, mode, content }]));
  if (writes.length === 0) return [];
  const commands = writes.flatMap(({ content }, index) => [
    Buffer.from(`blob\nmark :${index + 1}\ndata ${content.length}\n`),
    content,
    Buffer.from(`\nget-mark :${index + 1}\n`),
  ]);
  const flags = ['--quiet', '--done', '--date-format=raw'];
  const input = Buffer.concat([...commands, Buffer.from('done\n')]);
  const ids = (await bareOutput(folder, { command: 'fast-import', flags, input })).toString('latin1').trim().split('\n');
  return writes.map(
    ({ file, mode }, index) => `100${(mode & 0o111) === 0 ? '644' : '755'} ${checkObjectId(ids[index] ?? '')}\t${file}\0`,
  );
}

function idIn(output: Buffer): string {
  return checkObjectId(output.toString('latin1').trim());
}
