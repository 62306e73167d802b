import { CodemodError } from '../../core/errors.js';
import type { Job } from '../jobs/job.js';
import type { WorkerSetting } from './performer.js';
import { allProcesses } from './process-tree.js';
import { type WorkEnd, WorkerProcess } from './worker-process.js';

export interface PoolOptions {
  readonly setting: WorkerSetting;
  /** MiB that one job may have, with all that it starts; an order may allow less. */
  readonly memory: number;
  /** Workers that are kept when they have nothing to do. */
  readonly kept: number;
  /** Jobs after which a worker is replaced; default: 200. */
  readonly jobsEach?: number;
}

/** MiB of resident memory after which a worker is replaced: syntax trees hold memory that V8 does not see. */
const GROWN = 512;

/** Milliseconds between two looks at the memory of the workers, and the share of our own time that they may cost. */
const INTERVAL = 250;
const SHARE = 0.02;

/** Workers, started as they are needed. How many work at a time is decided by who calls. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #all = new Set<WorkerProcess>();
  readonly #idle: WorkerProcess[] = [];
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** @throws CodemodError `queue-unavailable` when workers do not start, `interrupted` after `close`. */
  async run(job: Job): Promise<Exclude<WorkEnd, { kind: 'broken' }>> {
    if (this.#closed) throw stopped();
    const worker = this.#takeIdle() ?? this.#open();
    const end = await worker.run(job);
    await this.#putBack(worker);
    if (this.#closed && end.kind === 'lost') throw stopped();
    if (end.kind === 'broken') throw new CodemodError('queue-unavailable', `No worker can be started: ${end.message}`);
    return end;
  }

  /** Ends all workers at once, and the jobs that they hold. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await Promise.all([...this.#all].map((worker) => worker.close()));
    this.#all.clear();
  }

  #takeIdle(): WorkerProcess | undefined {
    for (;;) {
      const worker = this.#idle.pop();
      if (worker === undefined || worker.usable) return worker;
      this.#all.delete(worker);
    }
  }

  #open(): WorkerProcess {
    const worker = new WorkerProcess(this.#options.setting, this.#options.memory);
    this.#all.add(worker);
    if (this.#timer === null) this.#measureIn(INTERVAL);
    return worker;
  }

  async #putBack(worker: WorkerProcess): Promise<void> {
    const isWorn = worker.jobs >= (this.#options.jobsEach ?? 200) || worker.resident > GROWN * 1024 * 1024;
    if (worker.usable && !isWorn && !this.#closed && this.#idle.length < this.#options.kept) {
      this.#idle.push(worker);
      return;
    }
    await worker.close();
    this.#all.delete(worker);
  }

  #measureIn(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#all.size === 0 || this.#closed) return;
      const started = performance.now();
      const processes = allProcesses();
      for (const worker of this.#all) worker.measure(processes);
      this.#measureIn(Math.max(INTERVAL, (performance.now() - started) / SHARE));
    }, milliseconds).unref();
  }
}

function stopped(): CodemodError {
  return new CodemodError('interrupted', 'The job was stopped with its engine.');
}
