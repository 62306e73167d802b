import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts of a sample job that notes them in a file. */
export function startsIn(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

/** @throws AssertionError where it does not come to hold in time. */
export async function until(holds: () => boolean, milliseconds = 60_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !holds(); await sleep(20)) assert.ok(Date.now() < end, 'it took too long');
}
