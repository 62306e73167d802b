import assert from 'node:assert/strict';
import { pushBranch } from '../../testing/forge/forge-case.js';
import {
  BRANCH,
  FIXED,
  type ForgeScene,
  OLD,
  outcomes,
  PULL_REQUESTS,
  planAndApprove,
  publishAll,
  SECRETS,
  states,
  updateAll,
  withForgeScene,
} from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { approve } from './approve.js';
import { publish } from './publish.js';
import { close, merge, sync, undo } from './remote-verbs.js';
import { resume } from './resume.js';
import { retry } from './retry.js';
import type { VerbContext } from './verb.js';

const test = suite('hazards at a forge');
test.after(coolDown);

const ONE = { 'acme/api': { 'a.py': OLD } };
const AGAIN = { pins: new Map(), publisher: null };

/** What went wrong without an outcome of its own. */
function troubles(context: VerbContext): string {
  return states(context)
    .flatMap(({ trouble }) => trouble?.code ?? [])
    .join();
}

async function pulls({ forge }: ForgeScene, repo = 'acme/api'): Promise<readonly string[]> {
  const { repositories } = await forge.dump();
  return (repositories[repo]?.pulls ?? []).map(({ state, head, base }) => `${state} ${head} -> ${base}`);
}

async function hasBranch({ forge }: ForgeScene, branch = BRANCH): Promise<boolean> {
  return `refs/heads/${branch}` in ((await forge.dump()).repositories['acme/api']?.refs ?? {});
}

test('one that a person has merged is told as merged, when there is nothing to change any more', async () => {
  await withForgeScene('github', ONE, async ({ forge, run }) => {
    await run(publishAll);
    await forge.act('merge', { repo: 'acme/api', number: 1 });
    await run(async (context) => {
      await updateAll(context);
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['merged']);
      assert.equal(states(context)[0]?.units[0]?.closed, null);
    });
  });
});

test('a pull request that a person works on stays open, though there is nothing of ours to change any more', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await forge.act('commit', { repo: 'acme/api', branch: BRANCH, file: 'more.py', content: 'x = 1\n' });
    await forge.act('commit', { repo: 'acme/api', file: 'a.py', content: FIXED });
    await run(async (context) => {
      await updateAll(context);
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['needs-human']);
    });
    assert.deepEqual(await pulls(scene), [`open ${BRANCH} -> main`]);
    assert.deepEqual((await forge.dump()).erasedHumanCommits, []);
  });
});

test('publishing branches alone says nothing of a pull request that it has not looked at', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await forge.act('commit', { repo: 'acme/api', file: 'b.py', content: OLD });
    await run(async (context) => {
      await updateAll(context);
      await publish(context, { publisher: 'branch' });
    });
    const [pull] = (await forge.dump()).repositories['acme/api']?.pulls ?? [];
    assert.match(String(pull?.['body']), /b\.py/, 'its text is that of what its branch holds');
    await forge.act('commit', { repo: 'acme/api', file: 'a.py', content: FIXED });
    await forge.act('commit', { repo: 'acme/api', file: 'b.py', content: FIXED });
    await run(async (context) => {
      await updateAll(context);
      await publish(context, { publisher: 'branch' });
      assert.deepEqual(outcomes(context), ['no-change']);
    });
    assert.deepEqual(await pulls(scene), [`closed ${BRANCH} -> main`]);
  });
});

for (const dialect of FORGE_KINDS) {
  test(`${dialect}: we know our own closing, though nobody lived to tell of it`, async () => {
    await withForgeScene(dialect, ONE, async (scene) => {
      const { run } = scene;
      await run(publishAll);
      const dies = { ...SECRETS, after: async () => ({ kind: 'lost', code: 'worker-memory', message: 'It is gone.' }) as const };
      await run((context) => close(context, {}).then(() => assert.equal(troubles(context), 'worker-memory')), dies);
      await run(async (context) => {
        await sync(context, {});
        assert.deepEqual(outcomes(context), ['undone']);
        await publish(context, PULL_REQUESTS);
        assert.deepEqual(outcomes(context), ['pr-open']);
        await scene.forge.act('close', { repo: 'acme/api', number: 2 });
        await undo(context, {});
        assert.equal(states(context)[0]?.units[0]?.pullRequest?.state, 'closed');
      });
    });
  });
}

test('the default branch is another one now: no second pull request stands beside the first', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await forge.act('commit', { repo: 'acme/api', branch: 'main', file: 'b.py', content: OLD });
    await forge.act('rename-default', { repo: 'acme/api', branch: 'trunk' });
    await run(async (context) => {
      await publish(context, PULL_REQUESTS);
      await updateAll(context);
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['pr-open']);
    });
    assert.deepEqual(await pulls(scene), [`open ${BRANCH} -> trunk`]);
  });
});

test('a merged pull request whose branch stays is followed by another one for what came after', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await forge.act('merge', { repo: 'acme/api', number: 1, method: 'squash' });
    await forge.act('commit', { repo: 'acme/api', file: 'b.py', content: OLD });
    // Nobody has looked: the campaign takes it for open.
    await run(async (context) => {
      await updateAll(context);
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['pr-open']);
      await publish(context, PULL_REQUESTS);
    });
    assert.deepEqual(await pulls(scene), [`merged ${BRANCH} -> main`, `open ${BRANCH} -> main`]);
  });
});

test('a revert that was pushed by a process that died is offered, on whatever the base is then', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await forge.act('merge', { repo: 'acme/api', number: 1 });
    await forge.act('fault', { on: { operation: 'create-pull-request' }, effect: { kind: 'status', status: 422 } });
    await run(async (context) => {
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['merged']);
      assert.notEqual(troubles(context), '');
    });
    assert.ok(await hasBranch(scene, `${BRANCH}--revert`));
    await forge.act('commit', { repo: 'acme/api', file: 'other.py', content: 'x = 1\n' });
    await run(async (context) => {
      await retry(context, {}, AGAIN);
      assert.deepEqual(outcomes(context), ['undone']);
    });
    assert.deepEqual(await pulls(scene), [`merged ${BRANCH} -> main`, `open ${BRANCH}--revert -> main`]);
  });
});

test('a branch that a person has made where the revert would be is left alone', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    await forge.act('merge', { repo: 'acme/api', number: 1 });
    const clone = await pushBranch(forge, 'acme/api', `${BRANCH}--revert`, { 'by-hand.py': 'x = 1\n' });
    await run(async (context) => {
      await undo(context, {});
      assert.equal(states(context)[0]?.units[0]?.cannotUndo?.code, 'branch-changed');
    });
    assert.deepEqual(await pulls(scene), [`merged ${BRANCH} -> main`]);
    const { refs = {} } = (await forge.dump()).repositories['acme/api'] ?? {};
    assert.equal(refs[`refs/heads/${BRANCH}--revert`], plainGit(clone, 'rev-parse', 'HEAD').trim());
  });
});

test('undo takes back what a process published that did not live to tell of it', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    const { run } = scene;
    await run(planAndApprove);
    await assert.rejects(
      run((context) => publish(context, PULL_REQUESTS).then(() => {}), {
        ...SECRETS,
        after: async () => {
          throw new Error('killed');
        },
      }),
      /killed/,
    );
    assert.deepEqual(await pulls(scene), [`open ${BRANCH} -> main`]);
    await run(async (context) => {
      assert.equal(states(context)[0]?.intent?.stage, 'publish');
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['undone']);
    });
    assert.deepEqual(await pulls(scene), [`closed ${BRANCH} -> main`]);
    assert.equal(await hasBranch(scene), false);
  });
});

test('a verb that is taken up again is about the repositories that it was about', async () => {
  const two = { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD } };
  await withForgeScene('github', two, async (scene) => {
    const { run } = scene;
    await run(planAndApprove);
    let jobs = 0;
    await assert.rejects(
      run((context) => publish(context, { ...PULL_REQUESTS, outcomes: ['planned'] }).then(() => {}), {
        ...SECRETS,
        // The branch is told of, the pull request is not there yet, and then the coordinator is killed.
        async after(_, end) {
          if (++jobs > 1) throw new Error('killed');
          return end;
        },
      }),
      /killed/,
    );
    await run(async (context) => {
      const second = states(context).find(({ intent }) => intent !== null);
      assert.ok(second);
      const [unit] = second.units;
      await context.campaign.append([
        {
          event: 'pushed',
          repo: second.repo,
          shard: '',
          plan: unit?.approved ?? '',
          branch: BRANCH,
          commit: unit?.planned?.commit ?? '',
        },
      ]);
      assert.deepEqual([...outcomes(context)].sort(), ['pr-open', 'pushed']);
      await resume(context, new Map());
      assert.deepEqual(outcomes(context), ['pr-open', 'pr-open']);
    });
    assert.deepEqual((await scene.forge.dump()).duplicates, []);
  });
});

test('a verb that is about less does not forget the one that was cut off', async () => {
  const three = { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD }, 'acme/c': { 'a.py': OLD } };
  await withForgeScene('github', three, async ({ run }) => {
    await run(planAndApprove);
    const killed = {
      ...SECRETS,
      after: async () => {
        throw new Error('killed');
      },
    };
    await assert.rejects(
      run((context) => publish(context, PULL_REQUESTS).then(() => {}), killed),
      /killed/,
    );
    await run(async (context) => {
      await publish(context, { ...PULL_REQUESTS, repos: [states(context)[2]?.repo ?? ''] });
      assert.equal(outcomes(context).filter((outcome) => outcome === 'pr-open').length, 1, 'the control: the rest is left');
      await resume(context, new Map());
      assert.deepEqual(outcomes(context), ['pr-open', 'pr-open', 'pr-open']);
      assert.equal(context.campaign.state.unfinished, null);
    });
  });
});

test('a branch that was pushed stays the one of its unit, whatever the manifest says now', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    await scene.run(publishAll);
    await scene.forge.act('commit', { repo: 'acme/api', file: 'b.py', content: OLD });
    await scene.run(async (context) => {
      const renamed = { ...context.campaign.spec, publish: { ...context.campaign.spec.publish, branch: 'codemod/renamed' } };
      const campaign = Object.create(context.campaign, { spec: { value: renamed } });
      await updateAll({ ...context, campaign });
      await publish({ ...context, campaign }, PULL_REQUESTS);
    });
    assert.deepEqual(await pulls(scene), [`open ${BRANCH} -> main`]);
    assert.equal(await hasBranch(scene, 'codemod/renamed'), false);
  });
});

test('labels that could not be set while the host was away are set after all', async () => {
  await withForgeScene(
    'github',
    ONE,
    async ({ forge, run }) => {
      await forge.act('fault', { on: { operation: 'label' }, effect: { kind: 'status', status: 503 } });
      await run(async (context) => {
        await publishAll(context);
        assert.deepEqual(outcomes(context), ['pr-open']);
      });
      assert.ok(((await forge.counts()).faults['status'] ?? 0) > 0, 'the control: the host was away');
      const [pull, ...others] = (await forge.dump()).repositories['acme/api']?.pulls ?? [];
      assert.deepEqual([pull?.['labels'], others], [['codemod'], []]);
    },
    { settings: 'publish: { labels: [codemod] }\n' },
  );
});

test('a question that gets no answer takes nothing away of what is known, and is asked again by retry', async () => {
  const wrong = { secrets: { FORGE_TOKEN: 'not-the-token' } };
  await withForgeScene('github', { ...ONE, 'acme/b': { 'a.py': OLD } }, async ({ forge, run }) => {
    await run(publishAll);
    await forge.act('merge', { repo: 'acme/b', number: 1 });
    await run((context) => sync(context, {}).then(() => {}));
    for (const verb of [sync, merge, close, undo]) {
      await run(async (context) => {
        await verb(context, {});
        assert.deepEqual(outcomes(context), ['pr-open', 'merged'], verb.name);
        assert.equal(states(context)[0]?.trouble?.stage, verb.name, 'the control: it went wrong');
      }, wrong);
    }
    await run((context) => sync(context, {}).then(() => {}), wrong);
    await run(async (context) => {
      const [code = ''] = troubles(context).split(',');
      const { ran } = await retry(context, { codes: [code] }, AGAIN);
      assert.deepEqual([ran, troubles(context), outcomes(context)], [2, '', ['pr-open', 'merged']]);
    });
  });
});

test('what was undone, approved anew and published as a branch is pushed, whatever is looked at afterwards', async () => {
  await withForgeScene('github', ONE, async (scene) => {
    await scene.run(publishAll);
    await scene.run(async (context) => {
      await undo(context, {});
      await approve(context.campaign, {});
      assert.deepEqual(outcomes(context), ['undone']);
      await publish(context, { publisher: 'branch' });
      assert.deepEqual(outcomes(context), ['pushed']);
      await sync(context, {});
      assert.deepEqual(outcomes(context), ['pushed']);
      await undo(context, {});
      assert.deepEqual(outcomes(context), ['undone']);
    });
    assert.equal(await hasBranch(scene), false);
  });
});
