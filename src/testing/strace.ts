import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** One system call of a program, as `strace -e inject` finds it again: the n-th of its name in its thread. */
export interface CallPoint {
  readonly call: string;
  readonly number: number;
  /** Its arguments, as strace writes them. */
  readonly args: string;
  /**
   * Of a plain `write`: the file, relative to the root, and `number` counts the writes to it alone. libuv makes such calls too, to wake
   * its loop, and ends the process when they fail.
   */
  readonly file: string | null;
}

export interface TracedRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The calls that change a file system. */
const WRITING = ['openat', 'write', 'pwrite64', 'fsync', 'rename', 'unlink', 'mkdir', 'rmdir', 'link', 'fchmod', 'fchown'];
/** Milliseconds. */
const DEADLINE = 60_000;

export function hasStrace(): boolean {
  return spawnSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' }).status === 0;
}

/** The writing calls that a program makes after it first names the folder `root`; nothing of the start of Node. What goes to the terminal is left out. */
export async function callPoints(program: readonly string[], root: string): Promise<readonly CallPoint[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-strace-'));
  try {
    const log = path.join(folder, 'log');
    const { status, stderr } = await strace(['-o', log, '-y', '-s', '4096', '-e', `trace=${WRITING.join(',')}`], program);
    if (status !== 0) throw new Error(`the program failed under strace: ${stderr}`);
    return pointsIn(readFileSync(log, 'utf8'), root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program over `root` in which one call meets a fault: `signal=SIGKILL`, `error=EIO`, `retval=1`; with `+` at the end, all later ones too. */
export async function runWithFault(
  program: readonly string[],
  root: string,
  point: CallPoint,
  fault: string,
): Promise<TracedRun> {
  const [what, more] = fault.endsWith('+') ? [fault.slice(0, -1), '+'] : [fault, ''];
  const inject = `inject=${point.call}:${what}:when=${point.number}${more}`;
  // Calls that nobody asks for run at full speed then; but no signal is delivered in that mode.
  const fast = what.startsWith('signal=') ? [] : ['--seccomp-bpf'];
  const onFile = point.file === null ? [] : ['-P', path.join(root, point.file)];
  return await strace([...fast, '-o', os.devNull, ...onFile, '-e', `trace=${point.call}`, '-e', inject], program);
}

/** One thread for blocking calls, so that they are counted in the same order every time. */
async function strace(options: readonly string[], program: readonly string[]): Promise<TracedRun> {
  const args = ['-f', '-qq', ...options, '--', process.execPath, ...program];
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1', NODE_EXTRA_CA_CERTS: '' };
  const child = spawn('strace', args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: DEADLINE, killSignal: 'SIGKILL' });
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve([status, signal]));
  });
  const [stdout, stderr, [status, signal]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, signal, stdout, stderr };
}

function pointsIn(log: string, root: string): readonly CallPoint[] {
  const counts = new Map<string, number>();
  const points: CallPoint[] = [];
  let isOn = false;
  for (const line of log.split('\n')) {
    const [, thread, call, args] = /^(\d+) +(\w+)\((.*)$/.exec(line) ?? [];
    if (thread === undefined || call === undefined || args === undefined) continue;
    const file = call === 'write' ? writtenFile(args, root) : null;
    const counter = `${thread} ${call} ${file ?? ''}`;
    const number = (counts.get(counter) ?? 0) + 1;
    counts.set(counter, number);
    isOn ||= args.includes(root);
    if (isOn && changesSomething(call, args, file)) points.push({ call, number, args, file });
  }
  return points;
}

/** The path of `write(19</root/file>, ...`. */
function writtenFile(args: string, root: string): string | null {
  const [, file] = /^\d+<([^>]*)>/.exec(args) ?? [];
  return file?.startsWith(`${root}/`) ? file.slice(root.length + 1) : null;
}

/** Opening for reading changes nothing; what is written outside of the root is the terminal's or wakes libuv's loop. */
function changesSomething(call: string, args: string, file: string | null): boolean {
  if (call === 'openat') return args.includes('O_CREAT') || args.includes('O_APPEND');
  return call !== 'write' || file !== null;
}
