import { checkObjectId, runBare } from '../../trees/bare/bare-git.js';
import type { GitResult } from '../../trees/git-process.js';
import type { GitAccess, GitAnswer } from './bare-clone.js';
import { fault, faultOf } from './fault.js';
import { listRemote } from './refs.js';
import { callRemote } from './remote-call.js';

const LEAN = ['--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--recurse-submodules=no', '--no-progress'];
const BLOBLESS = '--filter=blob:none';
/** In a repository of whatever size, no commit is further back than this. */
const WHOLE_HISTORY = '--unshallow';

/** Remotes that cannot leave out blobs, as this process has found out. */
const withoutFilter = new Set<string>();

/** The ref that keeps a commit; git writes it last, so that a fetch which was cut off has none. */
export function keepingRef(commit: string): string {
  return `refs/codemod/${checkObjectId(commit)}`;
}

export async function isHere(folder: string, commit: string): Promise<boolean> {
  const call = { command: 'rev-parse', flags: ['--quiet', '--verify', '--end-of-options', keepingRef(commit)] };
  return (await runBare(folder, call)).status === 0;
}

/**
 * Brings a commit without history, and without blobs where the remote can do that.
 *
 * @param ref where it was seen: where the remote gives no commit by its id, its branch is fetched.
 */
export async function fetchCommit(folder: string, access: GitAccess, commit: string, ref: string): Promise<GitAnswer<null>> {
  if (await isHere(folder, commit)) return { kind: 'ok', value: null };
  const byId = await fetchLean(folder, access, ['--depth=1'], `${checkObjectId(commit)}:${keepingRef(commit)}`);
  if (byId.status === 0) return { kind: 'ok', value: null };
  const answer = faultOf(access, byId.stderr);
  if (answer.kind !== 'failed' || !mayPass(answer.code)) return answer;
  return await fetchBranch(folder, access, commit, ref);
}

/** True for a fault that another way of asking may not have. */
function mayPass(code: string): boolean {
  return code === 'git-failed' || code === 'git-unreachable' || code === 'git-no-branch';
}

/** The branch's tip, and then its history, until the commit is in it. */
async function fetchBranch(folder: string, access: GitAccess, commit: string, ref: string): Promise<GitAnswer<null>> {
  const refs = await listRemote(folder, access, [ref]);
  if (refs.kind !== 'ok') return refs;
  if (refs.value.refs.size === 0) return fault('git-empty', '');
  const tip = refs.value.refs.get(ref);
  if (tip === undefined) return fault('git-no-branch', `${ref}.`);
  const seen = 'refs/codemod/seen';
  for (const depth of ['--depth=1', WHOLE_HISTORY]) {
    const fetched = await fetchLean(folder, access, [depth], `+${ref}:${seen}`);
    if (fetched.status !== 0) return faultOf(access, fetched.stderr);
    const flags = ['--end-of-options', keepingRef(commit), commit];
    if ((await runBare(folder, { command: 'update-ref', flags })).status === 0) return { kind: 'ok', value: null };
  }
  return fault('git-stale', `the commit ${commit} is no longer part of ${ref}.`);
}

async function fetchLean(folder: string, access: GitAccess, depth: readonly string[], refspec: string): Promise<GitResult> {
  const fetch = async (filter: readonly string[]): Promise<GitResult> =>
    await callRemote(folder, access, { command: 'fetch', flags: [...LEAN, ...depth, ...filter], operands: ['origin', refspec] });
  if (withoutFilter.has(access.url)) return await fetch([]);
  const lean = await fetch([BLOBLESS]);
  if (lean.status === 0 || !/filter/.test(lean.stderr)) return lean;
  withoutFilter.add(access.url);
  return await fetch([]);
}

/** Brings blobs in one call; where the remote does not give objects by their ids, everything of the commit. */
export async function fetchBlobs(
  folder: string,
  access: GitAccess,
  commit: string,
  oids: readonly string[],
): Promise<GitAnswer<null>> {
  const input = Buffer.from(oids.map((oid) => `${checkObjectId(oid)}\n`).join(''));
  const call = { command: 'fetch', flags: [...LEAN, BLOBLESS, '--stdin'], operands: ['origin'], input };
  const byId = await callRemote(folder, access, call);
  if (byId.status === 0) return { kind: 'ok', value: null };
  const answer = faultOf(access, byId.stderr);
  if (answer.kind !== 'failed' || !mayPass(answer.code)) return answer;
  const refspec = `+${checkObjectId(commit)}:${keepingRef(commit)}`;
  const flags = [...LEAN, '--depth=1', '--refetch', '--no-filter'];
  const whole = await callRemote(folder, access, { command: 'fetch', flags, operands: ['origin', refspec] });
  return whole.status === 0 ? { kind: 'ok', value: null } : faultOf(access, whole.stderr);
}
