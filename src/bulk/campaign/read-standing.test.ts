import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownIdentity } from '../../apply/process-identity.js';
import { nodeFileSystem } from '../../files/file-system.js';
import { withRoot } from '../../files/folder.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import type { CampaignState } from '../model/campaign-state.js';
import { JOURNAL, readJournal } from './journal.js';
import { readStanding } from './read-standing.js';

const test = suite('how a campaign stands at one moment');

const STARTED = '2026-01-02T03:00:00.000Z';
const BEFORE = '2026-01-02T02:59:59.999Z';
const LATER = '2026-01-02T03:00:00.001Z';

function lock(folder: string, changes: object = {}): void {
  writeFileSync(path.join(folder, 'lock'), JSON.stringify({ ...ownIdentity(), started: STARTED, nonce: 'abc', ...changes }));
}

function unlock(folder: string): void {
  rmSync(path.join(folder, 'lock'));
}

function journal(folder: string, event: 'began' | 'ended', verb: string, at = LATER): void {
  const entry = event === 'began' ? { at, event, verb, options: {} } : { at, event, verb };
  appendFileSync(path.join(folder, JOURNAL), `${JSON.stringify(entry)}\n`);
}

/** @param meanwhile happens each time that the journal was read, before the lock is looked at. */
async function standing(folder: string, meanwhile = (): void => {}) {
  return await withRoot(nodeFileSystem, folder, async (opened) => {
    const { state, running } = readStanding(nodeFileSystem, opened, (): CampaignState => {
      const read = readJournal(nodeFileSystem, opened);
      meanwhile();
      return read;
    });
    return { running, unfinished: state.unfinished?.verb ?? null };
  });
}

test('a verb is that of the process at work only where it has begun after the process did', async () => {
  const folder = tempFolder();
  assert.deepEqual(await standing(folder), { running: null, unfinished: null });
  const { pid } = process;
  lock(folder);
  assert.deepEqual((await standing(folder)).running, { verb: null, process: pid, host: null });
  journal(folder, 'began', 'publish', BEFORE);
  assert.deepEqual((await standing(folder)).running, { verb: null, process: pid, host: null }, 'that one was cut off');
  journal(folder, 'began', 'sync');
  assert.deepEqual((await standing(folder)).running, { verb: 'sync', process: pid, host: null });
  journal(folder, 'ended', 'sync');
  assert.deepEqual((await standing(folder)).running, { verb: null, process: pid, host: null });
  unlock(folder);
  assert.deepEqual(await standing(folder), { running: null, unfinished: 'publish' });
});

test('a process of another machine is told with it, one that is gone not at all, and an odd lock as nobody who is known', async () => {
  const folder = tempFolder();
  journal(folder, 'began', 'sync');
  lock(folder, { host: 'build-7', pid: 4711 });
  assert.deepEqual((await standing(folder)).running, { verb: 'sync', process: 4711, host: 'build-7' });
  lock(folder, { startTicks: '1' });
  assert.equal((await standing(folder)).running, null);
  writeFileSync(path.join(folder, 'lock'), 'odd');
  assert.deepEqual((await standing(folder)).running, { verb: null, process: null, host: null });
});

test('a verb that ends, or begins and ends, between the looks is not told as cut off', async () => {
  const folder = tempFolder();
  lock(folder);
  journal(folder, 'began', 'sync');
  let reads = 0;
  const ended = await standing(folder, () => {
    if (reads++ > 0) return;
    journal(folder, 'ended', 'sync');
    unlock(folder);
  });
  assert.deepEqual([ended, reads], [{ running: null, unfinished: null }, 2]);
  journal(folder, 'began', 'merge');
  assert.deepEqual(await standing(folder), { running: null, unfinished: 'merge' }, 'the control: nobody ends this one');
});
