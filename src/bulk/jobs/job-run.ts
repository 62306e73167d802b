import type { RepositoryEvent, Stage } from '../model/events.js';
import type { JobResult } from './job.js';

/** What git and hosts answer alike. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'paused'; readonly until: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** Faults that may pass by themselves. */
const TRANSIENT: ReadonlySet<string> = new Set([
  ...['git-unreachable', 'forge-unavailable', 'git-timeout'],
  // Somebody was faster than we: what is there now is looked at again.
  'git-stale',
]);

export function isTransient(code: string): boolean {
  return TRANSIENT.has(code);
}

/** Whether the same question may get another answer later. */
export function mayPass(answer: Answer<unknown>): boolean {
  return answer.kind === 'paused' || (answer.kind === 'failed' && isTransient(answer.code));
}

class Halt {
  readonly end: Exclude<Answer<never>, { kind: 'ok' }>;
  constructor(end: Halt['end']) {
    this.end = end;
  }
}

/** A job on its way: what it has told so far, and how it comes to an early end. */
export class JobRun {
  readonly #stage: Stage;
  readonly #events: RepositoryEvent[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  tell(event: RepositoryEvent): void {
    this.#events.push(event);
  }

  /** The value of an answer; the job ends where there is none. */
  need<T>(answer: Answer<T>): T {
    if (answer.kind === 'ok') return answer.value;
    throw new Halt(answer);
  }

  fail(code: string, message: string): never {
    throw new Halt({ kind: 'failed', code, message });
  }

  /** Runs the job. What it told before an early end stands. */
  async result(work: () => Promise<void>): Promise<JobResult> {
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof Halt)) throw thrown;
      const { end } = thrown;
      if (end.kind === 'paused') return { ...end, events: this.#events };
      const { code, message } = end;
      this.tell({ event: 'failed', stage: this.#stage, code, message, transient: isTransient(code) });
    }
    return { kind: 'done', events: this.#events };
  }
}
