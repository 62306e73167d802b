import { type BareCall, bareOutput, checkObjectId } from '../../trees/bare/bare-git.js';
import { parseCommit } from '../../trees/bare/commit-object.js';
import type { GitAccess, GitAnswer } from './bare-clone.js';
import { fault, faultOf } from './fault.js';
import { fetchAll, type Seen } from './fetch.js';
import { hooksOf } from './local-hooks.js';
import { listRemote } from './refs.js';
import { callRemote } from './remote-call.js';
import type { Settings } from './user-settings.js';

/** What may be pushed: a branch by its full name, as `git check-ref-format` has it. */
const BRANCH = /^refs\/heads\/(?!.*(?:\/\/|\.\.|@\{|\/\.|\.lock(?:\/|$)|[\s~^:?*[\\]|\/$|\.$))[^-./\p{Cc}]\P{Cc}*$/u;

export interface RefChange {
  /** By its full name. */
  readonly ref: string;
  /** Null: it is deleted. */
  readonly commit: string | null;
  /** Null: it must not be there. */
  readonly expected: string | null;
}

/**
 * Moves a branch of the remote from what we know it to be to a commit, or deletes it. A branch that is so already is no fault.
 *
 * @param seen where a commit comes from that was fetched.
 */
export async function pushRef(
  folder: string,
  access: GitAccess,
  { ref, commit, expected }: RefChange,
  seen: (commit: string) => Seen,
): Promise<GitAnswer<null>> {
  if (!BRANCH.test(ref)) return fault('git-failed', `${JSON.stringify(ref.slice(0, 200))} is not the full name of a branch.`);
  const hooks = access.protocol === 'file' ? await hooksOf(access) : [];
  if (hooks.length > 0) return fault('git-rejected', hooksMessage(access, hooks));
  const lease = `--force-with-lease=${ref}:${expected === null ? '' : checkObjectId(expected)}`;
  const flags = ['--porcelain', '--no-verify', '--no-thin', '--no-signed', '--no-follow-tags', lease];
  const operands = ['origin', `${commit === null ? '' : checkObjectId(commit)}:${ref}`];
  const seenParents = async (): Promise<readonly Seen[]> => {
    if (commit === null) return [];
    const content = await bareOutput(folder, { command: 'cat-file', flags: ['commit', checkObjectId(commit)] });
    return parseCommit(content).parents.map(seen);
  };
  const { status, said } = await pushSomehow(folder, access, { command: 'push', flags, operands }, seenParents);
  if (status === 0) return { kind: 'ok', value: null };
  const answer = faultOf(access, said);
  // A connection can end after the remote has done what it was asked for.
  if (answer.kind !== 'failed') return answer;
  const now = await listRemote(folder, access, [ref]);
  const isDone = now.kind === 'ok' && (now.value.refs.get(ref) ?? null) === commit;
  return isDone ? { kind: 'ok', value: null } : answer;
}

interface Pushed {
  readonly status: number;
  readonly said: string;
}

/**
 * Where no branch of the remote has the parent at its tip any more, git takes it that the remote lacks the parent's files, and
 * so do we, in a blobless clone. Then the remote is asked what it has; where it cannot tell, the files are fetched after all.
 */
async function pushSomehow(
  folder: string,
  access: GitAccess,
  call: BareCall,
  parents: () => Promise<readonly Seen[]>,
): Promise<Pushed> {
  const push = async (settings: Settings): Promise<Pushed> => {
    const { status, stdout, stderr } = await callRemote(folder, access, call, settings);
    const refused = stdout
      .toString()
      .split('\n')
      .filter((line) => line.startsWith('!'));
    return { status, said: [stderr, ...refused].join('\n') };
  };
  const plain = await push([]);
  if (!lacksFiles(plain)) return plain;
  const negotiated = await push([['push.negotiate', 'true']]);
  if (!lacksFiles(negotiated)) return negotiated;
  for (const parent of await parents()) await fetchAll(folder, access, parent);
  return await push([]);
}

function lacksFiles({ status, said }: Pushed): boolean {
  return status !== 0 && /from promisor remote|unable to read [0-9a-f]{40}|missing blob object/.test(said);
}

function hooksMessage(access: GitAccess, hooks: readonly string[]): string {
  return `${access.url} has hooks (${hooks.join(', ')}), which are not run from here; push the branch by its server, or by hand.`;
}
