import assert from 'node:assert/strict';
import { type BulkScene, bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { suite } from '../../testing/suite.js';
import { withNewSpec } from '../campaign/with-campaign.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { planCampaign } from './plan.js';
import type { VerbReport } from './verb.js';

const test = suite('a plan by another wish');
test.after(coolDown);

const OLD = 'def main():\n    json.dumps(sys.exit(1))\n';

/** Two repositories, and the spec of a wish for a different change of them. */
async function scene(): Promise<BulkScene & { readonly other: CampaignSpec }> {
  const made = await bulkScene([bareRepository({ 'a.py': OLD }), bareRepository({ 'a.py': `${OLD}# b\n` })], {
    params: { modules: 'sys' },
  });
  return { ...made, other: { ...made.spec, asked: { ...made.spec.asked, params: { modules: 'json' } } } };
}

async function plan(
  { run }: BulkScene,
  options: { readonly limit?: number; readonly again?: boolean } = {},
): Promise<VerbReport> {
  return await run((context) => planCampaign(context, options, new Map()));
}

/** What a run leaves that is killed between the new spec and its first line in the journal. */
async function killedBefore({ root }: BulkScene, spec: CampaignSpec): Promise<void> {
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
