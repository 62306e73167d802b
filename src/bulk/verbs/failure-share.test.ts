import assert from 'node:assert/strict';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { suite } from '../../testing/suite.js';
import type { CampaignEvent, RepositoryEvent, Stage } from '../model/events.js';
import { FailureShare } from './failure-share.js';
import { isRemoteVerb, runRemoteVerb } from './remote-verbs.js';

const test = suite('failures at a host');

const PLAN = 'a'.repeat(64);
const COMMIT = 'c'.repeat(40);
const MANY = 300;

type Told = (CampaignEvent | RepositoryEvent) & { readonly repo: string };

/** A repository with an open pull request. */
function published(host: string, name: string): readonly Told[] {
  const repo = `${host}/${name}`;
  const url = `https://${repo}.git`;
  const target = { repo, url, host, base: null, wave: 1, groups: [], params: {}, include: [], exclude: [] };
  const facts = { files: 1, added: 1, removed: 1, fixes: 1, shapes: [], left: {} };
  const request = { number: 1, url, state: 'open', checks: 'none', draft: false, mergeCommit: null } as const;
  const base = { branch: 'main', commit: 'b'.repeat(40) };
  return [
    { event: 'selected', repo, target },
    { event: 'planned', repo, base, units: [{ shard: '', plan: PLAN, commit: COMMIT, tree: COMMIT, ...facts }] },
    { event: 'approved', repo, shard: '', plan: PLAN },
    { event: 'pushed', repo, shard: '', plan: PLAN, branch: 'codemod/x', commit: COMMIT },
    { event: 'pull-request', repo, shard: '', pullRequest: request },
  ];
}

/** Runs a verb over repositories of two hosts, at one of which the named share fails. */
async function runAt(
  verb: string,
  { manifest = '', isBad = () => true }: { manifest?: string; isBad?(n: number): boolean } = {},
) {
  assert.ok(isRemoteVerb(verb));
  const stage: Stage = verb;
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
      for (let n = 0; n < MANY; n++) await campaign.append(hosts.flatMap((host) => published(host, `r${n}`)));
      return await runRemoteVerb(verb, context, {});
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
