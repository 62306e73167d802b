import assert from 'node:assert/strict';
import { type BulkScene, bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { BRANCH, OLD, outcomes, planAndApprove, states, updateAll } from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { pushByHand } from '../../testing/push-by-hand.js';
import { suite } from '../../testing/suite.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { repositoryRow } from '../show/repository-row.js';
import { publish } from './publish.js';
import { sync, undo } from './remote-verbs.js';
import type { VerbContext } from './verb.js';

const test = suite('branches without a pull request');
test.after(coolDown);

const BRANCHES = { publisher: 'branch' } as const;

interface Out {
  readonly bare: string;
  readonly scene: BulkScene;
}

async function published(manifest = ''): Promise<Out> {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await bulkScene([bare], { manifest });
  await scene.run(async (context) => {
    await planAndApprove(context);
    await publish(context, BRANCHES);
    assert.deepEqual(outcomes(context), ['pushed']);
  });
  return { bare, scene };
}

function tipOf(bare: string, branch = BRANCH): string | null {
  return plainGit(bare, 'for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`).trim() || null;
}

function deleteBranch(bare: string): void {
  plainGit(bare, 'update-ref', '-d', `refs/heads/${BRANCH}`);
}

/** Merges as a person would, with a commit of their own before. */
function mergeByHand(bare: string): void {
  const other = pushByHand(bare, 'main', { 'other.py': 'x = 1\n' });
  const tree = plainGit(bare, 'merge-tree', '--write-tree', other, BRANCH).trim();
  const merge = plainGit(bare, 'commit-tree', tree, '-p', other, '-p', BRANCH, '-m', 'merge').trim();
  plainGit(bare, 'update-ref', 'refs/heads/main', merge);
}

async function synced({ scene }: Out): Promise<readonly string[]> {
  return await scene.run(async (context) => {
    await sync(context, {});
    return outcomes(context);
  });
}

function causeOf(context: VerbContext) {
  const [repository] = states(context);
  return repository === undefined ? null : repositoryRow(repository).cause;
}

for (const [onClosed, after] of [
  ['respect', 'closed-by-human'],
  ['open-new', 'pushed'],
] as const) {
  test(`one that a person has deleted is told as closed: ${onClosed} is obeyed`, async () => {
    const out = await published(`publish: { onClosed: ${onClosed} }\n`);
    const { bare, scene } = out;
    const before = tipOf(bare);
    deleteBranch(bare);
    assert.deepEqual(await synced(out), ['closed-by-human']);
    await scene.run(async (context) => {
      assert.match(causeOf(context)?.message ?? '', /^The branch codemod\/cli-sys-import was deleted\./);
      await publish(context, BRANCHES);
      assert.deepEqual(outcomes(context), [after]);
    });
    assert.equal(tipOf(bare), onClosed === 'respect' ? null : before);
  });

  test(`one that was deleted before anybody looked is not pushed again with a new plan: ${onClosed}`, async () => {
    const { bare, scene } = await published(`publish: { onClosed: ${onClosed} }\n`);
    deleteBranch(bare);
    pushByHand(bare, 'main', { 'b.py': OLD });
    await scene.run(async (context) => {
      await updateAll(context);
      await publish(context, BRANCHES);
      assert.deepEqual(outcomes(context), [after]);
    });
    assert.equal(tipOf(bare) === null, onClosed === 'respect');
  });
}

test('one that comes back is pushed', async () => {
  const out = await published();
  const before = tipOf(out.bare) ?? '';
  deleteBranch(out.bare);
  assert.deepEqual(await synced(out), ['closed-by-human']);
  plainGit(out.bare, 'update-ref', `refs/heads/${BRANCH}`, before);
  assert.deepEqual(await synced(out), ['pushed']);
});

for (const isDeleted of [false, true]) {
  test(`one that was merged by hand is merged, its branch ${isDeleted ? 'deleted' : 'there'}, and undo leaves it`, async () => {
    const out = await published();
    const { bare, scene } = out;
    mergeByHand(bare);
    if (isDeleted) deleteBranch(bare);
    const before = [tipOf(bare), tipOf(bare, 'main')];
    assert.deepEqual(await synced(out), ['merged']);
    await scene.run(async (context) => {
      assert.deepEqual(await publish(context, BRANCHES), { ran: 0, stopped: null });
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['merged']);
      assert.equal(states(context)[0]?.units[0]?.cannotUndo?.code, 'merged-by-hand');
    });
    assert.deepEqual([tipOf(bare), tipOf(bare, 'main')], before);
  });
}

test('undo finds a merge that no sync has seen', async () => {
  const { bare, scene } = await published();
  mergeByHand(bare);
  await scene.run(async (context) => {
    await undo(context, {});
    assert.deepEqual(outcomes(context), ['merged']);
    assert.equal(states(context)[0]?.units[0]?.cannotUndo?.code, 'merged-by-hand');
  });
});

test('what was planned after a merge that nobody has looked at is published anew', async () => {
  const { bare, scene } = await published();
  plainGit(bare, 'update-ref', 'refs/heads/main', BRANCH);
  deleteBranch(bare);
  pushByHand(bare, 'main', { 'b.py': OLD });
  await scene.run(async (context) => {
    await updateAll(context);
    await publish(context, BRANCHES);
    assert.deepEqual(outcomes(context), ['pushed']);
  });
  assert.equal(plainGit(bare, 'diff', '--name-only', 'main', BRANCH).trim(), 'b.py');
});

test('a base that went on without it merges nothing, and undo takes the branch back (control)', async () => {
  const out = await published();
  pushByHand(out.bare, 'main', { 'other.py': 'x = 1\n' });
  assert.deepEqual(await synced(out), ['pushed']);
  await out.scene.run(async (context) => {
    await undo(context, {});
    assert.deepEqual(outcomes(context), ['undone']);
  });
  assert.equal(tipOf(out.bare), null);
});

test('one that was moved is told as that, and not as added to', async () => {
  const out = await published();
  const main = tipOf(out.bare, 'main') ?? '';
  plainGit(out.bare, 'update-ref', `refs/heads/${BRANCH}`, main);
  assert.deepEqual(await synced(out), ['needs-human']);
  await out.scene.run(async (context) => {
    assert.equal(causeOf(context)?.message, `The branch ${BRANCH} is now at ${main.slice(0, 12)}, which is not what was pushed.`);
  });
});
