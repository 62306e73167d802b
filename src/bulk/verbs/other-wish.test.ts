import assert from 'node:assert/strict';
import { type BulkScene, bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { BRANCH, outcomes, PULL_REQUESTS, publishAll, withForgeScene } from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { withNewSpec } from '../campaign/with-campaign.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { approve } from './approve.js';
import { planCampaign } from './plan.js';
import { publish } from './publish.js';
import { sync, undo } from './remote-verbs.js';
import type { VerbReport } from './verb.js';

const test = suite('a plan by another wish');
test.after(coolDown);

const OLD = 'def main():\n    json.dumps(sys.exit(1))\n';

/** Two repositories, and the spec of a wish for a different change of them. */
async function scene(): Promise<BulkScene & { readonly other: CampaignSpec; readonly bares: readonly string[] }> {
  const bares = [bareRepository({ 'a.py': OLD }), bareRepository({ 'a.py': `${OLD}# b\n` })];
  const made = await bulkScene(bares, { params: { modules: 'sys' } });
  return { ...made, bares, other: otherOf(made.spec) };
}

function otherOf(spec: CampaignSpec): CampaignSpec {
  return { ...spec, asked: { ...spec.asked, params: { modules: 'json' } } };
}

async function plan(
  { run }: BulkScene,
  options: { readonly limit?: number; readonly again?: boolean } = {},
): Promise<VerbReport> {
  return await run((context) => planCampaign(context, options, new Map()));
}

/** What a run leaves that is killed between the new spec and its first line in the journal. */
async function killedBefore({ root }: Pick<BulkScene, 'root'>, spec: CampaignSpec): Promise<void> {
  await withNewSpec(root, spec, { allow: () => {}, use: async () => {} });
}

async function plans({ run }: BulkScene): Promise<readonly unknown[]> {
  return await run(async (_, { state }) => [...state.repositories.values()].map(({ units }) => units[0]?.planned?.plan));
}

test('what was planned by the old one is planned anew, also after a kill between the spec and the journal', async () => {
  const one = await scene();
  assert.equal((await plan(one)).ran, 2);
  const before = await plans(one);
  assert.equal((await plan(one)).ran, 0, 'the control: the same wish is not planned twice');
  await killedBefore(one, one.other);
  assert.deepEqual(await plans(one), before, 'the control: the kill has left the old plans');
  assert.equal((await plan(one)).ran, 2);
  const after = await plans(one);
  for (const [index, made] of after.entries()) assert.notEqual(made, before[index]);
  assert.equal((await plan(one)).ran, 0);
  await killedBefore(one, one.spec);
  assert.equal((await plan(one)).ran, 2, 'and back');
  assert.deepEqual(await plans(one), before);
});

test('what a limit has left is planned by the new one as well', async () => {
  const one = await scene();
  await plan(one);
  await killedBefore(one, one.other);
  assert.equal((await plan(one, { limit: 1 })).ran, 1);
  assert.equal((await plan(one)).ran, 1);
  assert.equal((await plan(one)).ran, 0);
});

const TO_BRANCH = { publisher: 'branch' } as const;

function tipsOf(bares: readonly string[]): readonly string[] {
  return bares.map((bare) => plainGit(bare, 'for-each-ref', `refs/heads/${BRANCH}`).trim());
}

test('what was taken back is planned anew by another wish, and needs an approval of its own', async () => {
  const one = await scene();
  await one.run(async (context, campaign) => {
    await planCampaign(context, {}, new Map());
    await approve(campaign, {});
    await publish(context, TO_BRANCH);
    await undo(context, {});
    assert.deepEqual(outcomes(context), ['undone', 'undone']);
    assert.equal((await planCampaign(context, {}, new Map())).ran, 0, 'the control: the same wish leaves it');
  });
  await killedBefore(one, one.other);
  await one.run(async (context, campaign) => {
    assert.deepEqual(await approve(campaign, {}), { ...NOTHING, otherWish: 2 });
    assert.equal((await publish(context, TO_BRANCH)).ran, 0);
    assert.equal((await planCampaign(context, { again: true }, new Map())).ran, 0, 'an update leaves it');
    assert.equal((await planCampaign(context, {}, new Map())).ran, 2);
    assert.deepEqual(outcomes(context), ['planned', 'planned']);
    assert.equal((await publish(context, TO_BRANCH)).ran, 0, 'nobody has approved it');
    assert.deepEqual(await approve(campaign, {}), { ...NOTHING, units: 2, repositories: 2 });
    await publish(context, TO_BRANCH);
    assert.deepEqual(outcomes(context), ['pushed', 'pushed']);
  });
  for (const bare of one.bares) assert.match(plainGit(bare, 'show', `${BRANCH}:a.py`), /^import json$/m);
});

const NOTHING = { units: 0, repositories: 0, inPart: 0, rejected: 0, otherWish: 0 };

test('what was approved for another wish is not published, and can be taken back', async () => {
  const one = await scene();
  await one.run(async (context, campaign) => {
    await planCampaign(context, {}, new Map());
    await approve(campaign, {});
  });
  await killedBefore(one, one.other);
  for (const publisher of ['branch', 'patch'] as const) {
    assert.equal((await one.run((context) => publish(context, { publisher }))).ran, 0);
  }
  assert.deepEqual(tipsOf(one.bares), ['', '']);
  await killedBefore(one, one.spec);
  const [first = ''] = one.bares;
  const ran = await one.run((context) => publish(context, { ...TO_BRANCH, repos: [`file:${first}`] }));
  assert.equal(ran.ran, 1, 'the control: the same approval, of the wish that it was given for');
  assert.match(plainGit(first, 'show', `${BRANCH}:a.py`), /^import sys$/m);
  await killedBefore(one, one.other);
  assert.deepEqual(await one.run((_, campaign) => approve(campaign, {}, true)), { ...NOTHING, units: 2, repositories: 2 });
});

test('a plan by another wish stays one where planning anew has failed', async () => {
  const one = await scene();
  await plan(one);
  await killedBefore(one, one.other);
  const failed = await one.run(
    async (context) => {
      await planCampaign(context, {}, new Map());
      return outcomes(context);
    },
    {
      before: async () => {
        return {
          kind: 'done',
          events: [{ event: 'failed', stage: 'plan', code: 'git-failed', message: 'No.', transient: false }],
        };
      },
    },
  );
  assert.deepEqual(failed, ['failed', 'failed']);
  await one.run(async (context, campaign) => {
    assert.equal((await approve(campaign, {})).units, 0);
    await planCampaign(context, {}, new Map());
    assert.equal((await approve(campaign, {})).units, 2, 'the control: it went well');
  });
});

test('at a forge, what was taken back and planned by another wish is a new pull request', async () => {
  await withForgeScene('github', { 'acme/a': { 'a.py': OLD } }, async ({ forge, scene: { root, spec }, run }) => {
    await run(publishAll);
    await run((context) => undo(context, {}).then(() => assert.deepEqual(outcomes(context), ['undone'])));
    await killedBefore({ root }, otherOf(spec));
    await run(async (context) => {
      await planCampaign(context, {}, new Map());
      assert.deepEqual(outcomes(context), ['planned']);
      await sync(context, {});
      assert.deepEqual(outcomes(context), ['planned'], 'the old one, looked at again, changes nothing');
      await approve(context.campaign, {});
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['pr-open']);
    });
    const pulls = (await forge.dump()).repositories['acme/a']?.pulls ?? [];
    assert.deepEqual(
      pulls.map(({ state }) => state),
      ['closed', 'open'],
    );
  });
});
