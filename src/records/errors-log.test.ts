import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeFileSystem } from '../files/file-system.js';
import { type Folder, withRoot } from '../files/folder.js';
import { inScratch } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { ERRORS_LOG, type ErrorRecord, errorLine, newErrors } from './errors-log.js';
import { appendLines, missingLines } from './line-log.js';

const test = suite('errors log');
const DRIVER = fileURLToPath(new URL('../testing/append-driver.js', import.meta.url));
const fs = nodeFileSystem;

const RECORD: ErrorRecord = {
  ts: '2025-01-31T00:00:00.000Z',
  run: '20250131T000000Z-00000000',
  phase: 'transform',
  step: null,
  codemod: 'sample',
  path: 'a.py',
  range: { start: 3, end: 5, line: 1, column: 4 },
  code: 'SAMPLE001',
  message: 'Line one\nline two\u2028',
  context: { sha256: 'ab' },
  question: 'Which of the two?',
};

async function inLog<T>(content: string | null, use: (folder: Folder, file: string) => Promise<T>): Promise<T> {
  const files: Record<string, string> = content === null ? {} : { 'errors.ndjson': content };
  return await inScratch(files, (root) => withRoot(fs, root, (folder) => use(folder, path.join(root, 'errors.ndjson'))));
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n');
}

test('writes one JSON object a line, with all its fields', async () => {
  await inLog(null, async (folder, file) => {
    await appendLines(fs, folder, ERRORS_LOG, [errorLine(RECORD), errorLine({ ...RECORD, range: null })]);
    const [first, second, ...rest] = linesOf(file);
    assert.deepEqual(rest, ['']);
    assert.deepEqual(JSON.parse(first ?? ''), RECORD);
    assert.deepEqual(Object.keys(JSON.parse(second ?? '')), Object.keys(RECORD));
  });
});

test('the same finding for the same bytes is no news', async () => {
  await inLog(errorLine(RECORD), async (folder) => {
    const later = { ...RECORD, ts: 'later', run: 'another' };
    assert.deepEqual(newErrors(fs, folder, [later]), []);
    const moved = { ...later, context: { sha256: 'cd' } };
    const elsewhere = { ...later, range: { start: 4, end: 5, line: 1, column: 5 } };
    const unbound = { ...later, context: {} };
    assert.deepEqual(newErrors(fs, folder, [moved, moved, elsewhere, unbound, unbound]), [moved, elsewhere, unbound, unbound]);
  });
});

test('a torn last line is ended, and readers pass over it', async () => {
  const whole = errorLine(RECORD);
  const last = errorLine({ ...RECORD, message: 'last é中😀' });
  const bytes = Buffer.from(whole + last);
  const next = errorLine({ ...RECORD, message: 'next' });
  await inLog('', async (folder, file) => {
    for (let length = Buffer.byteLength(whole); length <= bytes.length; length++) {
      writeFileSync(file, bytes);
      truncateSync(file, length);
      await appendLines(fs, folder, ERRORS_LOG, [next]);
      const lines = linesOf(file);
      assert.equal(`${lines[0]}\n`, whole, 'nothing before is lost');
      assert.deepEqual(lines.slice(-2), [next.trimEnd(), ''], `cut at ${length}`);
      assert.equal(readFileSync(file).subarray(0, length).compare(bytes.subarray(0, length)), 0, 'nothing is rewritten');
      assert.deepEqual(missingLines(fs, folder, ERRORS_LOG, [whole, next]), []);
      newErrors(fs, folder, [RECORD]);
    }
  });
});

test('reads whatever it finds', async () => {
  for (const content of [
    '',
    '\n\n',
    '\0\0',
    '{"a":1}',
    '[]\n1\nnull\n"x"\n',
    '{"context":null}\n{"context":{"sha256":1}}\n',
    '\ufeff{}\r\n',
  ]) {
    await inLog(content, async (folder) => assert.deepEqual(newErrors(fs, folder, [RECORD]), [RECORD], content));
  }
});

test('a symlink in its place is refused', async () => {
  await inScratch({ target: '' }, async (root) => {
    symlinkSync('target', path.join(root, 'errors.ndjson'));
    await assert.rejects(
      withRoot(fs, root, (folder) => appendLines(fs, folder, ERRORS_LOG, [errorLine(RECORD)])),
      /errors\.ndjson/,
    );
    assert.equal(statSync(path.join(root, 'target')).size, 0);
  });
});

/** Lines that are not whole entries, after eight processes have written at once. */
async function tornAfter(count: number, writes: 'one' | 'two'): Promise<{ readonly torn: number; readonly whole: number }> {
  return await inLog(null, async (folder, file) => {
    const root = path.dirname(file);
    const writers = [...'abcdefgh'].map((name) =>
      spawn(process.execPath, [DRIVER, root, name, String(count), writes], { stdio: 'inherit' }),
    );
    await Promise.all(writers.map((writer) => once(writer, 'exit')));
    assert.ok(folder.fd > 0);
    const seen = new Set<string>();
    let torn = 0;
    for (const line of linesOf(file).slice(0, -1)) {
      const [, writer, number, fill] = /^\{"writer":"(.)","number":(\d+),"fill":"(.*)"\}$/.exec(line) ?? [];
      if (writer === undefined || fill !== writer.repeat(200 + ((Number(number) * 7919) % 65_000))) torn++;
      else seen.add(`${writer}${number}`);
    }
    return { torn, whole: seen.size };
  });
}

test('eight processes at once tear and lose nothing', async () => {
  const result = await tornAfter(150, 'one');
  console.log(`8 processes, ${result.whole} entries, ${result.torn} torn`);
  assert.deepEqual(result, { torn: 0, whole: 1200 });
});

test('two writes for an entry are caught (control)', async () => {
  let torn = 0;
  for (let tries = 0; tries < 5 && torn === 0; tries++) torn = (await tornAfter(150, 'two')).torn;
  assert.ok(torn > 0);
});

test('an entry that a system only says it has taken is noticed', async () => {
  await inLog(null, async (folder) => {
    const lying = { ...fs, append: (_fd: number, bytes: Uint8Array) => bytes.length };
    await assert.rejects(
      appendLines(lying, folder, ERRORS_LOG, [errorLine(RECORD)]),
      /Cannot append to errors\.ndjson: other bytes arrived/,
    );
    await appendLines(fs, folder, ERRORS_LOG, [errorLine(RECORD)]);
  });
});
