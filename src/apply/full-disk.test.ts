import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canMount, onDisk } from '../testing/faults/full-disk.js';
import { fullDisks, rooms } from '../testing/faults/full-disks.js';
import { TWENTY } from '../testing/faults/twenty-files.js';
import { tornByWriteFileAtomic } from '../testing/faults/write-file-atomic.js';
import { skipLoudly } from '../testing/python.js';
import { applyOf } from '../testing/scenario.js';
import { suite } from '../testing/suite.js';

const test = suite('a full disk');
process.umask(0o022);

const RIGHTS = 'root rights, to mount a tmpfs';
const TEXT = `x = 1\n${'# fill\n'.repeat(3000)}`;

test('keeps every file, whatever its size, and the run succeeds when there is room', async () => {
  if (!canMount() && skipLoudly('a full disk', RIGHTS)) return;
  const counts: Record<string, number> = {};
  for await (const { id, inject } of fullDisks(applyOf(TWENTY, 'twenty'), rooms(12, 64, 4096))) {
    const became = await inject().catch((thrown: Error) => assert.fail(`${id}: ${thrown.message}`));
    counts[became] = (counts[became] ?? 0) + 1;
  }
  console.log(`disks of 12 sizes: ${JSON.stringify(counts)}`);
  assert.ok((counts['untouched'] ?? 0) > 3 && (counts['done'] ?? 0) > 3);
});

test('on which a plain write loses the file (control)', async () => {
  if (!canMount() && skipLoudly('a full disk', RIGHTS)) return;
  await onDisk(async ({ root, leave }) => {
    const file = path.join(root, 'a.py');
    writeFileSync(file, TEXT);
    leave(64);
    assert.throws(() => writeFileSync(file, Buffer.alloc(200 * 1024, 'x')), /ENOSPC/);
    assert.ok(!readFileSync(file, 'utf8').startsWith(TEXT));
  });
});

test('on which write-file-atomic reports success and leaves a part of a file (control)', async () => {
  if (!canMount() && skipLoudly('a full disk', RIGHTS)) return;
  const files = [{ name: 'a.py', before: TEXT, after: TEXT.repeat(10) }];
  assert.deepEqual(await tornByWriteFileAtomic(files, 64), ['a.py']);
  assert.deepEqual(await tornByWriteFileAtomic(files, 4096), []);
});
