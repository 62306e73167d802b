import { randomBytes } from 'node:crypto';
import { createWriteStream, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { nodeFileSystem as fs } from '../files/file-system.js';
import { withRoot } from '../files/folder.js';
import { attempt, attemptAsync } from '../files/io-error.js';
import { writeChunks } from '../files/write-chunks.js';
import { syncFolder } from '../files/write-new.js';

/**
 * Writes the file that a user named with `--output`: a regular file is replaced whole, by a rename; a device or a pipe is
 * written to. A link is the user's own and is followed.
 *
 * @param file absolute, as {@link outputPath} gives it.
 * @throws CodemodError `io-error`.
 */
export async function writeOutput(file: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const isSpecial = statSync(file, { throwIfNoEntry: false })?.isFile() === false;
  if (isSpecial) {
    await attemptAsync('write', file, () => pipeline(Readable.from(chunks), createWriteStream(file, { flags: 'a' })));
    return;
  }
  const { dir, base } = path.parse(file);
  await withRoot(fs, dir, async (folder) => {
    const staged = `.${base}.new-${randomBytes(6).toString('hex')}`;
    try {
      await writeChunks(fs, folder, staged, chunks, { mode: 0o644, label: file });
      attempt('write', file, () => fs.rename(folder.at(staged), folder.at(base)));
    } catch (thrown) {
      if (fs.look(folder.at(staged)) !== null) fs.remove(folder.at(staged));
      throw thrown;
    }
    await syncFolder(fs, folder);
  });
}

/** The absolute path that a user's `--output` leads to. */
export function outputPath(typed: string): string {
  const absolute = path.resolve(typed);
  try {
    return realpathSync.native(absolute);
  } catch {
    return attempt('write', typed, () => path.join(realpathSync.native(path.dirname(absolute)), path.basename(absolute)));
  }
}
