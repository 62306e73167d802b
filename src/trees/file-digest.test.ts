import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
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
  writeFileSync(file, Buffer.alloc(64 << 20));
  const still = digestFile(file);
  assert.equal(still.kind, 'digest', 'the control: nobody writes');
  const script = `const fs = require('fs'); const fd = fs.openSync(process.argv[1], 'r+'); process.stdout.write('go');
    for (let i = 0;; i++) { fs.writeSync(fd, 'x', i % 1000); fs.futimesSync(fd, i, i); }`;
  const writer = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    await setTimeout(50);
    const read = digestFile(file);
    assert.ok(read.kind === 'failure' && read.code === 'file-changing', JSON.stringify(read.kind));
  } finally {
    writer.kill('SIGKILL');
  }
});
