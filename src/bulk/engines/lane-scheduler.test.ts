import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import type { LaneLimits } from './engine.js';
import { LaneScheduler } from './lane-scheduler.js';

const test = suite('lane scheduler');
const FREE: LaneLimits = { concurrency: 1_000_000, perMinute: null, perHour: null };
const one = (lane: string) => ({ lane, slot: 'any' });

function scheduler(limits: Partial<LaneLimits>, slots = 1_000_000) {
  return new LaneScheduler(() => ({ ...FREE, ...limits }), { any: slots });
}

test('in any minute, and in any hour, no more start than may', () => {
  const lanes = scheduler({ perMinute: 7, perHour: 100 });
  for (let count = 0; count < 400; count++) lanes.add(one('a'));
  const starts: number[] = [];
  for (let now = 0; starts.length < 400; ) {
    const next = lanes.take(now);
    if ('one' in next) starts.push(now);
    else {
      assert.ok(next.at !== null && next.at > now);
      now = next.at;
    }
  }
  const most = (span: number) =>
    Math.max(...starts.map((start) => starts.filter((other) => other >= start && other < start + span).length));
  assert.deepEqual([most(60_000), most(3_600_000)], [7, 100]);
  assert.equal(most(60_001), 14, 'control: the very next ones come as soon as they may');
});

test('lanes take turns for what is scarce, however much waits in one', () => {
  const lanes = scheduler({}, 1);
  for (let count = 0; count < 1_000; count++) lanes.add(one('a'));
  for (const lane of ['b', 'c']) lanes.add(one(lane));
  const order = Array.from({ length: 5 }, () => {
    const next = lanes.take(0);
    assert.ok('one' in next);
    assert.deepEqual(lanes.take(0), { at: null }, 'there is one slot');
    lanes.ended(next.one);
    return next.one.lane;
  });
  assert.equal(order.join(''), 'abcaa');
});

test('a lane that rests starts nothing, and tells when it will', () => {
  const lanes = scheduler({});
  lanes.add(one('a'));
  lanes.rest('a', 500);
  lanes.rest('a', 300);
  assert.deepEqual(lanes.take(100), { at: 500 });
  assert.deepEqual(lanes.counts(100), { waiting: 1, active: 0, resting: { a: 500 } });
  assert.ok('one' in lanes.take(500));
});
