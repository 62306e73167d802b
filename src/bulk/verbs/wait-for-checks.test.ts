import assert from 'node:assert/strict';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { openRequest, published } from '../../testing/published-repository.js';
import { suite } from '../../testing/suite.js';
import type { Job } from '../jobs/job.js';
import type { PullRequestFacts } from '../model/events.js';
import { publish } from './publish.js';
import type { VerbContext, WaitingForChecks } from './verb.js';

const test = suite('checks of a wave');

type Checks = PullRequestFacts['checks'];
const PULL_REQUESTS = { publisher: 'pull-request' } as const;

/** Hosts of one repository each, with an open pull request, the last in the second wave; their checks are as `checks` says at each look. */
async function waves(within: number, checks: (host: string) => Checks) {
  const manifest = `waves: { waitForChecks: true, checksWithin: ${within} }`;
  const scene = await bulkScene([bareRepository({ 'a.py': 'x = 1\n' })], { manifest });
  const looks: string[] = [];
  const before = async ({ lane, stage }: Job) => {
    assert.equal(stage, 'sync', 'all of it is out');
    const host = lane.slice(lane.indexOf(':') + 1);
    looks.push(host);
    const pullRequest = openRequest(`https://${host}/r.git`, checks(host));
    return { kind: 'done' as const, events: [{ event: 'pull-request' as const, shard: '', pullRequest }] };
  };
  await scene.run((_, campaign) => campaign.append([...published('a', 'r'), ...published('b', 'r'), ...published('c', 'r', 2)]));
  return async (every = 20, more: Partial<VerbContext> = {}) => {
    looks.length = 0;
    const began = performance.now();
    const options = { before };
    return await scene.run(async (context, { state }) => {
      const { stopped } = await publish({ ...context, ...more }, PULL_REQUESTS, every);
      return { stopped, wave: state.stopped?.wave ?? null, looks: [...looks], took: performance.now() - began };
    }, options);
  };
}

test('checks that stay pending stop the campaign after a time; published again, they are waited for anew', async () => {
  let now: Checks = 'pending';
  const run = await waves(1_100, (host) => (host === 'a' ? now : 'passed'));
  for (const _ of ['first', 'again']) {
    const { stopped, wave, looks, took } = await run();
    assert.match(
      stopped ?? '',
      /^Wave 1 stopped the campaign: the checks of 1 pull request are still pending after 1 s \(waves\.checksWithin\)\./,
    );
    assert.match(stopped ?? '', /codemod bulk publish --pr waits for them anew, and with --wave 2 it goes on without them\.$/);
    assert.equal(wave, 1);
    assert.ok(looks.filter((host) => host === 'a').length > 1);
    assert.deepEqual(looks.filter((host) => host === 'b').length, 1, 'what has ended is not asked for again');
    assert.ok(!looks.includes('c'), 'the next wave has not begun');
    assert.ok(took >= 1_100, `${took} ms`);
  }
  now = 'passed';
  const { stopped, wave, looks } = await run();
  assert.deepEqual([stopped, wave, looks.length], [null, null, 3], 'the looks come before the verdict');
});

test('what is waited for is told before every look, and that it is over', async () => {
  const looks = new Map<string, number>();
  const run = await waves(60_000, (host) => {
    looks.set(host, (looks.get(host) ?? 0) + 1);
    return host === 'a' && looks.get(host) === 1 ? 'pending' : 'passed';
  });
  const told: (WaitingForChecks | null)[] = [];
  await run(20, { onWaiting: (waiting) => told.push(waiting) });
  assert.deepEqual(told, [{ wave: 1, pullRequests: 2 }, { wave: 1, pullRequests: 1 }, null, { wave: 2, pullRequests: 1 }, null]);
});

test('there is one look in any case, and none later than the time allows', async () => {
  const passed = await (await waves(1, () => 'passed'))();
  assert.deepEqual([passed.stopped, passed.looks.length], [null, 3]);
  const pending = await (await waves(1, () => 'pending'))(60_000);
  assert.match(pending.stopped ?? '', /the checks of 2 pull requests are still pending after 0 s/);
  assert.ok(pending.took < 30_000);
});

test('where more is red than may be, that is why it stops', async () => {
  const { stopped } = await (await waves(100, (host) => (host === 'a' ? 'pending' : 'failed')))();
  assert.match(stopped ?? '', /^Wave 1 stopped the campaign: 1 of 2 repositories failed, is red or was closed/);
});
