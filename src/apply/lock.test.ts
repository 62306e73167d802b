import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { constants, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { nodeFileSystem } from '../files/file-system.js';
import { withRoot } from '../files/folder.js';
import { systemError, watchedFileSystem } from '../testing/failing-file-system.js';
import { inScratch } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { type HeldLock, type LockResult, lookAtLock, takeLock } from './lock.js';
import { isDead, ownIdentity } from './process-identity.js';

const test = suite('lock');
const DRIVER = fileURLToPath(new URL('../testing/lock-driver.js', import.meta.url));

async function take(folder: string): Promise<LockResult> {
  return await withRoot(nodeFileSystem, folder, (root) => takeLock(nodeFileSystem, root));
}

/** A lock as another process would have written it. */
function writeLock(folder: string, changes: object): void {
  const lock = { ...ownIdentity(), started: '2025-01-31T00:00:00.000Z', nonce: 'abc', ...changes };
  writeFileSync(path.join(folder, 'lock'), JSON.stringify(lock));
}

function deadPid(): number {
  return spawnSync('true').pid;
}

async function compete(folder: string, rounds: number, diesAt: number): Promise<string> {
  const child = spawn(process.execPath, [DRIVER, folder, String(rounds), String(diesAt)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return await text(child.stdout);
}

test('one holder at a time, who is named to the others', async () => {
  await inScratch({}, async (folder) => {
    await withRoot(nodeFileSystem, folder, async (root) => {
      const first = await takeLock(nodeFileSystem, root);
      assert.ok(first.kind === 'taken');
      const second = await takeLock(nodeFileSystem, root);
      assert.ok(second.kind === 'held' && second.holder !== null);
      assert.equal(second.holder.pid, process.pid);
      assert.equal(second.holder.host, os.hostname());
      assert.ok(Math.abs(Date.parse(second.holder.started) - (Date.now() - process.uptime() * 1000)) < 2000);
      first.release();
      assert.deepEqual(readdirSync(folder), []);
    });
    assert.equal((await take(folder)).kind, 'taken');
    assert.deepEqual(readdirSync(folder), ['lock']);
  });
});

/** Looking is to write nothing: what writes fails. */
const READING = new Set(['open', 'close', 'read', 'facts', 'look']);
const readOnly = watchedFileSystem(({ method, args: [, flags] }) => {
  const isReading =
    READING.has(method) &&
    (method !== 'open' || (Number(flags) & (constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT)) === 0);
  if (!isReading) throw new Error(`${method} writes`);
});

async function look(folder: string): Promise<HeldLock | null> {
  return await withRoot(readOnly, folder, async (root) => lookAtLock(readOnly, root));
}

test('breaks the lock of a process that is gone, and no other; who looks is told the same', async () => {
  const self = ownIdentity();
  const cases: readonly (readonly [string, object, LockResult['kind']])[] = [
    ['gone', { pid: deadPid() }, 'taken'],
    ['another process has the number by now', { startTicks: '1' }, 'taken'],
    ['before the last boot', { bootId: 'other', pid: 1 }, 'taken'],
    ['alive', {}, 'held'],
    ['alive, of another user or not', { pid: 1, startTicks: null }, 'held'],
    ['another host', { host: `not-${self.host}`, pid: deadPid(), bootId: 'other' }, 'held'],
    ['another container', { pidNamespace: 'pid:[1]', pid: deadPid() }, 'held'],
  ];
  for (const [what, changes, kind] of cases) {
    await inScratch({}, async (folder) => {
      writeLock(folder, changes);
      assert.equal((await look(folder))?.kind ?? 'taken', kind, what);
      assert.equal((await take(folder)).kind, kind, what);
    });
  }
});

test('looking at a lock names its holder and writes nothing', async () => {
  await inScratch({}, async (folder) => {
    assert.equal(await look(folder), null);
    await withRoot(nodeFileSystem, folder, async (root) => {
      const lock = await takeLock(nodeFileSystem, root);
      assert.ok(lock.kind === 'taken');
      const before = readFileSync(path.join(folder, 'lock'), 'utf8');
      assert.deepEqual((await look(folder))?.holder?.pid, process.pid);
      assert.equal(readFileSync(path.join(folder, 'lock'), 'utf8'), before);
      assert.deepEqual(readdirSync(folder), ['lock']);
      lock.release();
    });
    assert.equal(await look(folder), null);
    await assert.rejects(
      withRoot(readOnly, folder, (root) => takeLock(readOnly, root)),
      /writes/,
      'the control',
    );
  });
});

test('a lock that cannot be read, or is none, may be held by anybody', async () => {
  const unknown: HeldLock = { kind: 'held', holder: null };
  for (const content of ['', '{"pid":', '[]', '{"pid":1}']) {
    await inScratch({ lock: content }, async (folder) => assert.deepEqual(await look(folder), unknown, content));
  }
  await inScratch({ 'lock/a': '' }, async (folder) => assert.deepEqual(await look(folder), unknown));
  await inScratch({}, async (folder) => {
    symlinkSync('../elsewhere', path.join(folder, 'lock'));
    assert.deepEqual(await look(folder), unknown);
  });
  await inScratch({}, async (folder) => {
    writeLock(folder, {});
    const unreadable = {
      ...nodeFileSystem,
      look: () => {
        throw systemError('EACCES', 13);
      },
    };
    assert.deepEqual(await withRoot(unreadable, folder, async (root) => lookAtLock(unreadable, root)), unknown);
  });
});

test('a zombie holds nothing', async () => {
  const child = spawn('true', { stdio: 'ignore' });
  const identity = { ...ownIdentity(), pid: child.pid ?? 0, startTicks: null };
  // The event loop has not reaped it yet.
  for (let tries = 0; tries < 200 && !isDead(identity, ownIdentity()); tries++) spawnSync('sleep', ['0.01']);
  assert.ok(isDead(identity, ownIdentity()));
});

test('a lock without readable content is broken, after a while', async () => {
  for (const content of ['', '{"pid":', '[]']) {
    await inScratch({ lock: content }, async (folder) => assert.equal((await take(folder)).kind, 'taken', content));
  }
});

test('clears away what was left of taking it', async () => {
  await inScratch({ 'lock.new-1': '', 'lock.0123': '{}', 'lock.gitignore': '' }, async (folder) => {
    writeLock(folder, { pid: deadPid() });
    assert.equal((await take(folder)).kind, 'taken');
    assert.deepEqual(readdirSync(folder), ['lock']);
  });
});

test('a breaker that died in the middle is taken over from', async () => {
  await inScratch({}, async (folder) => {
    writeLock(folder, { pid: deadPid() });
    const link = nodeFileSystem.link;
    const rename = (): never => {
      throw new Error('killed');
    };
    const dying = { ...nodeFileSystem, link, rename };
    await assert.rejects(withRoot(dying, folder, (root) => takeLock(dying, root)));
    const right = readdirSync(folder).find((name) => /^lock\.[0-9a-f]{32}$/.test(name));
    assert.ok(right !== undefined);
    const held = readFileSync(path.join(folder, right), 'utf8');
    assert.equal((await take(folder)).kind, 'held', 'its breaker is alive still: this process');
    writeFileSync(path.join(folder, right), held.replace(`"pid":${process.pid},`, `"pid":${deadPid()},`));
    assert.equal((await take(folder)).kind, 'taken');
    assert.deepEqual(readdirSync(folder), ['lock']);
  });
});

test('a symlink in its place is refused', async () => {
  await inScratch({}, async (folder) => {
    mkdirSync(path.join(folder, 'state'));
    symlinkSync('../elsewhere', path.join(folder, 'state/lock'));
    await assert.rejects(take(path.join(folder, 'state')), /lock/);
    assert.ok(!existsSync(path.join(folder, 'elsewhere')));
  });
});

test('works where there are no hard links', async () => {
  await inScratch({}, async (folder) => {
    const link = (): never => {
      throw Object.assign(new Error('no links'), { code: 'EPERM', errno: -1 });
    };
    const fs = { ...nodeFileSystem, link };
    const first = await withRoot(fs, folder, (root) => takeLock(fs, root));
    assert.equal(first.kind, 'taken');
    assert.equal((await withRoot(fs, folder, (root) => takeLock(fs, root))).kind, 'held');
    writeLock(folder, { pid: deadPid() });
    assert.equal((await withRoot(fs, folder, (root) => takeLock(fs, root))).kind, 'taken');
  });
});

test('20 processes at once, five of which die as its holder, are never two', async () => {
  await inScratch({}, async (folder) => {
    const outputs = await Promise.all(Array.from({ length: 20 }, (_, index) => compete(folder, 40, index % 4 === 0 ? 2 : 0)));
    const counts = outputs.filter((output) => output !== '').map((output): unknown => JSON.parse(output));
    const sum = (name: string): number =>
      counts.reduce<number>((total, count) => total + Number(Reflect.get(Object(count), name)), 0);
    console.log(`${sum('wins')} wins, ${sum('held')} refusals, ${20 - counts.length} holders killed`);
    assert.equal(sum('together'), 0);
    assert.ok(sum('wins') >= 20 && sum('held') >= 20);
    assert.ok(counts.length < 20, 'some died holding it');
  });
});

test('the driver notices when it is not alone (control)', async () => {
  await inScratch({ alone: '' }, async (folder) => {
    assert.match(await compete(folder, 3, 0), /"together":[1-9]/);
  });
});
