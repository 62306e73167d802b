import { checkObjectId } from '../../trees/bare/bare-git.js';
import type { GitAccess, GitAnswer } from './bare-clone.js';
import { fault, faultOf } from './fault.js';
import { hooksOf } from './local-hooks.js';
import { listRemote } from './refs.js';
import { callRemote } from './remote-call.js';

/** What may be pushed: a branch by its full name, as `git check-ref-format` has it. */
const BRANCH = /^refs\/heads\/(?!.*(?:\/\/|\.\.|@\{|\/\.|\.lock(?:\/|$)|[\s~^:?*[\\]|\/$|\.$))[^-./\p{Cc}]\P{Cc}*$/u;

/**
 * Moves a branch of the remote from what we know it to be to a commit, or (null) deletes it. A branch that is so already is no fault.
 *
 * @param expected null: it must not be there.
 */
export async function pushRef(
  folder: string,
  access: GitAccess,
  ref: string,
  commit: string | null,
  expected: string | null,
): Promise<GitAnswer<null>> {
  if (!BRANCH.test(ref)) return fault('git-failed', `${JSON.stringify(ref.slice(0, 200))} is not the full name of a branch.`);
  const hooks = access.protocol === 'file' ? await hooksOf(access) : [];
  if (hooks.length > 0) return fault('git-rejected', hooksMessage(access, hooks));
  const lease = `--force-with-lease=${ref}:${expected === null ? '' : checkObjectId(expected)}`;
  const flags = ['--porcelain', '--no-verify', '--no-thin', '--no-signed', '--no-follow-tags', lease];
  const operands = ['origin', `${commit === null ? '' : checkObjectId(commit)}:${ref}`];
  const { status, stdout, stderr } = await callRemote(folder, access, { command: 'push', flags, operands });
  if (status === 0) return { kind: 'ok', value: null };
  const refused = stdout
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('!'));
  const answer = faultOf(access, [stderr, ...refused].join('\n'));
  // A connection can end after the remote has done what it was asked for.
  if (answer.kind !== 'failed') return answer;
  const now = await listRemote(folder, access, [ref]);
  const isDone = now.kind === 'ok' && (now.value.refs.get(ref) ?? null) === commit;
  return isDone ? { kind: 'ok', value: null } : answer;
}

function hooksMessage(access: GitAccess, hooks: readonly string[]): string {
  return `${access.url} has hooks (${hooks.join(', ')}), which are not run from here; push the branch by its server, or by hand.`;
}
