import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import { bareOutput, checkObjectId, closedCall, gitProgram } from './bare-git.js';

interface Waiting {
  readonly oid: string;
  resolve(content: Buffer): void;
  reject(error: CodemodError): void;
}

/** Milliseconds without a byte of an answer. */
const PATIENCE = 60_000;
const NEWLINE = 0x0a;

/**
 * The objects that are in a bare repository. One `git cat-file --batch` reads them, for as long as the reader is open; only
 * objects that are known to be here are asked for, since git ends at the first one that a partial clone lacks.
 */
export class ObjectReader {
  readonly #folder: string;
  #sizes: Promise<ReadonlyMap<string, number>> | null = null;
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: Waiting[] = [];
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** Bytes that the answer at hand has in all; null while its header is not here. */
  #wanted: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every object that is here, and its bytes. */
  sizes(): Promise<ReadonlyMap<string, number>> {
    this.#sizes ??= this.#list();
    // A failure is told to those who wait for it, and tried again by the next.
    this.#sizes.catch(() => {
      this.#sizes = null;
    });
    return this.#sizes;
  }

  /** Looks again: objects have come. */
  refresh(): void {
    this.#sizes = null;
  }

  /** @throws CodemodError `git-damaged` where the object is not here, or cannot be read. */
  async content(oid: string): Promise<Buffer> {
    checkObjectId(oid);
    if (!(await this.sizes()).has(oid)) throw this.#damaged(`the object ${oid} is not in it`);
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ oid, resolve, reject });
      this.#child ??= this.#start();
      this.#child.stdin.write(`${oid}\n`);
      this.#watch();
    });
  }

  /** Ends the child; who still waits is told so. */
  close(): void {
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
    this.#fail('it was closed');
  }

  async #list(): Promise<ReadonlyMap<string, number>> {
    const flags = ['--batch-all-objects', '--unordered', '--batch-check=%(objectname) %(objectsize)'];
    const output = await bareOutput(this.#folder, { command: 'cat-file', flags });
    const sizes = new Map<string, number>();
    for (const line of output.toString('latin1').split('\n')) {
      const space = line.indexOf(' ');
      if (space > 0) sizes.set(line.slice(0, space), Number(line.slice(space + 1)));
    }
    return sizes;
  }

  #start(): ChildProcessWithoutNullStreams {
    const { args, environment } = closedCall(this.#folder, { command: 'cat-file', flags: ['--batch'] });
    const child = spawn(gitProgram(this.#folder), args, {
      cwd: path.parse(this.#folder).root,
      env: environment,
      stdio: 'pipe',
      windowsHide: true,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    child.stdin.on('error', () => {});
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#take(chunk);
    });
    const ended = (why: string): void => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#fail(why);
    };
    child.on('error', (error) => ended(error.message));
    child.on('close', () => ended(said.trim() === '' ? 'git has ended' : said.trim()));
    return child;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#answer());
    this.#watch();
  }

  /** Hands out the first answer, where all of it is here. */
  #answer(): boolean {
    if (this.#bytes === 0 || (this.#wanted !== null && this.#bytes < this.#wanted)) return false;
    const [first] = this.#chunks;
    const all = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    const end = all.indexOf(NEWLINE);
    if (end === -1) return false;
    const [, size] = /^[0-9a-f]+ [a-z]+ (\d+)$/.exec(all.toString('latin1', 0, end)) ?? [];
    const length = size === undefined ? 0 : Number(size) + 1;
    this.#wanted = end + 1 + length;
    if (all.length < this.#wanted) return false;
    const rest = all.subarray(this.#wanted);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
    const from = end + 1;
    const to = this.#wanted - 1;
    this.#wanted = null;
    const waiting = this.#waiting.shift();
    if (size === undefined) waiting?.reject(this.#damaged(all.toString('latin1', 0, end)));
    // A copy: the chunk around it would live as long as the content.
    else waiting?.resolve(Buffer.from(all.subarray(from, to)));
    return true;
  }

  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => this.#child?.kill('SIGKILL'), PATIENCE);
    this.#timer.unref();
  }

  #fail(why: string): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#chunks = [];
    this.#bytes = 0;
    this.#wanted = null;
    this.#watch();
    for (const one of waiting) one.reject(this.#damaged(why));
  }

  #damaged(why: string): CodemodError {
    const message = `The bare repository ${this.#folder} cannot be read: ${why}. A clone of the cache is made anew by the next attempt.`;
    return new CodemodError('git-damaged', message, { path: this.#folder });
  }
}
