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

export const standardOutput: StandardStream = guard(process.stdout, 1);
export const standardError: StandardStream = guard(process.stderr, 2);

/** To be made before anything is written: an error that nobody listens to ends the process with a stack trace. */
function guard(stream: NodeJS.WriteStream, fd: number): StandardStream {
  const direct = isFile(fd);
  let isOpen = true;
  let fault: Error | null = null;
  const close = (error: NodeJS.ErrnoException): void => {
    isOpen = false;
    if (error.code !== 'EPIPE') fault ??= error;
  };
  stream.on('error', close);
  return {
    write(content) {
      if (!isOpen) return;
      if (direct) writeWhole(fd, content, close);
      else stream.write(content);
    },
    async settled() {
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
