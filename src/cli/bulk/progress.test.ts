import assert from 'node:assert/strict';
import { countRepositories } from '../../bulk/campaign/outcome-of.js';
import type { JournalEntry } from '../../bulk/model/events.js';
import { suite } from '../../testing/suite.js';
import { progressLine, waitingLine } from './progress.js';
import { type Clock, reportProgress } from './report-progress.js';

const test = suite('progress of a campaign');

const COUNTS = countRepositories([
  ...Array.from({ length: 120 }, () => ({ outcome: 'planned' as const })),
  ...Array.from({ length: 12 }, () => ({ outcome: 'failed' as const })),
]);

/** A clock that goes when it is told to. */
function fakeClock(): Clock & { pass(milliseconds: number): void } {
  let [now, next] = [1_000_000, Number.POSITIVE_INFINITY];
  let timer: { readonly every: number; readonly act: () => void } | null = null;
  return {
    now: () => now,
    every(every, act) {
      timer = { every, act };
      next = now + every;
      return {
        stop() {
          timer = null;
        },
      };
    },
    pass(milliseconds) {
      for (const end = now + milliseconds; now < end; now++) {
        if (timer === null || now < next) continue;
        timer.act();
        next = now + timer.every;
      }
    },
  };
}

function settled(number: number): JournalEntry {
  return { at: '', event: 'settled', repo: `host/r${number}`, job: `j${number}` };
}

test('a line tells how many, how fast, how long still, and what they came to', () => {
  const facts = { done: 312, total: 1500, counts: COUNTS, rate: 14.2, resting: {}, now: 0 };
  assert.equal(progressLine(facts), '312 of 1,500 · 14/s, about 84 s left · 12 failed, 120 planned');
  assert.match(progressLine({ ...facts, rate: 0.05 }), /3\.0\/min, about 7 h left/);
  assert.doesNotMatch(progressLine({ ...facts, rate: null }), /left|\/s/);
});

test('a lane that rests is told with the time, as long as it does, and its name is data', () => {
  const until = new Date(2026, 0, 2, 14, 5, 9).getTime();
  const facts = { done: 1, total: 2, counts: COUNTS, rate: null, resting: { 'publish:a\u001b[2J': until }, now: until - 1 };
  assert.match(progressLine(facts), /publish:a\\x1b\[2J rests until 14:05:09/);
  assert.doesNotMatch(progressLine({ ...facts, now: until }), /rests/);
});

test('on a terminal a line comes four times a second and is never wider than it; elsewhere every half minute', async () => {
  for (const [isLive, columns, expected] of [
    [true, 40, 240],
    [false, Number.POSITIVE_INFINITY, 2],
  ] as const) {
    const clock = fakeClock();
    const lines: string[] = [];
    const engineCounts = async () => ({ waiting: 0, active: 1, resting: {} });
    const progress = reportProgress(
      { total: () => 200, counts: () => COUNTS, engineCounts },
      { isLive, columns, show: (line) => lines.push(line) },
      clock,
    );
    for (let number = 0; number < 60; number++) {
      progress.onEntry(settled(number));
      progress.onEntry(settled(number));
      clock.pass(1_000);
    }
    clock.pass(1);
    progress.stop();
    clock.pass(60_000);
    assert.ok(Math.abs(lines.length - expected) <= 1, `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length < columns));
    assert.match(lines.at(-1) ?? '', /^60 of 200 · 1\.0\/s, about 140 s left|^60 of 200 · 1\.0\/s, about/);
  }
});

/** What is shown of a wave whose 14 checks are pending for 10 minutes, and 9 of them for 10 more. */
function waitingShown(isLive: boolean): readonly string[] {
  const clock = fakeClock();
  const lines: string[] = [];
  const engineCounts = async () => ({ waiting: 0, active: 0, resting: {} });
  const progress = reportProgress(
    { total: () => 14, counts: () => COUNTS, engineCounts },
    { isLive, columns: Number.POSITIVE_INFINITY, show: (line) => lines.push(line) },
    clock,
  );
  for (let look = 0; look < 40; look++) {
    progress.onWaiting({ wave: 2, pullRequests: look < 20 ? 14 : 9 });
    clock.pass(30_000);
  }
  progress.onWaiting(null);
  clock.pass(15_000);
  progress.stop();
  return lines;
}

test('checks that are waited for are told in a live line with the time', () => {
  const lines = waitingShown(true);
  assert.equal(lines[0], 'Wave 2: waiting for the checks of 14 pull requests, 0 s');
  assert.ok(lines.includes('Wave 2: waiting for the checks of 14 pull requests, 3 min'));
  assert.ok(lines.includes('Wave 2: waiting for the checks of 9 pull requests, 19 min'));
  assert.match(lines.at(-1) ?? '', /^0 of 14/, 'afterwards it tells how the verb is doing again');
});

test('elsewhere they are told when it begins and when their number changes, and not in between', () => {
  const [begun, changed, after, ...more] = waitingShown(false);
  assert.equal(begun, 'Wave 2: waiting for the checks of 14 pull requests');
  assert.equal(changed, 'Wave 2: waiting for the checks of 9 pull requests, 10 min');
  assert.match(after ?? '', /^0 of 14/);
  assert.deepEqual(more, []);
  assert.equal(waitingLine({ wave: 1, pullRequests: 1 }, null), 'Wave 1: waiting for the checks of 1 pull request');
});
