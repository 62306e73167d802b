import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { skipLoudly } from '../testing/python.js';
import { modify, samplePlan } from '../testing/sample-plan.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { applyPlan } from './apply-plan.js';
import type { ApplyResult } from './apply-result.js';
import { recover } from './recover.js';
import { newRunId } from './run-id.js';

const test = suite('a full disk');

const KIB = 1024;
const TEXT = `x = 1\n${'# fill\n'.repeat(3000)}`;
const NAMES = ['a.py', 'b.py', 'lib/c.py', 'lib/d.py', 'e.py'];
const PLAN = samplePlan(NAMES.map((name) => modify(name, TEXT, 'x = 1', `x = 2 ${'y'.repeat(1000)}`)));

function mount(folder: string, options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' }).status === 0;
}

/** Hands out a disk of a given size. */
async function onDisk(kib: number, use: (disk: string) => Promise<void> | void): Promise<void> {
  await inScratch({}, async (folder) => {
    const disk = path.join(folder, 'disk');
    mkdirSync(disk);
    assert.ok(mount(disk, `size=${kib}k`));
    try {
      await use(disk);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
}

function canMount(): boolean {
  return (
    process.getuid?.() === 0 &&
    spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0
  );
}

async function apply(root: string): Promise<ApplyResult> {
  return await applyPlan({ root, plan: PLAN, run: { id: newRunId(new Date()), time: '2025-01-31T00:00:00Z' }, errors: [] });
}

function fill(disk: string): void {
  mkdirSync(path.join(disk, 'lib'), { recursive: true });
  for (const name of NAMES) writeFileSync(path.join(disk, name), TEXT);
}

test('keeps every file, whatever its size, and the run succeeds when there is room', async () => {
  if (!canMount() && skipLoudly('a full disk', 'root rights, to mount a tmpfs')) return;
  const counts: Record<string, number> = {};
  for (let kib = 128; kib <= 128 + 31 * 16; kib += 16) {
    await onDisk(kib, async (disk) => {
      fill(disk);
      const before = treeOf(disk, ['.codex']);
      const result = await apply(disk);
      const state = result.kind === 'failed' ? result.state : result.kind;
      counts[state] = (counts[state] ?? 0) + 1;
      if (result.kind === 'failed') assert.match(result.error.message, /no space left on device \(ENOSPC\)|only \d+ of/);
      if (state === 'untouched') assert.deepEqual(treeOf(disk, ['.codex']), before, `${kib} KiB`);
      assert.ok(mount(disk, 'remount,size=64m'));
      const recovered = await recover({ root: disk });
      assert.equal(recovered.kind, 'recovered', JSON.stringify(recovered));
      if (state === 'untouched') assert.equal((await apply(disk)).kind, 'done');
      for (const name of NAMES)
        assert.ok(readFileSync(path.join(disk, name), 'utf8').startsWith('x = 2 y'), `${kib} KiB: ${name}`);
      const log = readFileSync(path.join(disk, '.codex/change_log.md'), 'utf8');
      assert.equal(log.match(/^<!-- end /gm)?.length, NAMES.length, `${kib} KiB`);
    });
  }
  console.log(`disks of 32 sizes: ${JSON.stringify(counts)}`);
  assert.ok((counts['untouched'] ?? 0) > 5 && (counts['done'] ?? 0) > 5);
});

test('on which a plain write loses the file (control)', async () => {
  if (!canMount() && skipLoudly('a full disk', 'root rights, to mount a tmpfs')) return;
  await onDisk(256, (disk) => {
    const file = path.join(disk, 'a.py');
    writeFileSync(file, TEXT);
    writeFileSync(path.join(disk, 'fill'), Buffer.alloc(200 * KIB));
    assert.throws(() => writeFileSync(file, Buffer.alloc(200 * KIB, 'x')), /ENOSPC/);
    assert.ok(!readFileSync(file, 'utf8').startsWith(TEXT));
  });
});

type AtomicWriter = (file: string, content: string) => Promise<void>;

/** A library that other packages bring along; null where it is not installed. */
function writeFileAtomic(): AtomicWriter | null {
  try {
    const found: unknown = createRequire(import.meta.url)('write-file-atomic');
    return typeof found === 'function' ? (file, content) => Promise.resolve(Reflect.apply(found, null, [file, content])) : null;
  } catch {
    return null;
  }
}

test('on which write-file-atomic reports success and leaves half a file (control)', async () => {
  const write = writeFileAtomic();
  if (write === null) return void console.log('SKIPPED the control with write-file-atomic: it is not installed');
  if (!canMount() && skipLoudly('a full disk', 'root rights, to mount a tmpfs')) return;
  await onDisk(256, async (disk) => {
    const file = path.join(disk, 'a.py');
    writeFileSync(file, 'old');
    writeFileSync(path.join(disk, 'fill'), Buffer.alloc(120 * KIB));
    await write(file, 'x = 1\n'.repeat(40_000));
    assert.ok(statSync(file).size < 240_000);
  });
});
