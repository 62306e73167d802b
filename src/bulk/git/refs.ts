import { isObjectId } from '../../trees/bare/bare-git.js';
import type { GitAccess, GitAnswer, RemoteRefs } from './bare-clone.js';
import { faultOf } from './fault.js';
import { callRemote } from './remote-call.js';

/** The refs of a remote that are asked for, by their full names; those that are not there are left out. */
export async function listRemote(folder: string, access: GitAccess, names: readonly string[]): Promise<GitAnswer<RemoteRefs>> {
  const operands = ['origin', ...new Set(['HEAD', ...names])];
  const { status, stdout, stderr } = await callRemote(folder, access, { command: 'ls-remote', flags: ['--symref'], operands });
  if (status !== 0) return faultOf(access, stderr);
  return { kind: 'ok', value: parseRefs(stdout.toString(), new Set(['HEAD', ...names])) };
}

/** @param names the output also has refs that end with a name that was asked for. */
function parseRefs(output: string, names: ReadonlySet<string>): RemoteRefs {
  const refs = new Map<string, string>();
  let defaultBranch: string | null = null;
  for (const line of output.split('\n')) {
    const [value = '', name = ''] = line.split('\t');
    const symref = /^ref: refs\/heads\/(.+)$/.exec(value)?.[1];
    if (name === 'HEAD' && symref !== undefined) defaultBranch = symref;
    else if (names.has(name) && isObjectId(value)) refs.set(name, value);
  }
  return { defaultBranch, refs };
}
