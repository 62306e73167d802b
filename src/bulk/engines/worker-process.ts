import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { visibleLine } from '../../core/display.js';
import type { Job } from '../jobs/job.js';
import type { JobEnd } from './engine.js';
import type { FromWorker, ToWorker, WorkerSetting } from './performer.js';
import { endLeftovers, endTree, type ProcessFacts, treeOf } from './process-tree.js';
import { workerEnvironment } from './worker-environment.js';

/** How a job of a worker ended. `no-order`: the store has no such order; nothing is known of the repository. */
export type WorkEnd =
  | JobEnd
  | { readonly kind: 'no-order'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string };

type Death = Pick<Extract<JobEnd, { kind: 'lost' }>, 'code' | 'message'>;

const ENTRY = fileURLToPath(new URL('./worker-child.js', import.meta.url));
const MIB = 1024 * 1024;

/** Milliseconds for a worker to load its code, and to read an order. */
const START_DEADLINE = 60_000;

/** What is kept of the last words of a worker. UTF-16 code units. */
const KEPT_OUTPUT = 8_192;

/** The longest that a timer waits. */
const LONGEST = 2 ** 31 - 1;

/**
 * One worker: a process, leader of a group of its own, that is given one job at a time. It dies alone, and whatever it has started
 * dies with it.
 */
export class WorkerProcess {
  readonly #process: ChildProcess;
  readonly #memory: number;
  readonly #exited: Promise<void>;
  readonly #started: Promise<FromWorker | null>;
  #answer: (message: FromWorker | null) => void = () => {};
  #onBegan: (deadline: number, memory: number) => void = () => {};
  #seen: readonly ProcessFacts[] = [];
  #alive = true;
  #output = '';
  #ended: Death | null = null;
  /** MiB that the job at hand may have; null between jobs. */
  #cap: number | null = null;
  /** Bytes, when the last job ended. */
  resident = 0;
  jobs = 0;

  /** @param memory MiB, at most, of the process with all that it starts. */
  constructor(setting: WorkerSetting, memory: number) {
    this.#memory = memory;
    this.#process = fork(ENTRY, [String(process.pid), String(memory * MIB)], {
      // Outside of any repository, so that nothing is picked up from the current folder.
      cwd: path.parse(ENTRY).root,
      detached: true,
      env: workerEnvironment(),
      execArgv: [`--max-old-space-size=${memory}`],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process.on('message', (message: FromWorker) => {
      if (message.type === 'began') this.#onBegan(message.deadline, message.memory);
      else this.#answer(message);
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-KEPT_OUTPUT);
      });
    }
    this.#exited = this.#exit();
    this.#started = this.#exchange({ type: 'start', setting });
  }

  get usable(): boolean {
    return this.#alive && this.#ended === null;
  }

  async run(job: Job): Promise<WorkEnd> {
    const first = await this.#started;
    if (first?.type === 'broken') return { kind: 'broken', message: first.message };
    const answer = first === null ? null : await this.#exchange({ type: 'job', job });
    this.#cap = null;
    this.jobs++;
    if (answer?.type === 'ended') {
      this.resident = answer.resident;
      return answer.result;
    }
    if (answer?.type === 'no-order') return { kind: 'no-order', message: `the store has no order ${job.order}` };
    if (answer?.type === 'threw') {
      return { kind: 'lost', code: 'worker-crash', message: `the job failed: ${visibleLine(answer.message)}` };
    }
    return { kind: 'lost', ...this.#whyDead() };
  }

  /** Looks at the memory of the whole group. */
  measure(all: ReadonlyMap<number, ProcessFacts>): void {
    if (!this.usable || this.#cap === null || this.#process.pid === undefined) return;
    this.#seen = treeOf(this.#process.pid, all);
    const resident = this.#seen.reduce((sum, one) => sum + one.resident, 0);
    if (resident > this.#cap * MIB)
      this.#end({ code: 'worker-memory', message: `it needed more than ${this.#cap} MiB of memory and was stopped` });
  }

  /** Ends it at once. */
  async close(): Promise<void> {
    this.#end({ code: 'worker-crash', message: 'it was ended with its engine' });
    await this.#exited;
  }

  #end(why: Death): void {
    this.#ended ??= why;
    if (!this.#alive || this.#process.pid === undefined) return;
    endTree(this.#process.pid, this.#seen);
    // Where there are no groups.
    this.#process.kill('SIGKILL');
  }

  #exit(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        if (!this.#alive) return;
        this.#alive = false;
        // What it has started would go on without it.
        if (this.#process.pid !== undefined) endLeftovers(this.#process.pid, this.#seen);
        // What it said last may come after its end.
        setTimeout(() => {
          this.#answer(null);
          resolve();
        }, 20);
      };
      this.#process.once('exit', end);
      this.#process.once('error', end);
    });
  }

  #exchange(message: ToWorker): Promise<FromWorker | null> {
    if (!this.usable) return Promise.resolve(null);
    return new Promise((resolve) => {
      let timer = this.#deadline(START_DEADLINE);
      this.#onBegan = (deadline, memory) => {
        clearTimeout(timer);
        timer = this.#deadline(deadline);
        this.#cap = Math.min(memory, this.#memory);
      };
      this.#answer = (answer) => {
        clearTimeout(timer);
        this.#answer = () => {};
        this.#onBegan = () => {};
        resolve(answer);
      };
      // One that has just died is noticed by its exit, not here.
      this.#process.send(message, () => {});
    });
  }

  #deadline(milliseconds: number): NodeJS.Timeout {
    const stop = (): void =>
      this.#end({ code: 'worker-deadline', message: `it took longer than ${milliseconds / 1000} s and was stopped` });
    return setTimeout(stop, Math.min(milliseconds, LONGEST));
  }

  #whyDead(): Death {
    if (this.#ended !== null) return this.#ended;
    const { exitCode, signalCode } = this.#process;
    if (/heap out of memory|Allocation failed|too much memory/.test(this.#output)) {
      return { code: 'worker-memory', message: `it needed more than ${this.#memory} MiB of memory` };
    }
    const end = signalCode !== null ? `was ended by ${signalCode}` : `ended with exit code ${exitCode ?? 'unknown'}`;
    return { code: 'worker-crash', message: `its process ${end}` };
  }
}
