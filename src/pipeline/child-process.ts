import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodemodError } from '../core/errors.js';
import type { FileFailure } from '../core/outcome.js';
import type { ProjectTree } from '../core/project-tree.js';
import { type OnOutput, OutputLines } from './attributed-output.js';
import { type ChildLimits, limitsOf } from './child-limits.js';
import type { FromChild, ToChild } from './messages.js';
import { type Permission, permissionFlags } from './permissions.js';
import type { OnHold } from './transformer.js';
import { whyDead } from './why-dead.js';

/** Milliseconds for a child to load its codemods. */
const START_DEADLINE = 60_000;

/**
 * How V8 is to work in a child, of which there are as many as processors, each for some seconds. Its threads for garbage would take time
 * from the other children; and functions that are written into functions (up to 920 bytes of them by default) cost more than they save.
 * Without both, a run needs a fifth more processor time: `scripts/bench-javascript.mjs`.
 */
const V8_FLAGS = ['--single-threaded-gc', '--max-inlined-bytecode-size-cumulative=200'] as const;

/** Milliseconds for a child that has ended to be heard out: a program that it has started may hold its streams open for longer. */
const LAST_WORDS = 1_000;

/** What is kept of the standard error of a child, to tell why it died. UTF-16 code units. */
const KEPT_OUTPUT = 16_384;

/** The answer to one piece of work. `broken`: no child can do any work, because a codemod does not load. */
export type Answer =
  | { readonly kind: 'message'; readonly message: FromChild }
  | { readonly kind: 'failure'; readonly failure: FileFailure }
  | { readonly kind: 'broken'; readonly error: CodemodError };

/** What makes a child able to work. Its mark is the parent's to choose. */
export type FirstMessage = StartMessage | (ToChild & { type: 'describe' });

export type StartMessage = Omit<ToChild & { type: 'start' }, 'mark'>;

const ENTRY = fileURLToPath(new URL('./child.js', import.meta.url));

/** One child process, given one piece of work at a time. */
export class Child {
  readonly #process: ChildProcess;
  #limits: ChildLimits;
  readonly #exited: Promise<void>;
  readonly #closed: Promise<void>;
  /** Nobody else can know it, and write one. */
  readonly #mark = `${randomBytes(12).toString('hex')} `;
  #started: Promise<FromChild | null>;
  /** Null: what is printed is kept for whoever is told of it later. */
  #onOutput: OnOutput | null;
  readonly #printed: string[] = [];
  #answer: (message: FromChild | null) => void = () => {};
  /** Gives the work at hand its whole time anew. */
  #rearm: () => void = () => {};
  #held: string | null = null;
  #onHold: OnHold = () => {};
  #tree: ProjectTree | null = null;
  #alive = true;
  #retired = false;
  #done = 0;
  #timedOut = false;
  #endedItself = false;
  #output = '';

  /**
   * @param first `describe`, or `start` for all other work.
   * @param allowed what the process may do that Node's permission model would refuse.
   */
  constructor(first: FirstMessage, allowed: readonly Permission[], limits: Partial<ChildLimits>, onOutput: OnOutput | null) {
    this.#onOutput = onOutput;
    this.#limits = limitsOf(limits);
    this.#process = fork(ENTRY, [], {
      // Outside of any repository, so that nothing is picked up from the current folder. Transforms of other tools go to their own, see child.ts.
      cwd: path.parse(ENTRY).root,
      execArgv: [`--max-old-space-size=${this.#limits.heap}`, ...V8_FLAGS, ...permissionFlags(allowed)],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#listen();
    this.#exited = new Promise((resolve) => {
      const end = (): void => {
        this.#alive = false;
        this.#answer(null);
        resolve();
      };
      this.#process.once('exit', end);
      this.#process.once('error', end);
    });
    this.#closed = new Promise((resolve) => this.#process.once('close', () => resolve()));
    this.#started = this.#exchange(first.type === 'start' ? { ...first, mark: this.#mark } : first, START_DEADLINE);
  }

  /** Lets this process end while the child waits for work: the child ends with it. */
  rest(): void {
    for (const part of this.#parts()) part?.unref();
  }

  /** Has a child that has described a codemod run it: its modules are loaded, and need not be once more. */
  start(first: StartMessage, limits: Partial<ChildLimits>, onOutput: OnOutput): void {
    // The heap is that of the process, as it was started.
    this.#limits = { ...limitsOf(limits), heap: this.#limits.heap };
    for (const part of this.#parts()) part?.ref();
    this.#onOutput = onOutput;
    for (const line of this.#printed.splice(0)) onOutput(line, null);
    this.#started = this.#exchange({ ...first, mark: this.#mark }, START_DEADLINE);
  }

  /** All that keeps the event loop of this process going. */
  #parts(): readonly ({ ref(): void; unref(): void } | null | undefined)[] {
    const { stdout, stderr, channel } = this.#process;
    return [this.#process, channel, ...[stdout, stderr].filter((stream) => stream instanceof Socket)];
  }

  /** False when the child has died, or has held so much that a new one should take its place. */
  get usable(): boolean {
    return this.#alive && !this.#retired;
  }

  /** How many pieces of work it has done. */
  get done(): number {
    return this.#done;
  }

  /** True when the transform at hand has ended the process: not a signal, nor what another file has left running. */
  get endedItself(): boolean {
    return this.#endedItself;
  }

  /** The file that a survey works for, or worked for when the child died. */
  get held(): string | null {
    return this.#held;
  }

  /** What came of the first message: `ready`, a description, or why the codemods do not load. */
  async first(): Promise<Answer> {
    const message = await this.#started;
    if (message === null) return { kind: 'failure', failure: this.#whyDead() };
    if (message.type !== 'broken') return { kind: 'message', message };
    return { kind: 'broken', error: new CodemodError(message.code, message.message) };
  }

  /** Gives one piece of work and waits for what becomes of it. */
  async give(message: ToChild, tree: ProjectTree | null = null, onHold: OnHold = () => {}): Promise<Answer> {
    const first = await this.first();
    if (first.kind !== 'message') return first;
    this.#tree = tree;
    this.#onHold = onHold;
    const answer = await this.#exchange(message, this.#limits.deadline);
    if (answer === null) {
      await this.#heardOut();
      return { kind: 'failure', failure: this.#whyDead() };
    }
    this.#done++;
    const tooLarge = 'residentBytes' in answer && answer.residentBytes > this.#limits.resident * 1024 * 1024;
    this.#retired = tooLarge || this.#done >= this.#limits.files;
    return { kind: 'message', message: answer };
  }

  /** A process may be gone before all that it has printed is read. */
  async #heardOut(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, LAST_WORDS);
    });
    await Promise.race([this.#closed, late]);
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    this.#retired = true;
    if (this.#alive) this.#process.kill('SIGKILL');
    await this.#exited;
  }

  #listen(): void {
    this.#process.on('message', (message: FromChild) => {
      if (message.type === 'ask') void this.#reply(message.id, message.path);
      else if (message.type === 'holds') {
        this.#held = message.path;
        this.#rearm();
        this.#onHold(message.path);
      } else this.#answer(message);
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      const lines = new OutputLines(
        this.#mark,
        (line, file) => this.#tell(line, file),
        () => {
          this.#endedItself = true;
        },
      );
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-KEPT_OUTPUT);
        lines.take(text);
      });
      stream?.on('end', () => lines.end());
    }
  }

  #tell(line: string, file: string | null): void {
    if (this.#onOutput === null) this.#printed.push(line);
    else this.#onOutput(line, file);
  }

  #exchange(message: ToChild, deadline: number): Promise<FromChild | null> {
    if (!this.#alive) return Promise.resolve(null);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timedOut = true;
        this.#process.kill('SIGKILL');
      }, deadline);
      this.#rearm = () => timer.refresh();
      this.#answer = (answer) => {
        clearTimeout(timer);
        this.#rearm = () => {};
        this.#answer = () => {};
        resolve(answer);
      };
      this.#send(message);
    });
  }

  #send(message: ToChild): void {
    // A child that has just died is noticed by its exit, not here.
    this.#process.send(message, () => {});
  }

  async #reply(id: number, asked: string | null): Promise<void> {
    const tree = this.#tree;
    // A survey reads many files: time is for what it does with them.
    this.#rearm();
    const value = tree === null ? null : asked === null ? await tree.paths() : await tree.read(asked);
    this.#send({ type: 'answer', id, value });
  }

  #whyDead(): FileFailure {
    const { exitCode, signalCode } = this.#process;
    return whyDead({ exitCode, signalCode, timedOut: this.#timedOut, output: this.#output }, this.#limits);
  }
}
