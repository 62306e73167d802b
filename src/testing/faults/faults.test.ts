import assert from 'node:assert/strict';
import path from 'node:path';
import { skipLoudly } from '../python.js';
import { chooserFrom, sample } from '../random.js';
import { applyOf, driver, type Scenario } from '../scenario.js';
import { inScratch } from '../scratch-folder.js';
import { suite } from '../suite.js';
import { FAULT_KINDS, faultsOf, SCENARIOS, whySkipped } from './all-faults.js';
import { faultsAtCalls } from './at-calls.js';
import { type Fault, injectAll, type Verdict } from './fault.js';
import { Tally } from './tally.js';
import { TWENTY } from './twenty-files.js';

const test = suite('faults in a run of twenty files');
process.umask(0o022);

const SEED = 4;
const FEW = { randomKills: 8, disks: 4, recovery: { moments: 2, calls: 2 } };
/** So many of the faults at calls, which are some thousands. */
const CALLS = 32;

async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function verdictsOn(faults: AsyncIterable<Fault>, stateFile: string | null = null): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  await injectAll(faults, { jobs: 2, stateFile, onVerdict: (verdict) => verdicts.push(verdict) });
  return verdicts;
}

test('a sample of all kinds is survived', async () => {
  const tally = new Tally();
  for (const kind of FAULT_KINDS) {
    const missing = whySkipped(kind);
    if (missing !== null && skipLoudly(`faults of the kind ${kind}`, missing)) continue;
    const faults = await listOf(faultsOf(kind, SEED, FEW));
    for (const verdict of await verdictsOn(each(kind === 'calls' ? sample(faults, CALLS, chooserFrom(SEED)) : faults)))
      tally.add(verdict);
  }
  console.log(tally.lines().join('\n'));
  const lost = tally.lost.map(({ id, fault }) => `${id}: ${fault?.slice(0, 300)}`);
  assert.equal(lost.length, 0, lost.join('\n'));
});

test('every writing call of the run is met', async () => {
  if (whySkipped('calls') !== null && skipLoudly('faults at calls', 'strace')) return;
  for (const scenario of SCENARIOS) {
    const faults = await listOf(faultsAtCalls(scenario));
    const calls = new Set(faults.map(({ id }) => id.split(' ')[3]));
    const expected = ['fchmod', 'fsync', 'link', 'mkdir', 'openat', 'pwrite64', 'rename', 'unlink', 'write'];
    assert.deepEqual(
      expected.filter((call) => !calls.has(call)),
      [],
    );
    assert.ok(faults.length > 2000, `${faults.length} faults`);
  }
});

test('a program that writes the files one after the other does not survive (control)', async () => {
  if (whySkipped('calls') !== null && skipLoudly('faults at calls', 'strace')) return;
  const plain: Scenario = { ...applyOf(TWENTY, 'twenty', null), program: (root) => driver('plain', root, 'twenty') };
  const kills = (await listOf(faultsAtCalls(plain))).filter(({ id }) => id.endsWith('signal=SIGKILL'));
  const verdicts = await verdictsOn(each(sample(kills, 6, chooserFrom(SEED))));
  const mixes = verdicts.filter(({ fault }) => fault?.startsWith('neither end: '));
  assert.ok(mixes.length > 3, JSON.stringify(verdicts));
});

test('what was survived is not done again, and what was not is', async () => {
  await inScratch({}, async (folder) => {
    const stateFile = path.join(folder, 'state.ndjson');
    let injected = 0;
    const survived = async (): Promise<string> => `done ${++injected}`;
    const lost = async (): Promise<string> => assert.fail(`torn ${++injected}`);
    const faults: readonly Fault[] = [
      { id: 'a', kind: 'x', inject: survived },
      { id: 'b', kind: 'x', inject: lost },
    ];
    const first = await verdictsOn(each(faults), stateFile);
    const second = await verdictsOn(each(faults), stateFile);
    assert.equal(injected, 3);
    assert.deepEqual(
      [...first, ...second].map(({ became, fault }) => fault ?? became),
      ['done 1', 'torn 2', 'done 1', 'torn 3'],
    );
  });
});
