import assert from 'node:assert/strict';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { approved, published, type Told } from '../../testing/published-repository.js';
import { suite } from '../../testing/suite.js';
import type { Stage } from '../model/events.js';
import { FailureShare } from './failure-share.js';
import { publish } from './publish.js';
import { isRemoteVerb, runRemoteVerb } from './remote-verbs.js';
import type { VerbContext, VerbReport } from './verb.js';

const test = suite('failures at a host');

const MANY = 300;

interface Failing {
  readonly manifest?: string;
  isBad?(n: number): boolean;
}

/** Runs a verb over repositories with open pull requests. */
async function runAt(verb: string, failing: Failing = {}) {
  assert.ok(isRemoteVerb(verb));
  return await runWith(
    verb,
    (host, n) => published(host, `r${n}`),
    (context) => runRemoteVerb(verb, context, {}),
    failing,
  );
}

/** Runs a verb over repositories of two hosts, at one of which those named fail. */
async function runWith(
  stage: Stage,
  told: (host: string, n: number) => readonly Told[],
  verb: (context: VerbContext) => Promise<VerbReport>,
  { manifest = '', isBad = () => true }: Failing,
) {
  const scene = await bulkScene([bareRepository({ 'a.py': 'x = 1\n' })], { manifest });
  const hosts = ['bad.example', 'good.example'];
  const tried = new Map<string, number>(hosts.map((host) => [host, 0]));
  const before = async ({ lane }: { readonly lane: string }) => {
    const host = lane.slice(lane.indexOf(':') + 1);
    const n = tried.get(host) ?? 0;
    tried.set(host, n + 1);
    const failed = { event: 'failed', stage, code: 'forge-denied', message: 'The token is refused.', transient: false } as const;
    return { kind: 'done' as const, events: host === 'bad.example' && isBad(n) ? [failed] : [] };
  };
  const report = await scene.run(
    async (context, campaign) => {
      for (let n = 0; n < MANY; n++) await campaign.append(hosts.flatMap((host) => told(host, n)));
      return { ...(await verb(context)), stoppedIn: campaign.state.stopped?.wave ?? null };
    },
    { before },
  );
  return { ...report, bad: tried.get('bad.example') ?? 0, good: tried.get('good.example') ?? 0 };
}

for (const verb of ['sync', 'merge', 'close', 'undo']) {
  test(`${verb} leaves the rest of a host alone where more fails than may, and goes on at the others`, async () => {
    const { bad, good, ran, stopped } = await runAt(verb);
    assert.ok(bad >= 10 && bad < 100, `${bad} of ${MANY} were tried`);
    assert.equal(good, MANY);
    assert.equal(ran, bad + good);
    assert.match(
      stopped ?? '',
      new RegExp(`^bad\\.example: ${bad} of ${bad} repositories failed\\. It stopped there at more than 20 % `),
    );
  });
}

/** Publishes two waves, the second as large as the first. */
async function publishAt(failing: Failing = {}) {
  const told = (host: string, n: number): readonly Told[] => approved(host, `r${n}`, n % 2 === 0 ? 1 : 2);
  return await runWith('publish', told, (context) => publish(context, { publisher: 'branch' }), failing);
}

test('publish stops within a wave at a host where more fails than may, and publishes the wave at the others', async () => {
  const { bad, good, ran, stopped, stoppedIn } = await publishAt();
  assert.ok(bad >= 10 && bad < 100, `${bad} of ${MANY / 2} were tried`);
  assert.equal(good, MANY / 2, 'of the next wave nothing was tried');
  assert.equal(ran, bad + good);
  const why = new RegExp(`^Wave 1 stopped the campaign: bad\\.example: ${bad} of ${bad} repositories failed\\. `);
  assert.match(stopped ?? '', why);
  assert.equal(stoppedIn, 1);
});

test('each wave of publish has its own count', async () => {
  const late = await publishAt({ isBad: (n) => n >= MANY / 2 });
  assert.ok(late.bad < MANY / 2 + 100, `${late.bad} of ${MANY} were tried`);
  assert.equal(late.stoppedIn, 2);
  const few = await publishAt({ isBad: (n) => n % 10 === 9 });
  assert.deepEqual([few.bad, few.good, few.stopped], [MANY, MANY, null]);
});

test('what may fail does not stop it', async () => {
  const few = await runAt('merge', { isBad: (n) => n % 10 === 9 });
  assert.deepEqual([few.bad, few.good, few.stopped], [MANY, MANY, null]);
  const all = await runAt('merge', { manifest: 'waves: { stopAt: 1 }' });
  assert.deepEqual([all.bad, all.good, all.stopped], [MANY, MANY, null]);
});

test('a few say nothing', () => {
  const share = new FailureShare(0.2);
  for (let n = 0; n < 9; n++) share.count('a', true);
  assert.ok(share.mayGoOn('a'));
  share.count('a', true);
  assert.equal(share.reason(), null, 'nothing was left alone yet');
  assert.ok(!share.mayGoOn('a'));
  assert.ok(share.mayGoOn('b'));
  for (let n = 0; n < 90; n++) share.count('a', false);
  assert.ok(!share.mayGoOn('a'), 'what was left alone stays so, whatever comes to its end afterwards');
  assert.match(share.reason() ?? '', /^a: 10 of 100 repositories failed/);
});
