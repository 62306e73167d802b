import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suite } from '../../testing/suite.js';
import type { Pace } from './host-settings.js';
import { USUAL_PACE } from './known-hosts.js';
import { mayWriteAt, nextAllowed, parseHours } from './pace.js';

const test = suite('hours and days of a host');

const paceOf = (hours: string | null, days: readonly string[] | null = null): Pace => ({ ...USUAL_PACE, hours, days });
/** 2026-11-27 is a Friday; local time. */
const at = (day: number, hour: number, minute = 0, second = 0): Date => new Date(2026, 10, day, hour, minute, second);

test('hours are read, and those that are none are not', () => {
  assert.deepEqual(parseHours('08:00-18:30'), { from: 480, to: 1110 });
  assert.deepEqual(parseHours('00:00-24:00'), { from: 0, to: 1440 });
  for (const text of ['', '8:00-18:00', '08:00', '08:00-08:00', '24:00-08:00', '08:60-09:00', '08:00-24:01', '08:00 - 18:00'])
    assert.equal(parseHours(text), null, text);
});

const CASES: readonly (readonly [pace: Pace, when: Date, may: boolean, next: Date])[] = [
  [paceOf(null), at(27, 3), true, at(27, 3)],
  [paceOf('08:00-18:00'), at(27, 8), true, at(27, 8)],
  [paceOf('08:00-18:00'), at(27, 7, 59, 59), false, at(27, 8)],
  [paceOf('08:00-18:00'), at(27, 17, 59, 59), true, at(27, 17, 59, 59)],
  [paceOf('08:00-18:00'), at(27, 18), false, at(28, 8)],
  [paceOf('08:00-18:00', ['mon']), at(27, 12), false, at(30, 8)],
  [paceOf('22:00-06:00'), at(27, 23), true, at(27, 23)],
  [paceOf('22:00-06:00'), at(27, 5, 59), true, at(27, 5, 59)],
  [paceOf('22:00-06:00'), at(27, 6), false, at(27, 22)],
  [paceOf('22:00-06:00', ['fri']), at(27, 5), false, at(27, 22)],
  [paceOf('22:00-06:00', ['fri']), at(28, 5), true, at(28, 5)],
  [paceOf('22:00-06:00', ['sat']), at(29, 5), true, at(29, 5)],
  [paceOf('22:00-06:00', ['sat']), at(29, 23), false, new Date(2026, 11, 5, 22)],
  [paceOf(null, ['sat', 'sun']), at(27, 12), false, at(28, 0)],
  [paceOf(null, ['sat', 'sun']), at(29, 23, 59), true, at(29, 23, 59)],
  [paceOf('00:00-24:00', ['mon']), at(30, 23, 59), true, at(30, 23, 59)],
];

test('a moment is inside or outside, and the next one inside is known', () => {
  for (const [pace, when, may, next] of CASES) {
    const what = `${pace.hours} ${pace.days} ${when}`;
    assert.equal(mayWriteAt(pace, when), may, what);
    assert.equal(nextAllowed(pace, when)?.getTime(), next.getTime(), what);
  }
});

/** The same questions where the clocks are changed: process by process, since a process has one time zone. */
function inZone(zone: string, hours: string, days: readonly string[] | null, now: string): string {
  const program = `
    const { nextAllowed } = await import(${JSON.stringify(new URL('./pace.js', import.meta.url).href)});
    const next = nextAllowed({ hours: ${JSON.stringify(hours)}, days: ${JSON.stringify(days)} }, new Date(${JSON.stringify(now)}));
    process.stdout.write(next.toISOString());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  return stdout;
}

test('the days on which the clocks change have 23 and 25 hours', () => {
  // Berlin 2026: 02:00 becomes 03:00 on 29 March, 03:00 becomes 02:00 on 25 October.
  assert.equal(inZone('Europe/Berlin', '08:00-18:00', null, '2026-03-28T20:00:00Z'), '2026-03-29T06:00:00.000Z');
  assert.equal(inZone('Europe/Berlin', '08:00-18:00', null, '2026-10-24T20:00:00Z'), '2026-10-25T07:00:00.000Z');
  // The window begins in the hour that is left out: it opens when that hour is over.
  assert.equal(inZone('Europe/Berlin', '02:30-05:00', null, '2026-03-29T00:30:00Z'), '2026-03-29T01:00:00.000Z');
  // All of it is left out, and it is open on that day of the week alone.
  assert.equal(inZone('Europe/Berlin', '02:15-02:45', ['sun'], '2026-03-29T00:30:00Z'), '2026-04-05T00:15:00.000Z');
  // The hour that comes twice is inside twice.
  assert.equal(inZone('Europe/Berlin', '02:30-02:40', null, '2026-10-25T00:45:00Z'), '2026-10-25T01:30:00.000Z');
  assert.equal(inZone('Asia/Kathmandu', '08:00-18:00', null, '2026-11-27T20:00:00Z'), '2026-11-28T02:15:00.000Z');
});
