import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { whileWritten } from '../testing/busy-writer.js';
import { skipLoudly } from '../testing/python.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { FileReader } from './file-reader.js';
import type { ReadResult, Sieve } from './tree.js';

const test = suite('file-reader');
const MAX = 1000;

/** What became of it, in one word: the kind, or the code of a skip or failure. */
function word(result: ReadResult): string {
  if (result.kind === 'skip') return result.skip.code;
  return result.kind === 'failure' ? result.code : result.kind;
}

test('reads bytes and permission bits', () => {
  const folder = tempFolder();
  writeFiles(folder, { 'a.py': 'x = 1\n', 'empty.py': '' });
  chmodSync(path.join(folder, 'a.py'), 0o750);
  const reader = new FileReader();
  const read = reader.read(path.join(folder, 'a.py'), MAX);
  assert.ok(read.kind === 'content' && read.bytes.toString() === 'x = 1\n' && read.mode === 0o750);
  const empty = reader.read(path.join(folder, 'empty.py'), MAX);
  assert.ok(empty.kind === 'content' && empty.bytes.length === 0);
  assert.equal(read.bytes.toString(), 'x = 1\n', 'what was handed out is not overwritten');
});

test('lends the bytes to the sieve and obeys it', () => {
  const folder = tempFolder();
  writeFiles(folder, { 'a.py': 'import sys\n', 'b.py': 'x = 1\n' });
  const reader = new FileReader();
  const seen: string[] = [];
  const read = (name: string): string =>
    word(
      reader.read(path.join(folder, name), MAX, (bytes) => {
        seen.push(bytes.toString());
        return bytes.includes('sys') ? 'take' : 'leave';
      }),
    );
  assert.deepEqual([read('a.py'), read('b.py')], ['content', 'left']);
  assert.deepEqual(seen, ['import sys\n', 'x = 1\n']);
  assert.equal(word(reader.read(path.join(folder, 'a.py'), MAX, () => ({ code: 'generated', message: '' }))), 'generated');
});

test('takes a file of just the largest size, and no larger one', () => {
  const folder = tempFolder();
  writeFiles(folder, { 'fits.py': 'x'.repeat(MAX), 'not.py': 'x'.repeat(MAX + 1), 'sparse.py': '' });
  truncateSync(path.join(folder, 'sparse.py'), 10 * 2 ** 30);
  const reader = new FileReader();
  const words = ['fits.py', 'not.py', 'sparse.py'].map((name) => word(reader.read(path.join(folder, name), MAX)));
  assert.deepEqual(words, ['content', 'too-large', 'too-large']);
  assert.equal(word(reader.read(path.join(folder, 'not.py'), MAX + 1)), 'content');
  writeFiles(folder, { 'huge.py': `${'x'.repeat(5 << 20)}needle` });
  const huge = path.join(folder, 'huge.py');
  assert.equal(word(reader.read(huge, Number.MAX_SAFE_INTEGER)), 'content');
  for (const [needle, expected] of Object.entries({ needle: 'content', other: 'left' })) {
    const sieve: Sieve = (bytes) => (bytes.includes(needle) ? 'take' : 'leave');
    assert.equal(word(reader.read(huge, Number.MAX_SAFE_INTEGER, sieve)), expected);
  }
  assert.equal(word(reader.read(huge, 5 << 20, () => 'take')), 'too-large');
});

test('follows no link, waits for no pipe and tells what stands there', async () => {
  const folder = tempFolder();
  const at = (name: string): string => path.join(folder, name);
  writeFiles(folder, { 'a.py': 'x = 1\n' });
  symlinkSync('a.py', at('link.py'));
  symlinkSync('loop.py', at('loop.py'));
  mkdirSync(at('folder.py'));
  execFileSync('mkfifo', [at('pipe.py')]);
  const server = createServer().listen(at('socket.py'));
  await new Promise((resolve) => server.once('listening', resolve));
  const expected = {
    'link.py': 'symlink',
    'loop.py': 'symlink',
    'folder.py': 'file-is-directory',
    'pipe.py': 'not-a-file',
    'socket.py': 'not-a-file',
    'missing.py': 'gone',
    'a.py/below.py': 'gone',
  };
  const reader = new FileReader();
  for (const sieve of [undefined, () => 'take' as const, () => 'leave' as const]) {
    const got = Object.keys(expected).map((name) => [name, word(reader.read(at(name), MAX, sieve))]);
    assert.deepEqual(Object.fromEntries(got), expected);
  }
  server.close();
  assert.equal(word(reader.read('/dev/null', MAX, () => 'leave')), 'not-a-file');
  for (const device of ['/dev/null', '/dev/zero']) assert.equal(word(reader.read(device, MAX, () => 'take')), 'not-a-file');
});

test('does not wait for a pipe that somebody holds open', () => {
  const folder = tempFolder();
  const pipe = path.join(folder, 'pipe.py');
  execFileSync('mkfifo', [pipe]);
  const writer = spawn('sh', ['-c', `exec 3<>${pipe}; echo "import sys" >&3; sleep 5`], { stdio: 'ignore' });
  try {
    const started = Date.now();
    while (Date.now() - started < 300) assert.equal(word(new FileReader().read(pipe, MAX, () => 'take')), 'not-a-file');
  } finally {
    writer.kill();
  }
});

test('tells that a file may not be read', () => {
  const folder = tempFolder();
  writeFiles(folder, { 'closed.py': 'x = 1\n', 'shut/a.py': 'x = 1\n' });
  chmodSync(folder, 0o755);
  const script = `
    import { FileReader } from ${JSON.stringify(new URL('./file-reader.js', import.meta.url).href)};
    const results = process.argv.slice(1).map((file) => new FileReader().read(file, ${MAX}));
    process.stdout.write(results.map((result) => result.code ?? result.kind).join(' '));`;
  const files = ['closed.py', 'shut/a.py'].map((name) => path.join(folder, name));
  const run = asNobody(['--input-type=module', '-e', script, ...files]);
  if (run === null) return void skipLoudly('file-reader: permissions', 'setpriv, or run as an ordinary user,');
  assert.equal(run(), 'content content', 'the control: both can be read');
  chmodSync(path.join(folder, 'closed.py'), 0);
  chmodSync(path.join(folder, 'shut'), 0o600);
  assert.equal(run(), 'file-unreadable file-unreadable');
});

/** Runs Node as somebody who is bound by permission bits; null where that cannot be done. */
function asNobody(args: readonly string[]): (() => string) | null {
  const drop = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env'];
  const [command = '', ...flags] = drop;
  if (spawnSync(command, [...flags, process.execPath, '-e', ''], { cwd: '/' }).status !== 0) return null;
  if (spawnSync(command, [...flags, 'cat', fileURLToPath(import.meta.url)], { cwd: '/', stdio: 'ignore' }).status !== 0)
    return null;
  return () => execFileSync(command, [...flags, process.execPath, ...args], { cwd: '/', encoding: 'utf8' });
}

test('gives up on a file that never stops changing', async () => {
  const file = path.join(tempFolder(), 'a.py');
  const gaveUp = await whileWritten(file, () => {
    const seen = word(new FileReader().read(file, Number.MAX_SAFE_INTEGER));
    return seen === 'content' ? null : seen;
  });
  assert.equal(gaveUp, 'file-changing');
  assert.equal(word(new FileReader().read(file, Number.MAX_SAFE_INTEGER)), 'content', 'control: it has stopped');
});

test('never mixes two versions of a file', async () => {
  const file = path.join(tempFolder(), 'a.py');
  const versions = ['a'.repeat(400_000), 'b'.repeat(500_000)];
  writeFileSync(file, versions[0] ?? '');
  const script = `const fs = require('fs'); const end = Date.now() + 3000; let i = 0;
    while (Date.now() < end) fs.writeFileSync(${JSON.stringify(file)}, i++ % 2 ? 'a'.repeat(400000) : 'b'.repeat(500000));`;
  const writer = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const reader = new FileReader();
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  let running = true;
  void ended.then(() => {
    running = false;
  });
  while (running) {
    const result = reader.read(file, 2 ** 20);
    // Between the truncation and the first write nothing changes for a moment: an empty or half file is one that stood there.
    if (result.kind === 'content') assert.match(result.bytes.toString(), /^(a*|b*)$/);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(word(reader.read(file, 2 ** 20)), 'content');
});
