import assert from 'node:assert/strict';
import { decidePlan } from '../../core/review/decide.js';
import { type BulkScene, bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { BRANCH, OLD, outcomes, planAndApprove, states } from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { pushByHand } from '../../testing/push-by-hand.js';
import { suite } from '../../testing/suite.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import { leftPlacesOf } from '../show/left-places.js';
import { repositoryRow } from '../show/repository-row.js';
import { readerOf } from '../units/images.js';
import { readKept } from '../units/read-kept.js';
import { hunkIds } from '../units/split-decisions.js';
import { keepDecided } from './keep-decided.js';
import { publish } from './publish.js';
import { sync } from './remote-verbs.js';
import type { VerbContext } from './verb.js';

const test = suite('publishing on top of a person’s commits');
test.after(coolDown);

const ON_TOP = 'publish: { onHumanCommit: on-top }\n';
const MENDED = OLD.replace('import os\n', 'import os\nimport sys\n');
const BRANCHES = { publisher: 'branch' } as const;

async function publishedScene(bare: string, inventory = false): Promise<BulkScene> {
  const scene = await bulkScene([bare], { manifest: ON_TOP, inventory });
  await scene.run(async (context) => {
    await planAndApprove(context);
    await publish(context, BRANCHES);
    assert.deepEqual(outcomes(context), ['pushed']);
  });
  return scene;
}

function only(context: VerbContext): { readonly repository: RepositoryState; readonly unit: UnitState } {
  const [repository] = states(context);
  const unit = repository?.units[0];
  assert.ok(repository !== undefined && unit !== undefined);
  return { repository, unit };
}

async function publishAgain(scene: BulkScene): Promise<UnitState> {
  return await scene.run(async (context) => {
    await sync(context, {});
    assert.deepEqual(outcomes(context), ['needs-human']);
    await publish(context, BRANCHES);
    assert.deepEqual(outcomes(context), ['pushed'], JSON.stringify(only(context).repository.cause));
    assert.deepEqual(await publish(context, BRANCHES), { ran: 0, stopped: null });
    const { unit } = only(context);
    await sync(context, {});
    assert.deepEqual(only(context).unit, unit, 'what is on top of their commit is known');
    return only(context).unit;
  });
}

function tip(bare: string): string {
  return plainGit(bare, 'rev-parse', `refs/heads/${BRANCH}`).trim();
}

function fileOf(bare: string, file: string): string {
  return plainGit(bare, 'show', `${BRANCH}:${file}`);
}

test('what a person has added is left as it is, since nobody has approved more, and is told as left', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await publishedScene(bare);
  const human = pushByHand(bare, BRANCH, { 'human.py': OLD });
  // That the codemod has something to do there is what it tells: the control.
  assert.deepEqual((await publishAgain(scene)).leftOut, [{ path: 'human.py', count: 1 }]);
  assert.equal(tip(bare), human, 'nothing is pushed');
  await scene.run(async (context) => {
    const { repository } = only(context);
    assert.deepEqual(repositoryRow(repository).left, { 'not-approved': 1 });
    const [place, ...more] = await leftPlacesOf(repository, async () => null);
    assert.deepEqual([place?.path, place?.code, place?.count, more], ['human.py', 'not-approved', 1, []]);
  });
});

test('what was approved is done on top, and nothing beside it', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await publishedScene(bare);
  const human = pushByHand(bare, BRANCH, { 'human.py': OLD, 'a.py': OLD });
  assert.deepEqual((await publishAgain(scene)).leftOut, [{ path: 'human.py', count: 1 }]);
  assert.equal(plainGit(bare, 'rev-parse', `${BRANCH}^`).trim(), human);
  assert.deepEqual([fileOf(bare, 'a.py'), fileOf(bare, 'human.py')], [MENDED, OLD]);
  assert.equal(plainGit(bare, 'diff', '--name-only', human, BRANCH).trim(), 'a.py');
});

test('nothing is told as left where a person has added nothing of interest', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await publishedScene(bare);
  const human = pushByHand(bare, BRANCH, { 'human.py': 'x = 1\n' });
  assert.deepEqual((await publishAgain(scene)).leftOut, []);
  assert.equal(tip(bare), human);
});

test('what a review has left out is not made again', async () => {
  const bare = bareRepository({ 'a.py': OLD, 'b.py': OLD });
  const scene = await bulkScene([bare], { manifest: ON_TOP });
  await scene.run(async (context, campaign) => {
    await planAndApprove(context);
    const { repository, unit } = only(context);
    const kept = await readKept(campaign.store, unit.planned?.plan ?? '');
    assert.ok(kept !== null);
    const [, ofB] = kept.plan.changes;
    const rejected = { verdict: 'rejected', reason: '', edited: null } as const;
    const decisions = new Map(ofB === undefined ? [] : hunkIds(ofB).map((id) => [id, rejected] as const));
    const { plan } = decidePlan(kept.plan, readerOf(kept.images), decisions, 'accepted');
    const narrowed = await keepDecided(campaign, repository, { repo: repository.repo, shard: '', ...kept }, plan);
    assert.ok(narrowed !== null);
    await campaign.append([{ event: 'narrowed', repo: repository.repo, unit: narrowed }]);
    await publish(context, BRANCHES);
    assert.deepEqual(outcomes(context), ['pushed']);
  });
  pushByHand(bare, BRANCH, { 'a.py': OLD });
  assert.deepEqual((await publishAgain(scene)).leftOut, [{ path: 'b.py', count: 1 }]);
  assert.deepEqual([fileOf(bare, 'a.py'), fileOf(bare, 'b.py')], [MENDED, OLD]);
});

test('the inventory goes with what was approved, and is no change alone', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await publishedScene(bare, true);
  const human = pushByHand(bare, BRANCH, { 'human.py': OLD });
  assert.deepEqual((await publishAgain(scene)).leftOut, [{ path: 'human.py', count: 1 }]);
  assert.equal(tip(bare), human);
  pushByHand(bare, BRANCH, { 'a.py': OLD });
  await publishAgain(scene);
  assert.deepEqual([fileOf(bare, 'a.py'), fileOf(bare, 'human.py')], [MENDED, OLD]);
  assert.match(fileOf(bare, '.codex/inventory.json'), /human\.py/);
});
