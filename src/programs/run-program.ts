import { type ChildProcess, spawn } from 'node:child_process';
import { messageOf } from '../core/errors.js';

export interface ProgramCall {
  /** An absolute path, as `findProgram` answers it. */
  readonly program: string;
  readonly args: readonly string[];
  /** The working directory: never a folder of the repository that is looked at. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Milliseconds. */
  readonly deadline: number;
  /** Bytes of standard output, and of standard error, at most. */
  readonly mostOutput: number;
}

export type ProgramResult =
  | { readonly kind: 'exited'; readonly status: number; readonly stdout: Buffer; readonly stderr: Buffer }
  | {
      readonly kind: 'failed';
      readonly because: 'not-started' | 'deadline' | 'too-much-output' | 'killed';
      readonly message: string;
    };

/**
 * Runs another program to its end, without a shell. It and all that it starts are ended at the deadline, when it says more
 * than it may, and when we are interrupted.
 */
export async function runProgram(call: ProgramCall): Promise<ProgramResult> {
  const { program, args, cwd, env, input, deadline, mostOutput } = call;
  // A group of its own: what the program has started would outlive it otherwise.
  const child = spawn(program, args, { cwd, env, detached: true, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let failure: ProgramResult | null = null;
  const stop = (result: ProgramResult): void => {
    failure ??= result;
    endGroup(child);
    // What has left the group may hold them open for ever.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const collect = (stream: NodeJS.ReadableStream): readonly Buffer[] => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostOutput) chunks.push(chunk);
      else stop({ kind: 'failed', because: 'too-much-output', message: `it said more than ${mostOutput} bytes` });
    });
    return chunks;
  };
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const timer = setTimeout(() => {
    stop({ kind: 'failed', because: 'deadline', message: `it did not end within ${deadline / 1000} seconds` });
  }, deadline);
  const forget = endWhenInterrupted(child);
  // One that ends early closes its input; its exit tells why.
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  const ended = await endOf(child);
  clearTimeout(timer);
  forget();
  if (failure !== null) return failure;
  return typeof ended === 'number'
    ? { kind: 'exited', status: ended, stdout: Buffer.concat(out), stderr: Buffer.concat(err) }
    : ended;
}

function endOf(child: ChildProcess): Promise<number | ProgramResult> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'failed', because: 'not-started', message: messageOf(error) }));
    child.once('close', (status, signal) => {
      resolve(status ?? { kind: 'failed', because: 'killed', message: `it was ended by ${signal}` });
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal's Ctrl-C reaches our group and not the child's. Where nobody else listens, we end by the signal as ever. */
function endWhenInterrupted(child: ChildProcess): () => void {
  const listeners = INTERRUPTIONS.map((signal) => {
    const listener = (): void => {
      endGroup(child);
      process.off(signal, listener);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
}
