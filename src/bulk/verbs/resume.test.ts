import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BulkScene, bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { OLD, outcomes, planAndApprove, states } from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { campaignFolder } from '../campaign/campaign-folder.js';
import { withNewSpec } from '../campaign/with-campaign.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { planCampaign } from './plan.js';
import { publish } from './publish.js';
import { resume } from './resume.js';

const test = suite('resume with nothing cut off');
test.after(coolDown);

const NO_PINS = new Map();
const NOTHING = { ran: 0, stopped: null, idle: 'Nothing was cut off.' };
const UNREADABLE = { 'a.py': OLD, 'codemod.yaml': '][' };

function journalOf({ root, spec }: BulkScene): string {
  return readFileSync(path.join(campaignFolder(root, spec.name), 'journal.jsonl'), 'utf8');
}

test('what has failed is not run again', async () => {
  const scene = await bulkScene([bareRepository({ 'a.py': OLD }), bareRepository(UNREADABLE)]);
  await scene.run(async (context) => {
    await planCampaign(context, {}, NO_PINS);
    assert.deepEqual(outcomes(context), ['planned', 'failed']);
    const before = journalOf(scene);
    assert.deepEqual(await resume(context, NO_PINS), NOTHING);
    assert.equal(journalOf(scene), before, 'nothing has begun');
    assert.equal((await planCampaign(context, {}, NO_PINS)).ran, 1, 'control: plan tries it again');
  });
});

test('what nobody has looked at yet is planned, and nothing else', async () => {
  const scene = await bulkScene([bareRepository(UNREADABLE), bareRepository({ 'a.py': OLD }), bareRepository({ 'a.py': OLD })]);
  await scene.run(async (context) => {
    await planCampaign(context, { limit: 2 }, NO_PINS);
    assert.deepEqual(outcomes(context), ['failed', 'planned', 'waiting']);
    assert.deepEqual(await resume(context, NO_PINS), { ran: 1, stopped: null });
    assert.deepEqual(outcomes(context), ['failed', 'planned', 'planned']);
    assert.deepEqual(await resume(context, NO_PINS), NOTHING);
  });
});

test('a run that was killed right after it wrote another wish has been cut off', async () => {
  const scene = await bulkScene([bareRepository({ 'a.py': 'json.dumps(sys.exit(1))\n' })], { params: { modules: 'sys' } });
  await scene.run((context) => planCampaign(context, {}, NO_PINS));
  const other = { ...scene.spec, asked: { ...scene.spec.asked, params: { modules: 'json' } } };
  await withNewSpec(scene.root, other, { allow: () => {}, use: async () => {} });
  await scene.run(async (context) => {
    assert.deepEqual(await resume(context, NO_PINS), { ran: 1, stopped: null });
    assert.deepEqual(await resume(context, NO_PINS), NOTHING);
  });
});

test('a job whose end is not known is told, and left to who names its repository', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await bulkScene([bare]);
  const told = /^How a job of publish ended is not known of file:\/\S+repo\.git: .* Run publish, close or undo with --repo file:/;
  await scene.run(async (context) => {
    await planAndApprove(context);
    const repo = states(context)[0]?.repo ?? '';
    await context.campaign.append([
      // Cut off, and then taken back by a verb that has stopped before it came to the repository.
      { event: 'began', verb: 'publish', options: { publisher: 'branch' } },
      { event: 'intent', repo, stage: 'publish', job: 'j1', attempt: 1 },
      { event: 'began', verb: 'undo', options: {} },
      { event: 'ended', verb: 'undo' },
    ]);
    assert.equal(context.campaign.state.unfinished, null);
    const before = journalOf(scene);
    const { ran, stopped, idle } = await resume(context, NO_PINS);
    assert.deepEqual([ran, idle], [0, undefined]);
    assert.match(stopped ?? '', told);
    assert.equal(journalOf(scene), before, 'it is not forgotten');
    assert.doesNotMatch(plainGit(bare, 'for-each-ref'), /codemod/, 'nor carried out: it was to be taken back');
    await publish(context, { publisher: 'branch', repos: [repo] });
    assert.deepEqual(await resume(context, NO_PINS), NOTHING);
  });
});
