import assert from 'node:assert/strict';
import { suite } from '../suite.js';
import type { RunningForge } from './forge.js';
import { askApi, at, forgeRoot, TOKEN, withForge } from './forge-case.js';

const test = suite('a forge: its limits');
const root = forgeRoot({ 'acme/api': { 'setup.py': 'x = 1\n' } });
const REPO = '/repos/acme/api';

const comment = (forge: RunningForge): ReturnType<typeof askApi> =>
  askApi(forge, 'POST', `${REPO}/issues/1/comments`, { body: { body: 'x' } });

test('github: the quota is told, and used up until it is given anew', () =>
  withForge({ root, dialect: 'github', token: TOKEN, limits: { requestsPerHour: 2 } }, async (forge) => {
    assert.equal((await askApi(forge, 'GET', REPO)).headers.get('x-ratelimit-remaining'), '1');
    await askApi(forge, 'GET', REPO);
    const refused = await askApi(forge, 'GET', REPO);
    assert.deepEqual([refused.status, refused.headers.get('x-ratelimit-remaining')], [403, '0']);
    assert.match(String(at(refused.body, 'message')), /API rate limit exceeded/);
    assert.ok(Number(refused.headers.get('x-ratelimit-reset')) * 1000 > Date.now());
    await forge.act('advance', { ms: 3_600_001 });
    assert.equal((await askApi(forge, 'GET', REPO)).status, 200);
  }));

test('github: writes are counted by the minute and by the hour, reads go on', () =>
  withForge({ root, dialect: 'github', token: TOKEN, limits: { writesPerMinute: 2, writesPerHour: 3 } }, async (forge) => {
    assert.deepEqual([(await comment(forge)).status, (await comment(forge)).status], [404, 404]);
    const refused = await comment(forge);
    assert.equal(refused.status, 403);
    assert.match(String(at(refused.body, 'message')), /secondary rate limit/);
    assert.ok(Number(refused.headers.get('retry-after')) > 50);
    assert.equal((await askApi(forge, 'GET', REPO)).status, 200);
    await forge.act('advance', { ms: 61_000 });
    assert.equal((await comment(forge)).status, 404);
    await forge.act('advance', { ms: 61_000 });
    assert.equal((await comment(forge)).status, 403);
    await forge.act('advance', { ms: 3_600_000 });
    assert.equal((await comment(forge)).status, 404);
    assert.deepEqual((await forge.counts()).limits, { refused: 2, freezes: 2, longest: 1 });
  }));

test('github: a secondary limit that does not say how long', () =>
  withForge({ root, dialect: 'github', token: TOKEN }, async (forge) => {
    await forge.act('fault', { on: { writes: true }, effect: { kind: 'secondary-limit', seconds: 60, told: false } });
    const refused = await comment(forge);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [403, null]);
    assert.equal((await comment(forge)).status, 403);
    assert.equal((await forge.counts()).limits.longest, 2);
  }));

test('gitlab: 429, with what is left in its own headers', () =>
  withForge({ root, dialect: 'gitlab', token: TOKEN, limits: { requestsPerHour: 1 } }, async (forge) => {
    const project = '/projects/acme%2Fapi';
    assert.equal((await askApi(forge, 'GET', project)).headers.get('ratelimit-remaining'), '0');
    const refused = await askApi(forge, 'GET', project);
    assert.deepEqual([refused.status, refused.headers.get('ratelimit-remaining')], [429, '0']);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
  }));

test('a fast clock: a minute of the forge is a short time for its clients', () =>
  withForge({ root, dialect: 'github', token: TOKEN, speed: 60, limits: { writesPerMinute: 1 } }, async (forge) => {
    await comment(forge);
    assert.equal((await comment(forge)).headers.get('retry-after'), '1');
    await new Promise((resume) => setTimeout(resume, 1100));
    assert.equal((await comment(forge)).status, 404);
  }));

test('faults by chance are the same for the same seed', async () => {
  const seen = (seed: number): Promise<readonly number[]> =>
    withForge({ root, dialect: 'github', token: TOKEN }, async (forge) => {
      await forge.act('rates', { seed, rates: [{ share: 0.4, effect: { kind: 'status', status: 503 } }] });
      const statuses: number[] = [];
      for (let count = 0; count < 12; count++) statuses.push((await askApi(forge, 'GET', REPO)).status);
      return statuses;
    });
  const first = await seen(1);
  assert.deepEqual(first, await seen(1));
  assert.ok(first.includes(503) && first.includes(200));
  assert.notDeepEqual(first, await seen(2));
});

test('breaks off, drops and is slow', () =>
  withForge({ root, dialect: 'github', token: TOKEN }, async (forge) => {
    for (const kind of ['truncate', 'drop']) {
      await forge.act('fault', { effect: { kind } });
      await assert.rejects(askApi(forge, 'GET', REPO));
      await forge.act('clear-faults');
    }
    await forge.act('fault', { effect: { kind: 'slow', ms: 300 } });
    const started = Date.now();
    assert.equal((await askApi(forge, 'GET', REPO)).status, 200);
    assert.ok(Date.now() - started >= 295);
  }));
