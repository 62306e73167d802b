import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { campaignFolder } from '../campaign/campaign-folder.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { approve } from '../verbs/approve.js';
import { planCampaign } from '../verbs/plan.js';

const test = suite('report of a campaign in its folder');
test.after(coolDown);

test('each verb that changes something leaves it, as export tells it, and nothing is lost with it', async () => {
  const { root, spec, run } = await bulkScene([bareRepository({ 'a.py': 'sys.exit(1)\n' }), bareRepository({ 'b.txt': 'x\n' })]);
  const file = path.join(campaignFolder(root, spec.name), 'report.json');
  const told = () => JSON.parse(readFileSync(file, 'utf8'));
  const exported = () => JSON.parse(runCli(['bulk', 'export', '--format', 'json'], { cwd: root }).stdout);
  const compare = (): void => {
    const { overview, repositories } = exported();
    assert.deepEqual(told(), { codemodCampaignReport: 1, campaign: spec.name, overview, repositories });
  };
  await run((context) => planCampaign(context, {}, new Map()));
  compare();
  assert.equal(told().overview.counts.selected, 2);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const before = readFileSync(file, 'utf8');
  rmSync(file);
  await run(async () => {});
  assert.ok(!existsSync(file), 'the control: where nothing changes nothing is written');
  await run((_, campaign) => approve(campaign, {}));
  compare();
  assert.notEqual(readFileSync(file, 'utf8'), before);
});
