import { constants } from 'node:fs';
import { CodemodError } from '../core/errors.js';
import type { FileSystem } from './file-system.js';
import type { Folder } from './folder.js';
import { attemptAsync } from './io-error.js';

const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Writes a file that must not exist yet from chunks, and returns when its bytes are on the disk. For a file that need
 * not be in memory as a whole; the folder is not synced.
 *
 * @returns its size in bytes.
 * @throws CodemodError `io-error`.
 */
export async function writeChunks(
  fs: FileSystem,
  folder: Folder,
  name: string,
  chunks: AsyncIterable<Buffer>,
  { mode, label }: { readonly mode: number; readonly label: string },
): Promise<number> {
  return await attemptAsync('write', label, async () => {
    const fd = fs.open(folder.at(name), CREATE, 0o600);
    try {
      let size = 0;
      for await (const chunk of chunks) {
        writeChunk(fs, fd, chunk);
        size += chunk.length;
      }
      const found = fs.facts(fd).size;
      if (found !== size) throw new CodemodError('io-error', `Cannot write ${label}: ${found} of ${size} bytes arrived.`);
      fs.changeMode(fd, mode);
      await fs.sync(fd);
      return size;
    } finally {
      fs.close(fd);
    }
  });
}

function writeChunk(fs: FileSystem, fd: number, chunk: Buffer): void {
  for (let rest = chunk; rest.length > 0; ) {
    const count = fs.append(fd, rest);
    if (count <= 0) throw new Error('the system took only a part of the bytes and then no more');
    rest = rest.subarray(count);
  }
}
