import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Its input ends with whoever holds the other end, however that one ends. `--`: dash takes no number of a group without it; the shell of
 * BusyBox complains of it, and does the same.
 */
const SCRIPT = 'read -r line; kill -s CONT -- "-$1"';

/**
 * Lets a group that is about to be stopped go on, should this process be killed before it has done with it: what is stopped cannot see
 * that its parent is gone. Going on does no harm to anybody, whoever has the number by then.
 *
 * @returns what dismisses the guard.
 */
export function guardStopped(group: number): () => void {
  const guard = startGuard(group);
  // Without a shell, or when there are too many processes, the group is stopped unguarded.
  guard?.on('error', () => {});
  return () => guard?.kill('SIGKILL');
}

function startGuard(group: number): ChildProcess | null {
  try {
    return spawn('/bin/sh', ['-c', SCRIPT, 'sh', String(group)], {
      cwd: '/',
      // What is killed along with our group must not be the guard.
      detached: true,
      // Our own holds secrets.
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  } catch {
    return null;
  }
}
