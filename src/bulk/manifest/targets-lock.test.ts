import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { nodeFileSystem as fs } from '../../files/file-system.js';
import { withRoot } from '../../files/folder.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { type LockedTarget, lockTargets, readTargetsLock, TARGETS_LOCK } from './targets-lock.js';

const test = suite('targets.lock.jsonl');

const target = (name: string, commit: string): LockedTarget => ({
  ...{ repo: `github.com/acme/${name}`, url: `https://github.com/acme/${name}`, branch: 'main', commit: commit.repeat(40) },
});

function lockIn(folder: string) {
  const file = path.join(folder, TARGETS_LOCK);
  return {
    file,
    add: (...targets: readonly LockedTarget[]) => withRoot(fs, folder, (open) => lockTargets(fs, open, targets)),
    read: () => withRoot(fs, folder, async (open) => [...readTargetsLock(fs, open).values()]),
    lines: () => readFileSync(file, 'utf8').split('\n').length - 1,
  };
}

test('the last line of a repository counts, and the same again is not written', async () => {
  const lock = lockIn(tempFolder());
  assert.deepEqual(await lock.read(), []);
  await lock.add(target('a', '1'), target('b', '2'));
  await lock.add(target('a', '3'), target('b', '2'));
  assert.deepEqual(await lock.read(), [target('a', '3'), target('b', '2')]);
  assert.equal(lock.lines(), 3);
});

test('a last line that a kill has torn anywhere is passed over, sealed, and written again', async () => {
  const whole = lockIn(tempFolder());
  await whole.add(target('a', '1'), target('b', '2'));
  const { length } = readFileSync(whole.file);
  const first = readFileSync(whole.file).indexOf(10) + 1;
  for (let size = first; size < length; size++) {
    const lock = lockIn(tempFolder());
    await lock.add(target('a', '1'), target('b', '2'));
    truncateSync(lock.file, size);
    // Whole but for its line feed, it is a line.
    assert.equal((await lock.read()).length, size === length - 1 ? 2 : 1, String(size));
    await lock.add(target('b', '2'), target('c', '3'));
    assert.deepEqual(await lock.read(), [target('a', '1'), target('b', '2'), target('c', '3')], String(size));
  }
});

test('a whole line that is not ours is told with its number', async () => {
  const lock = lockIn(tempFolder());
  await lock.add(target('a', '1'));
  appendFileSync(lock.file, '{"repo":"x"}\n');
  await assert.rejects(lock.read(), /targets\.lock\.jsonl:2:1: this is no line of a lock file/);
});
