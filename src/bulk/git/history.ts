import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkObjectId, runBare } from '../../trees/bare/bare-git.js';
import type { GitAccess, GitAnswer } from './bare-clone.js';
import { initialise } from './clone-folder.js';
import { faultOf } from './fault.js';
import { LEAN } from './fetch.js';
import { callRemote } from './remote-call.js';

const HISTORY = 'refs/codemod/history';
const RETRIES = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };

/**
 * Whether a commit is part of a branch of the remote, as a merge or a fast-forward leaves it: what was squashed or rebased is another
 * commit, which cannot be told. The branch's commits are brought without trees where the server can do that, and thrown away: the
 * clone in the cache has no history, and never gets one.
 *
 * @param ref the branch by its full name.
 */
export async function isInHistory(access: GitAccess, commit: string, ref: string): Promise<GitAnswer<boolean>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'codemod-history-'));
  try {
    initialise(folder, checkObjectId(commit).length === 64 ? 'sha256' : 'sha1');
    const fetch = async (filter: string) => {
      const operands = ['origin', `+${ref}:${HISTORY}`];
      return await callRemote(folder, access, { command: 'fetch', flags: [...LEAN, filter], operands });
    };
    const lean = await fetch('--filter=tree:0');
    const fetched = lean.status === 0 ? lean : await fetch('--no-filter');
    if (fetched.status !== 0) return faultOf(access, fetched.stderr);
    // One that is not here at all is no fault either: all that the branch has is.
    const { status } = await runBare(folder, { command: 'merge-base', flags: ['--is-ancestor', commit, HISTORY] });
    return { kind: 'ok', value: status === 0 };
  } finally {
    rmSync(folder, RETRIES);
  }
}
