import { readFileSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../../core/errors.js';
import { type BareCall, checkObjectId, runBare } from '../../trees/bare/bare-git.js';
import type { GitResult } from '../../trees/git-process.js';
import type { GitAccess, GitAnswer } from './bare-clone.js';
import { fault, faultOf } from './fault.js';
import { listRemote } from './refs.js';
import { callRemote } from './remote-call.js';
import { isUnfit } from './unfit.js';

export const LEAN = ['--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--recurse-submodules=no', '--no-progress'];
const BLOBLESS = '--filter=blob:none';
/** Also where the clone has been told to leave blobs out before. */
const WHOLE = '--no-filter';
/** What git itself takes for all of it; unlike --unshallow it is no fault where all of it is here. */
const WHOLE_HISTORY = '--depth=2147483647';

/** Where a branch goes that is fetched for one of its commits. */
const SEEN = 'refs/codemod/seen';

/** A commit, and the ref of the remote that it was seen in; null where that is not known. */
export interface Seen {
  readonly commit: string;
  readonly ref: string | null;
}

/** Remotes that cannot leave out blobs, or of which git takes nothing but all, as this process has found out. */
const withoutFilter = new Set<string>();

/** The ref that keeps a commit; git writes it last, so that a fetch which was cut off has none. */
export function keepingRef(commit: string): string {
  return `refs/codemod/${checkObjectId(commit)}`;
}

/** The refs of our clones are never packed: each is a file, which git renames into its place when all is there. */
export function isHere(folder: string, commit: string): boolean {
  try {
    return readFileSync(path.join(folder, keepingRef(commit)), 'utf8').trim() === commit;
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}

/**
 * Brings a commit without history, and without blobs where the remote can do that.
 *
 * @param ref where it was seen: where the remote gives no commit by its id, its branch is fetched.
 */
export async function fetchCommit(folder: string, access: GitAccess, commit: string, ref: string): Promise<GitAnswer<null>> {
  if (isHere(folder, commit)) return { kind: 'ok', value: null };
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
  for (const depth of ['--depth=1', WHOLE_HISTORY]) {
    const fetched = await fetchLean(folder, access, [depth], `+${ref}:${SEEN}`);
    if (fetched.status !== 0) return faultOf(access, fetched.stderr);
    const flags = ['--end-of-options', keepingRef(commit), commit];
    if ((await runBare(folder, { command: 'update-ref', flags })).status === 0) return { kind: 'ok', value: null };
  }
  return fault('git-stale', `the commit ${commit} is no longer part of ${ref}.`);
}

/**
 * Without blobs where that can be. Of a fetch that leaves something out, git (2.39 at least) checks the objects by its own severities
 * and not by ours, so that it refuses what old and honest repositories hold; of a whole one it minds ours.
 */
async function fetchLean(folder: string, access: GitAccess, depth: readonly string[], refspec: string): Promise<GitResult> {
  const fetch = async (filter: string): Promise<GitResult> =>
    await callFetch(folder, access, { flags: [...LEAN, ...depth, filter], operands: ['origin', refspec] });
  if (withoutFilter.has(access.url)) return await fetch(WHOLE);
  const lean = await fetch(BLOBLESS);
  if (lean.status === 0 || !(/filter/.test(lean.stderr) || isUnfit(lean.stderr))) return lean;
  withoutFilter.add(access.url);
  return await fetch(WHOLE);
}

/** Brings blobs in one call; where the remote does not give objects by their ids, everything of the commit. */
export async function fetchBlobs(
  folder: string,
  access: GitAccess,
  seen: Seen,
  oids: readonly string[],
): Promise<GitAnswer<null>> {
  const input = Buffer.from(oids.map((oid) => `${checkObjectId(oid)}\n`).join(''));
  const byId = await callFetch(folder, access, { flags: [...LEAN, BLOBLESS, '--stdin'], operands: ['origin'], input });
  if (byId.status === 0) return { kind: 'ok', value: null };
  const answer = faultOf(access, byId.stderr);
  if (answer.kind !== 'failed' || !mayPass(answer.code)) return answer;
  return await fetchAll(folder, access, seen);
}

/** Brings the commit again, with all its files; where the remote gives no commit by its id, the whole branch. */
export async function fetchAll(folder: string, access: GitAccess, { commit, ref }: Seen): Promise<GitAnswer<null>> {
  const fetch = async (depth: string, refspec: string): Promise<GitAnswer<null>> => {
    const flags = [...LEAN, depth, '--refetch', WHOLE];
    const { status, stderr } = await callFetch(folder, access, { flags, operands: ['origin', refspec] });
    return status === 0 ? { kind: 'ok', value: null } : faultOf(access, stderr);
  };
  const byId = await fetch('--depth=1', `+${checkObjectId(commit)}:${keepingRef(commit)}`);
  if (byId.kind !== 'failed' || !mayPass(byId.code) || ref === null) return byId;
  return await fetch(WHOLE_HISTORY, `+${ref}:${SEEN}`);
}

/** What we have is no help for the remote to find out what we need: it would only be told at length. */
async function callFetch(folder: string, access: GitAccess, call: Omit<BareCall, 'command'>): Promise<GitResult> {
  return await callRemote(folder, access, { ...call, command: 'fetch' }, [['fetch.negotiationAlgorithm', 'noop']]);
}
