import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { checkRecovered } from '../fault-check.js';
import type { Scenario } from '../scenario.js';
import { sideOf, sideOfFiles } from '../side.js';
import type { Fault } from './fault.js';
import { onDisk } from './full-disk.js';

/** Rooms in KiB from the least to the most, each greater than the last by the same factor, in pages of 4 KiB. */
export function rooms(count: number, least: number, most: number): readonly number[] {
  const factor = (most / least) ** (1 / Math.max(1, count - 1));
  return Array.from({ length: count }, (_, index) => Math.round((least * factor ** index) / 4) * 4);
}

/** A scenario's run on disks that have some room left, from nearly none to enough. */
export async function* fullDisks(scenario: Scenario, sizes: readonly number[]): AsyncGenerator<Fault> {
  for (const room of sizes) {
    const id = `${scenario.name} with ${room} KiB left`;
    yield { id, kind: `${scenario.name}: full disk`, inject: () => runOnFullDisk(scenario, room) };
  }
}

async function runOnFullDisk(scenario: Scenario, room: number): Promise<string> {
  return await onDisk(async ({ root, leave, grow }) => {
    await scenario.prepare(root);
    leave(room);
    const { status, stdout, stderr } = spawnSync(process.execPath, scenario.program(root), { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const claim = checkSaid(root, scenario, stdout);
    grow();
    await checkRecovered(root, scenario);
    return claim;
  });
}

function checkSaid(root: string, scenario: Scenario, stdout: string): string {
  const said: unknown = JSON.parse(stdout);
  const field = (name: string): string => String(Reflect.get(Object(said), name));
  if (field('kind') === 'done') {
    assert.equal(sideOf(root, scenario), 'after');
    return 'done';
  }
  assert.equal(field('kind'), 'failed', stdout);
  assert.match(field('message'), /no space left on device \(ENOSPC\)|only \d+ of/);
  if (field('state') === 'untouched') assert.equal(sideOfFiles(root, scenario), 'before');
  if (field('state') === 'unfinished') assert.equal(sideOfFiles(root, scenario), 'after');
  return field('state');
}
