import assert from 'node:assert/strict';
import { coolDown } from '../../../bulk/jobs/plan/warm-planner.js';
import { overviewOf } from '../../../bulk/show/overview.js';
import { repositoryRow } from '../../../bulk/show/repository-row.js';
import { approve } from '../../../bulk/verbs/approve.js';
import { planCampaign } from '../../../bulk/verbs/plan.js';
import { publish } from '../../../bulk/verbs/publish.js';
import { sync } from '../../../bulk/verbs/remote-verbs.js';
import type { VerbContext } from '../../../bulk/verbs/verb.js';
import { gitWithToken, pushBranch, TOKEN } from '../../../testing/forge/forge-case.js';
import { OLD, outcomes, PULL_REQUESTS, planAndApprove, withForgeScene } from '../../../testing/forge-scene.js';
import { suite } from '../../../testing/suite.js';
import { nextBulkSteps } from './next-steps.js';

const test = suite('next steps at a forge');
test.after(coolDown);

function steps({ campaign: { spec, state } }: VerbContext): readonly string[] {
  const rows = [...state.repositories.values()].map(repositoryRow);
  return nextBulkSteps(overviewOf(spec, state, rows)).map(({ words }) => words.join(' '));
}

const FOUR = Object.fromEntries(['acme/a', 'acme/b', 'acme/c', 'acme/d'].map((name) => [name, { 'a.py': OLD }]));
const WAVES = { settings: 'waves: { sizes: [1, 1, 1], waitForChecks: false }\n' };

test('a campaign that stopped in a wave is led to its end by what it is told to do', async () => {
  await withForgeScene(
    'gitea',
    FOUR,
    async ({ forge, run }) => {
      await run(async (context) => {
        await planAndApprove(context);
        await publish(context, { ...PULL_REQUESTS, waves: [1, 2] });
        await forge.act('close', { repo: 'acme/b', number: 1 });
        await sync(context, {});
        assert.match(String((await publish(context, PULL_REQUESTS)).stopped), /Wave 2 stopped/);
        assert.equal((await publish(context, { ...PULL_REQUESTS, waves: [2] })).ran, 0, 'the wave itself is a dead end');
        for (const wave of [3, 4]) {
          assert.ok(steps(context).includes(`publish --wave ${wave} --pr`), steps(context).join());
          assert.deepEqual(await publish(context, { ...PULL_REQUESTS, waves: [wave] }), { ran: 1, stopped: null });
        }
        assert.deepEqual(outcomes(context), ['pr-open', 'closed-by-human', 'pr-open', 'pr-open']);
        assert.deepEqual(steps(context), ['sync']);
        assert.match(String((await publish(context, PULL_REQUESTS)).stopped), /Wave 2/);
        assert.deepEqual(steps(context), ['sync'], 'nothing is left: that it stopped is history');
      });
    },
    WAVES,
  );
});

test('an open pull request whose plan changed is approved and published as it is told', async () => {
  await withForgeScene('gitea', { 'acme/a': { 'a.py': OLD } }, async ({ forge, run }) => {
    await run(async (context) => {
      await planAndApprove(context);
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(steps(context), ['sync'], 'control');
      const clone = await pushBranch(forge, 'acme/a', 'more', { 'b.py': OLD });
      await gitWithToken(clone, TOKEN, 'push', '-q', 'origin', 'more:main');
      await planCampaign(context, { again: true }, new Map());
      assert.deepEqual(outcomes(context), ['pr-open']);
      assert.ok(steps(context).includes('approve --all'), steps(context).join());
      await approve(context.campaign, {});
      assert.equal(steps(context)[0], 'publish --pr');
      assert.equal((await publish(context, PULL_REQUESTS)).ran, 1);
      assert.deepEqual(steps(context), ['sync']);
    });
  });
});
