import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inScratch } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { type FileSystem, nodeFileSystem } from './file-system.js';
import { withRoot } from './folder.js';
import { writeNew } from './write-new.js';

const test = suite('write new');
const BYTES = Buffer.from('x = 1\n');

/** Writes a file on a system that deals with the first write in its own way. */
async function writeOn(folder: string, first: FileSystem['write']): Promise<void> {
  let isFirst = true;
  const write: FileSystem['write'] = (fd, bytes, offset) => {
    const act = isFirst ? first : nodeFileSystem.write;
    isFirst = false;
    return act(fd, bytes, offset);
  };
  const fs: FileSystem = { ...nodeFileSystem, write };
  await withRoot(fs, folder, (root) => writeNew(fs, root, 'a.py', BYTES, { mode: 0o644, owner: null, label: 'a.py' }));
}

test('a system that takes a part of the bytes is given the rest', async () => {
  await inScratch({}, async (folder) => {
    await writeOn(folder, (fd, bytes, offset) => nodeFileSystem.write(fd, bytes.subarray(0, 2), offset));
    assert.deepEqual(readFileSync(path.join(folder, 'a.py')), BYTES);
  });
});

test('bytes that a system only says it has taken are noticed, in the middle and at the end', async () => {
  await inScratch({}, (folder) =>
    assert.rejects(
      writeOn(folder, () => 1),
      /Cannot write a\.py: other bytes arrived/,
    ),
  );
  await inScratch({}, (folder) =>
    assert.rejects(
      writeOn(folder, () => BYTES.length),
      /Cannot write a\.py: 0 of 6 bytes arrived/,
    ),
  );
});
