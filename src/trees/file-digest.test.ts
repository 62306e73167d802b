import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { whileWritten } from '../testing/busy-writer.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { digestFile } from './file-digest.js';

const test = suite('file digest');

function sha(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('reads empty files, files of several chunks, and files that end with a chunk', () => {
  const folder = tempFolder();
  for (const size of [0, 1, 8001, 1 << 20, (1 << 20) + 1, 3 << 20]) {
    const bytes = Buffer.alloc(size, 'abcdefg\n');
    writeFiles(folder, { file: bytes });
    const digest = digestFile(path.join(folder, 'file'));
    assert.ok(digest.kind === 'digest');
    assert.deepEqual([digest.size, digest.sha256, digest.isExecutable], [size, sha(bytes), false]);
    assert.deepEqual(digest.head, bytes.subarray(0, 8000));
  }
});

test('tells whether the owner may run it', () => {
  const folder = tempFolder();
  writeFiles(folder, { a: '#!/bin/sh\n' });
  chmodSync(path.join(folder, 'a'), 0o755);
  const digest = digestFile(path.join(folder, 'a'));
  assert.ok(digest.kind === 'digest' && digest.isExecutable);
});

test('follows no link, and waits for no pipe', () => {
  const folder = tempFolder();
  writeFiles(folder, { a: '' });
  symlinkSync('a', path.join(folder, 'link'));
  mkdirSync(path.join(folder, 'folder'));
  execFileSync('mkfifo', [path.join(folder, 'pipe')]);
  const result = (name: string): unknown => {
    const read = digestFile(path.join(folder, name));
    return read.kind === 'skip' ? read.skip.code : read.kind === 'failure' ? read.code : read.kind;
  };
  assert.deepEqual(['link', 'pipe', 'folder', 'none', 'a/b', 'a'].map(result), [
    'symlink',
    'not-a-file',
    'file-is-directory',
    'gone',
    'gone',
    'digest',
  ]);
});

test('notices a file that is written to while it is read', async () => {
  const file = path.join(tempFolder(), 'busy');
  const read = await whileWritten(file, () => {
    const result = digestFile(file);
    return result.kind === 'failure' ? result : null;
  });
  assert.equal(read?.code, 'file-changing');
  assert.equal(digestFile(file).kind, 'digest', 'the control: nobody writes any more');
});
