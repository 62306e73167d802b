import assert from 'node:assert/strict';
import { gitWithToken, TOKEN } from '../../testing/forge/forge-case.js';
import {
  BRANCH,
  type ForgeScene,
  OLD,
  outcomes,
  PULL_REQUESTS,
  planAndApprove,
  publishAll,
  SECRETS,
  states,
  withForgeScene,
} from '../../testing/forge-scene.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { UnitState } from '../model/campaign-state.js';
import { approve } from './approve.js';
import { publish } from './publish.js';
import { close, sync, undo } from './remote-verbs.js';
import { resume } from './resume.js';
import type { VerbContext } from './verb.js';

const test = suite('what was published by a process that did not live to tell of it, and is merged');
test.after(coolDown);

const REPO = 'acme/api';
const ONE = { [REPO]: { 'a.py': OLD } };
const MERGED_AND_BACK = [`merged ${BRANCH} -> main`, `open ${BRANCH}--revert -> main`];

async function pulls({ forge }: ForgeScene): Promise<readonly string[]> {
  const { repositories } = await forge.dump();
  return (repositories[REPO]?.pulls ?? []).map(({ state, head, base }) => `${state} ${head} -> ${base}`);
}

function unitOf(context: VerbContext): UnitState | undefined {
  return states(context)[0]?.units[0];
}

/** Does all of it at the host, and nothing of it comes into the journal. */
async function publishUntold({ run }: ForgeScene): Promise<void> {
  const after = async (): Promise<never> => {
    throw new Error('killed');
  };
  await assert.rejects(
    run((context) => publish(context, PULL_REQUESTS).then(() => {}), { ...SECRETS, after }),
    /killed/,
  );
  await run(async (context) => assert.equal(states(context)[0]?.intent?.stage, 'publish'));
}

async function approveAnew({ campaign }: VerbContext): Promise<void> {
  await approve(campaign, { repos: [`*/${REPO}`] });
}

for (const dialect of FORGE_KINDS) {
  test(`${dialect}: taken up again, it is known as that of a process that lived, and is taken back`, async () => {
    const ends: unknown[] = [];
    for (const isKilled of [false, true]) {
      await withForgeScene(dialect, ONE, async (scene) => {
        const { forge, run } = scene;
        await run(planAndApprove);
        await forge.act('react', { repo: REPO, with: 'merge' });
        if (isKilled) await publishUntold(scene);
        await run(async (context) => {
          await (isKilled ? resume(context, new Map()) : publish(context, PULL_REQUESTS));
          await sync(context, {});
          assert.deepEqual(outcomes(context), ['merged']);
          const { planned, pushed, ended, closed } = unitOf(context) ?? {};
          // The two scenes have bases of their own.
          assert.equal(pushed?.commit, planned?.commit);
          ends.push({ ended, closed, pushed: { ...pushed, commit: null } });
          await undo(context, {});
          assert.deepEqual(outcomes(context), ['undone']);
        });
        assert.deepEqual(await pulls(scene), MERGED_AND_BACK);
      });
    }
    assert.deepEqual(ends[1], ends[0]);
  });
}

test('what nobody took up again is taken back as well', async () => {
  await withForgeScene('gitlab', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(planAndApprove);
    await publishUntold(scene);
    await forge.act('merge', { repo: REPO, number: 1 });
    await run(async (context) => {
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['undone']);
      assert.equal(unitOf(context)?.pullRequest?.state, 'merged');
    });
    assert.deepEqual(await pulls(scene), MERGED_AND_BACK);
  });
});

test('the second one of a branch is taken back, though the first alone is known', async () => {
  await withForgeScene('gitlab', ONE, async (scene) => {
    const { run } = scene;
    await run(publishAll);
    await run((context) => close(context, {}).then(() => {}));
    await publishUntold(scene);
    await run(async (context) => {
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['undone']);
    });
    assert.deepEqual(await pulls(scene), [`closed ${BRANCH} -> main`, `closed ${BRANCH} -> main`]);
    const [, second] = (await scene.forge.dump()).repositories[REPO]?.pulls ?? [];
    assert.match(JSON.stringify(second?.['comments']), /is taken back/);
  });
});

test('one that a person has closed is known as theirs, and stays closed', async () => {
  await withForgeScene('gitlab', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await run(async (context) => {
      await undo(context, {});
      await approveAnew(context);
    });
    await publishUntold(scene);
    await forge.act('close', { repo: REPO, number: 2 });
    await run(async (context) => {
      await resume(context, new Map());
      assert.deepEqual(outcomes(context), ['closed-by-human']);
      assert.equal(unitOf(context)?.pushed?.ownsBranch, true);
      await publish(context, PULL_REQUESTS);
    });
    assert.deepEqual(await pulls(scene), [`closed ${BRANCH} -> main`, `closed ${BRANCH} -> main`]);
  });
});

test("a person's own pull request is not taken for one of ours", async () => {
  await withForgeScene('gitlab', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(async (context) => {
      await planAndApprove(context);
      await publish(context, { publisher: 'branch' });
    });
    await forge.act('open', { repo: REPO, head: BRANCH, base: 'main' });
    await forge.act('merge', { repo: REPO, number: 1 });
    await run(async (context) => {
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['merged']);
      assert.equal(unitOf(context)?.cannotUndo?.code, 'merged-by-hand');
    });
    assert.deepEqual(await pulls(scene), [`merged ${BRANCH} -> main`]);
  });
});

/** Undone, so that the journal knows of no push; then a person puts the branch back, opens the request again and merges it. */
async function openAgainAndMerge(scene: ForgeScene, more: () => Promise<void> = async () => {}): Promise<void> {
  const { forge, run } = scene;
  await run(publishAll);
  const clone = tempFolder();
  await gitWithToken(clone, TOKEN, 'clone', '-q', `${forge.url}/${REPO}.git`, '.');
  await run(async (context) => {
    await undo(context, {});
    assert.equal(unitOf(context)?.pushed, null);
  });
  await gitWithToken(clone, TOKEN, 'push', '-q', 'origin', `origin/${BRANCH}:refs/heads/${BRANCH}`);
  await forge.act('reopen', { repo: REPO, number: 1 });
  await more();
  await forge.act('merge', { repo: REPO, number: 1 });
  await run(async (context) => {
    await sync(context, {});
    assert.deepEqual(outcomes(context), ['merged']);
    await undo(context, {});
  });
}

test('what a person opens again after an undo, and merges, is taken back', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    await openAgainAndMerge(scene);
    await scene.run(async (context) => assert.deepEqual(outcomes(context), ['undone']));
    assert.deepEqual(await pulls(scene), MERGED_AND_BACK);
  });
});

test('where nothing tells what was merged, that is said', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await openAgainAndMerge(scene, async () => {
      await forge.act('edit', { repo: REPO, number: 1, body: 'By hand.' });
      await forge.act('commit', { repo: REPO, branch: BRANCH, file: 'more.py', content: 'x = 1\n' });
    });
    await run(async (context) => {
      assert.deepEqual(outcomes(context), ['merged']);
      assert.equal(unitOf(context)?.cannotUndo?.code, 'plan-unknown');
    });
    assert.deepEqual(await pulls(scene), [`merged ${BRANCH} -> main`]);
  });
});
