import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { checkRecovered } from '../fault-check.js';
import { inScenario } from '../faults/in-scenario.js';
import { TWENTY } from '../faults/twenty-files.js';
import { applyOf } from '../scenario.js';
import { sideOf } from '../side.js';

const RACER = fileURLToPath(new URL('./racer.js', import.meta.url));
const SCENARIO = applyOf(TWENTY, 'twenty');

interface Racer {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: AsyncIterator<string>;
}

/** How often racers said what: `done`, `refused locked`, `refused stale`. */
export type RaceCounts = Readonly<Record<string, number>>;

interface RaceOptions {
  /** `plain` is the control: programs that take no lock and look at nothing. */
  readonly verb?: 'apply' | 'plain';
  onRound?(round: number): void;
}

/**
 * Lets processes apply one plan to one tree, all at the same moment, round after round; they live through all rounds, so that
 * their start does not keep them apart.
 *
 * @throws Error when in some round not exactly one has carried it out, or the others say anything but that it is locked or
 * stale, or the tree or the records are not those of one run.
 */
export async function race(processes: number, rounds: number, options: RaceOptions = {}): Promise<RaceCounts> {
  const racers = await Promise.all(Array.from({ length: processes }, () => startRacer(options.verb ?? 'apply')));
  const counts: Record<string, number> = {};
  try {
    for (let round = 0; round < rounds; round++) {
      for (const said of await raceOnce(racers)) counts[said] = (counts[said] ?? 0) + 1;
      options.onRound?.(round + 1);
    }
    return counts;
  } finally {
    for (const { child } of racers) child.kill();
  }
}

async function raceOnce(racers: readonly Racer[]): Promise<readonly string[]> {
  return await inScenario(SCENARIO, async (root) => {
    for (const { child } of racers) child.stdin.write(`${root}\n`);
    const said = await Promise.all(racers.map(answerOf));
    const count = (what: string): number => said.filter((result) => result === what).length;
    assert.equal(count('done'), 1, said.join(', '));
    assert.equal(count('refused locked') + count('refused stale'), racers.length - 1, said.join(', '));
    assert.equal(sideOf(root, SCENARIO), 'after');
    assert.equal(await checkRecovered(root, SCENARIO), 'after');
    return said;
  });
}

async function answerOf({ lines }: Racer): Promise<string> {
  const line = await lines.next();
  assert.ok(line.done !== true, 'a racer has ended');
  const result: unknown = JSON.parse(line.value);
  const field = (name: string): string => String(Reflect.get(Object(result), name) ?? '');
  return [field('kind'), field('because'), field('message')].filter((part) => part !== '').join(' ');
}

async function startRacer(verb: string): Promise<Racer> {
  const child = spawn(process.execPath, [RACER, verb], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await once(child, 'spawn');
  assert.equal((await lines.next()).value, 'ready');
  return { child, lines };
}
