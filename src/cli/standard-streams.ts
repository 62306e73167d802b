import { fstatSync, writeSync } from 'node:fs';

/** Standard output or standard error. Writing never throws: a stream that is closed, or full, takes nothing more. */
export interface StandardStream {
  write(content: string | Uint8Array): void;
  /**
   * Waits until what was written has arrived or failed.
   *
   * @returns why it did not arrive; null where it did, and where the reader has gone (`| head`), which is no failure.
   */
  settled(): Promise<Error | null>;
}

/** What all content of a stream passes before it is written. */
export interface StreamFilter {
  /** @returns what is to be written now. */
  pass(content: string | Uint8Array): Uint8Array;
  /** @returns what it has kept back, when nothing more comes. */
  end(): Uint8Array;
}

interface GuardedStream extends StandardStream {
  filter(filter: StreamFilter): void;
}

const output = guard(process.stdout, 1);
const error = guard(process.stderr, 2);
export const standardOutput: StandardStream = output;
export const standardError: StandardStream = error;

/** Puts a filter of its own before each stream, in place of one that is there. */
export function filterStandardStreams(make: () => StreamFilter): void {
  output.filter(make());
  error.filter(make());
}

/** To be made before anything is written: an error that nobody listens to ends the process with a stack trace. */
function guard(stream: NodeJS.WriteStream, fd: number): GuardedStream {
  const direct = isFile(fd);
  let isOpen = true;
  let fault: Error | null = null;
  const close = (error: NodeJS.ErrnoException): void => {
    isOpen = false;
    if (error.code !== 'EPIPE') fault ??= error;
  };
  stream.on('error', close);
  let filter: StreamFilter | null = null;
  const put = (content: string | Uint8Array): void => {
    if (!isOpen) return;
    if (direct) writeWhole(fd, content, close);
    else stream.write(content);
  };
  const flush = (): void => {
    const rest = filter?.end() ?? new Uint8Array();
    if (rest.length > 0) put(rest);
  };
  return {
    write: (content) => put(filter === null ? content : filter.pass(content)),
    filter(next) {
      // Some commands end by process.exit, and nobody waits for standard error.
      if (filter === null) process.once('exit', flush);
      else flush();
      filter = next;
    },
    async settled() {
      flush();
      if (!direct && isOpen) await new Promise<void>((resolve) => stream.write('', () => setImmediate(resolve)));
      return fault;
    },
  };
}

/** Node's own stream for files takes a write that the disk has cut short for a whole one: the rest would be lost unseen. */
function writeWhole(fd: number, content: string | Uint8Array, close: (error: NodeJS.ErrnoException) => void): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  } catch (thrown) {
    close(thrown instanceof Error ? thrown : new Error(String(thrown)));
  }
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}
