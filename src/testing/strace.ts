import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** One system call of a program, as `strace -e inject` finds it again: the n-th of its name in its thread. */
export interface CallPoint {
  readonly call: string;
  readonly number: number;
  /** Its arguments, as strace writes them. */
  readonly args: string;
}

export interface TracedRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The calls that change a file system. Plain `write` is libuv's too, to wake its loop: only to end a process, not to make it fail. */
const WRITING = ['openat', 'write', 'pwrite64', 'fsync', 'rename', 'unlink', 'mkdir', 'rmdir', 'link', 'fchmod', 'fchown'];

export function hasStrace(): boolean {
  return spawnSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' }).status === 0;
}

/** The writing calls that a program makes after it first names `from`; nothing of the start of Node. What goes to the terminal is left out. */
export function callPoints(program: readonly string[], from: string): readonly CallPoint[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-strace-'));
  try {
    const log = path.join(folder, 'log');
    const { status, stderr } = strace(['-o', log, '-s', '4096', '-e', `trace=${WRITING.join(',')}`], program);
    if (status !== 0) throw new Error(`the program failed under strace: ${stderr}`);
    return pointsIn(readFileSync(log, 'utf8'), from);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program in which one call meets a fault: `signal=SIGKILL`, `error=EIO`, `retval=1`; with `+` at the end, all later ones too. */
export function runWithFault(program: readonly string[], point: CallPoint, fault: string): TracedRun {
  const [what, more] = fault.endsWith('+') ? [fault.slice(0, -1), '+'] : [fault, ''];
  const inject = `inject=${point.call}:${what}:when=${point.number}${more}`;
  return strace(['-o', os.devNull, '-e', `trace=${point.call}`, '-e', inject], program);
}

/** One thread for blocking calls, so that they are counted in the same order every time. */
function strace(options: readonly string[], program: readonly string[]): TracedRun {
  const args = ['-f', '-qq', ...options, '--', process.execPath, ...program];
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1', NODE_EXTRA_CA_CERTS: '' };
  const { status, signal, stdout, stderr } = spawnSync('strace', args, { env, encoding: 'utf8', timeout: 60_000 });
  return { status, signal, stdout, stderr };
}

function pointsIn(log: string, from: string): readonly CallPoint[] {
  const counts = new Map<string, number>();
  const points: CallPoint[] = [];
  let isOn = false;
  for (const line of log.split('\n')) {
    const [, thread, call, args] = /^(\d+) +(\w+)\((.*)$/.exec(line) ?? [];
    if (thread === undefined || call === undefined || args === undefined) continue;
    const number = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, number);
    isOn ||= args.includes(from);
    if (isOn && changesSomething(call, args)) points.push({ call, number, args });
  }
  return points;
}

/** Opening for reading changes nothing; descriptors 1 and 2 are the terminal's; 8 bytes of 1 are libuv waking its loop. */
function changesSomething(call: string, args: string): boolean {
  if (call === 'openat') return args.includes('O_CREAT') || args.includes('O_APPEND');
  return call !== 'write' || !/^(?:[12], |\d+, "\\1(?:\\0){7}", 8)/.test(args);
}
