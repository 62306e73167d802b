import assert from 'node:assert/strict';
import { suite } from '../../../testing/suite.js';
import { LONGEST_WAIT, waitAsked } from './wait-asked.js';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const MINUTE = 60_000;
const EPOCH = NOW / 1000;

function asked(status: number, headers: Readonly<Record<string, string>> = {}, words = '', strikes = 0): number | null {
  return waitAsked({ status, headers: new Headers(headers), words }, NOW, strikes)?.wait ?? null;
}

const test = suite('how long a host asks to wait');

test('Retry-After is read in seconds and as a date', () => {
  assert.equal(asked(429, { 'retry-after': '17' }), 17_000);
  assert.equal(asked(503, { 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT' }), MINUTE);
  assert.equal(asked(403, { 'retry-after': '120' }), 2 * MINUTE);
});

test('a wait is never in the past, nor longer than a day', () => {
  assert.equal(asked(429, { 'retry-after': '0' }), 1000);
  assert.equal(asked(429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }), 1000);
  for (const long of ['9'.repeat(400), '86401', 'Fri, 31 Dec 9999 23:59:59 GMT'])
    assert.equal(asked(429, { 'retry-after': long }), LONGEST_WAIT, long);
  assert.equal(asked(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '999999999999999' }), LONGEST_WAIT);
});

test('a header that makes no sense is as none', () => {
  for (const odd of ['', 'soon', '-5', '1.5', 'NaN', '0x10']) assert.equal(asked(429, { 'retry-after': odd }), MINUTE, odd);
  assert.equal(asked(503, { 'retry-after': 'soon' }), null);
});

test('the quota of GitHub and GitLab is waited for until it is full again', () => {
  assert.equal(asked(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH + 90) }), 90_000);
  assert.equal(asked(429, { 'ratelimit-remaining': '0', 'ratelimit-reset': String(EPOCH + 30) }), 30_000);
  // The IETF draft counts from now.
  assert.equal(asked(429, { 'ratelimit-remaining': '0', 'ratelimit-reset': '45' }), 45_000);
  // Our clock is ahead of the host's.
  assert.equal(asked(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH - 90) }), MINUTE);
  // GitLab limits some calls apart from the quota, and tells the quota's reset.
  assert.equal(asked(429, { 'ratelimit-remaining': '595', 'ratelimit-reset': String(EPOCH + 5) }), MINUTE);
});

test('secondary limits without a header take a minute at least, and up to an hour', () => {
  const words = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  assert.deepEqual(
    [0, 1, 2, 5, 6, 7, 1000].map((strikes) => asked(403, {}, words, strikes)),
    [1, 2, 4, 32, 60, 60, 60].map((minutes) => minutes * MINUTE),
  );
  assert.equal(asked(422, {}, 'Validation Failed; was submitted too quickly'), MINUTE);
  assert.equal(asked(403, {}, 'API rate limit exceeded for user ID 1.'), MINUTE);
});

test('what is no limit is none', () => {
  assert.equal(asked(403, { 'x-ratelimit-remaining': '4000' }, 'Resource not accessible by integration'), null);
  assert.equal(asked(422, {}, 'A pull request already exists for acme:codemod.'), null);
  assert.equal(asked(200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH + 90) }), null);
  for (const status of [200, 401, 404, 500, 502, 503]) assert.equal(asked(status), null);
});
