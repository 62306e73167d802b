import type { FileFailure } from '../core/outcome.js';
import type { ChildLimits } from './child-limits.js';

/** How a child process has ended. */
interface Death {
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  /** True where we have ended it, since it took too long. */
  readonly timedOut: boolean;
  /** The end of what it has printed. */
  readonly output: string;
}

/** What a file that a child process held when it ended has failed of. */
export function whyDead({ exitCode, signalCode, timedOut, output }: Death, { deadline, heap }: ChildLimits): FileFailure {
  if (timedOut) return { code: 'deadline', message: `it took longer than ${deadline / 1000} s and was stopped` };
  if (/heap out of memory|Allocation failed/.test(output)) {
    return { code: 'out-of-memory', message: `its child process needed more than ${heap} MiB` };
  }
  const end = signalCode !== null ? `was ended by ${signalCode}` : `ended with exit code ${exitCode ?? 'unknown'}`;
  const [, thrown] = /^(?:\[?)((?:\w*Error|UnhandledPromiseRejection)\b.*?)\]?$/m.exec(output) ?? [];
  const why = exitCode === 1 && thrown !== undefined ? `: ${thrown}` : '';
  return { code: 'worker-crash', message: `its child process ${end}${why}` };
}
