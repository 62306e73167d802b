import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { bulkScene } from '../../testing/bulk-scene.js';
import { forgeRoot, pushBranch, TOKEN, withForge } from '../../testing/forge/forge-case.js';
import {
  BRANCH,
  FIXED,
  OLD,
  outcomes,
  PULL_REQUESTS,
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
import { repositoryRow } from '../show/repository-row.js';
import { toDoOf } from '../show/to-do.js';
import { approve } from './approve.js';
import { planCampaign } from './plan.js';
import { publish } from './publish.js';
import { close, merge, sync, undo } from './remote-verbs.js';
import { retry } from './retry.js';
import type { VerbContext } from './verb.js';

const test = suite('bulk verbs at a forge');
test.after(coolDown);

function toApprove(context: VerbContext): readonly boolean[] {
  const ways = { publisher: 'pull-request', hasForge: true, settings: context.campaign.spec.publish } as const;
  return states(context).map((repository) => toDoOf(repository, ways).toApprove);
}

for (const dialect of FORGE_KINDS) {
  test(`${dialect}: a pull request is opened once, whatever is lost on the way`, async () => {
    await withForgeScene(dialect, { 'acme/api': { 'a.py': OLD } }, async ({ forge, run }) => {
      // The work is done, and the answer never comes.
      await forge.act('fault', { on: { operation: 'create-pull-request' }, effect: { kind: 'drop-after' } });
      await run(async (context) => {
        await publishAll(context);
        assert.deepEqual(outcomes(context), ['pr-open']);
      });
      // A coordinator that was killed before it wrote down what it did: everything is done again.
      await run(async (context) => {
        await context.campaign.append([{ event: 'unapproved', repo: states(context)[0]?.repo ?? '', shard: '' }]);
        await approve(context.campaign, {});
        await publish(context, PULL_REQUESTS);
      });
      const dump = await forge.dump();
      assert.deepEqual(dump.duplicates, []);
      const [pull] = dump.repositories['acme/api']?.pulls ?? [];
      assert.equal(dump.repositories['acme/api']?.pulls.length, 1);
      assert.match(String(pull?.['body']), /<!-- codemod: campaign=cli-sys-import plan=[0-9a-f]{64} shard= -->/);
      assert.equal((await forge.counts()).tokens.wrong, 0);
    });
  });

  test(`${dialect}: what a person closes stays closed, what we close can be offered again`, async () => {
    await withForgeScene(dialect, { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD } }, async ({ forge, run }) => {
      await run(publishAll);
      await forge.act('close', { repo: 'acme/a', number: 1 });
      await run(async (context) => {
        await sync(context, {});
        assert.deepEqual(outcomes(context), ['closed-by-human', 'pr-open']);
        await close(context, { repos: [states(context)[1]?.repo ?? ''] });
        assert.deepEqual(outcomes(context), ['closed-by-human', 'undone']);
        await publish(context, PULL_REQUESTS);
        assert.deepEqual(outcomes(context), ['closed-by-human', 'pr-open']);
      });
      const { repositories } = await forge.dump();
      assert.deepEqual(
        repositories['acme/a']?.pulls.map(({ state }) => state),
        ['closed'],
      );
      assert.deepEqual(
        repositories['acme/b']?.pulls.map(({ state }) => state),
        ['closed', 'open'],
      );
    });
  });

  test(`${dialect}: merged is merged, and is taken back by a revert that a person merges`, async () => {
    await withForgeScene(dialect, { 'acme/api': { 'a.py': OLD } }, async ({ forge, run }) => {
      await run(async (context) => {
        await publishAll(context);
        await merge(context, {});
        assert.deepEqual(outcomes(context), ['merged']);
        // Nothing is left to do: the change is there.
        await publish(context, PULL_REQUESTS);
        await undo(context, {});
        assert.deepEqual(outcomes(context), ['undone']);
        await undo(context, {});
      });
      const { repositories, duplicates } = await forge.dump();
      assert.deepEqual(duplicates, []);
      assert.deepEqual(
        repositories['acme/api']?.pulls.map(({ state, head }) => `${state} ${head}`),
        [`merged ${BRANCH}`, `open ${BRANCH}--revert`],
      );
      await forge.act('merge', { repo: 'acme/api', number: 2 });
      await run(async (context) => {
        await planCampaign(context, { again: true }, new Map());
      });
    });
  });

  test(`${dialect}: a host that says "later" is waited for`, async () => {
    await withForgeScene(dialect, { 'acme/api': { 'a.py': OLD } }, async ({ forge, run }) => {
      await run(async (context) => {
        await planCampaign(context, {}, new Map());
        await approve(context.campaign, {});
        await forge.act('fault', {
          on: { operation: 'create-pull-request' },
          effect: { kind: 'status', status: 429, retryAfter: 1 },
        });
        const rests: number[] = [];
        const engine = {
          ...context.engine,
          rest: async (_lane: string, until: number) => {
            rests.push(until);
            await setTimeout(Math.max(0, until - Date.now()));
          },
        };
        await publish({ ...context, engine }, PULL_REQUESTS);
        assert.equal(rests.length, 1);
        assert.deepEqual(outcomes(context), ['pr-open']);
      });
      assert.equal((await forge.dump()).repositories['acme/api']?.pulls.length, 1);
    });
  });
}

test('an open pull request goes when there is nothing to change any more', async () => {
  await withForgeScene('github', { 'acme/api': { 'a.py': OLD } }, async ({ forge, run }) => {
    await run(publishAll);
    await forge.act('commit', { repo: 'acme/api', file: 'a.py', content: FIXED });
    await run(async (context) => {
      await planCampaign(context, { again: true }, new Map());
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['no-change']);
    });
    const { repositories } = await forge.dump();
    const [pull] = repositories['acme/api']?.pulls ?? [];
    assert.equal(pull?.['state'], 'closed');
    assert.match(JSON.stringify(pull?.['comments']), /nothing to change any more/);
    assert.deepEqual(Object.keys(repositories['acme/api']?.refs ?? {}), ['refs/heads/main']);
  });
});

test("a person's commits on the branch are kept, and their files are theirs where the codemod is run on top", async () => {
  const settings = 'publish: { onHumanCommit: on-top }\n';
  await withForgeScene(
    'github',
    { 'acme/api': { 'a.py': OLD, 'b.py': 'x = 1\n' } },
    async ({ forge, run }) => {
      await run(publishAll);
      await forge.act('commit', { repo: 'acme/api', branch: BRANCH, file: 'b.py', content: OLD });
      await run(async (context) => {
        await sync(context, {});
        assert.deepEqual(outcomes(context), ['needs-human']);
        await publish(context, PULL_REQUESTS);
        assert.deepEqual(outcomes(context), ['pr-open']);
        await sync(context, {});
        assert.deepEqual(outcomes(context), ['pr-open'], 'what is on top of their commit is known');
        assert.deepEqual(await publish(context, PULL_REQUESTS), { ran: 0, stopped: null });
      });
      const dump = await forge.dump();
      assert.deepEqual(dump.erasedHumanCommits, []);
      assert.equal(dump.repositories['acme/api']?.pulls.length, 1);
      const clone = await pushBranch(forge, 'acme/api', 'look', { x: 'x' });
      assert.equal(plainGit(clone, 'show', `origin/${BRANCH}:b.py`), OLD, 'nobody has approved what it would do to their file');
    },
    { settings },
  );
});

for (const [onHumanCommit, after] of [
  ['on-top', 'pr-open'],
  ['stop', 'needs-human'],
] as const) {
  test(`a person's commits that sync has seen: ${onHumanCommit} is obeyed by retry and by update`, async () => {
    await withForgeScene(
      'github',
      { 'acme/api': { 'a.py': OLD } },
      async ({ forge, run }) => {
        await run(publishAll);
        await forge.act('commit', { repo: 'acme/api', branch: BRANCH, file: 'b.py', content: OLD });
        await run(async (context) => {
          await sync(context, {});
          assert.deepEqual(outcomes(context), ['needs-human']);
          const told = states(context)[0]?.units[0]?.needsHuman?.message ?? '';
          assert.equal(/next publish runs the codemod on top/.test(told), onHumanCommit === 'on-top', told);
          await retry(context, { codes: ['branch-changed'] }, { pins: new Map(), publisher: null });
          assert.deepEqual(outcomes(context), [after]);
        });
        await forge.act('commit', { repo: 'acme/api', branch: BRANCH, file: 'c.py', content: OLD });
        await forge.act('commit', { repo: 'acme/api', file: 'd.py', content: OLD });
        await run(async (context) => {
          await sync(context, {});
          await updateAll(context);
          await publish(context, PULL_REQUESTS);
          assert.deepEqual(outcomes(context), [after]);
        });
        assert.deepEqual((await forge.dump()).erasedHumanCommits, []);
      },
      { settings: `publish: { onHumanCommit: ${onHumanCommit} }\n` },
    );
  });
}

for (const [onClosed, after, pulls] of [
  ['open-new', 'pr-open', ['closed', 'open']],
  ['respect', 'closed-by-human', ['closed']],
] as const) {
  test(`a pull request that sync has seen closed: ${onClosed} is obeyed by publish and update`, async () => {
    await withForgeScene(
      'github',
      { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD } },
      async ({ forge, run }) => {
        await run(publishAll);
        for (const repo of ['acme/a', 'acme/b']) await forge.act('close', { repo, number: 1 });
        await forge.act('commit', { repo: 'acme/b', file: 'd.py', content: OLD });
        await run(async (context) => {
          await sync(context, {});
          assert.deepEqual(outcomes(context), ['closed-by-human', 'closed-by-human']);
          await publish(context, { ...PULL_REQUESTS, repos: ['*/acme/a'] });
          await updateAll(context);
          await publish(context, PULL_REQUESTS);
          assert.deepEqual(outcomes(context), [after, after]);
        });
        const { repositories } = await forge.dump();
        for (const repo of ['acme/a', 'acme/b']) {
          assert.deepEqual(
            repositories[repo]?.pulls.map(({ state }) => state),
            pulls,
          );
        }
      },
      { settings: `publish: { onClosed: ${onClosed} }\n` },
    );
  });
}

for (const [onClosed, after, pulls] of [
  ['respect', 'closed-by-human', ['closed']],
  ['open-new', 'pr-open', ['closed', 'open']],
] as const) {
  for (const isSeen of [true, false]) {
    test(`what a person has closed, ${isSeen ? 'as sync has seen' : 'as undo is the first to see'}, and undo took back: ${onClosed}`, async () => {
      await withForgeScene(
        'github',
        { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD } },
        async ({ forge, run }) => {
          await run(publishAll);
          await forge.act('close', { repo: 'acme/a', number: 1 });
          await run(async (context) => {
            if (isSeen) await sync(context, {});
            await undo(context, {});
            assert.deepEqual(outcomes(context), ['closed-by-human', 'undone']);
            assert.deepEqual(toApprove(context), [false, false], 'nobody is asked to approve it at once');
            await approve(context.campaign, {});
            await publish(context, PULL_REQUESTS);
            assert.deepEqual(outcomes(context), [after, 'pr-open']);
          });
          const { repositories } = await forge.dump();
          const statesOf = (repo: string) => repositories[repo]?.pulls.map(({ state }) => state);
          assert.deepEqual(statesOf('acme/a'), pulls);
          assert.deepEqual(statesOf('acme/b'), ['closed', 'open'], 'control: what we have closed is offered again');
          const branches = Object.keys(repositories['acme/a']?.refs ?? {});
          assert.equal(branches.includes(`refs/heads/${BRANCH}`), onClosed === 'open-new');
        },
        { settings: `publish: { onClosed: ${onClosed} }\n` },
      );
    });
  }
}

test('a wave that goes wrong stops the campaign by itself', async () => {
  const repositories = { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD }, 'acme/c': { 'a.py': OLD } };
  const settings = 'waves: { sizes: [1], waitForChecks: true, stopAt: 0.2 }\n';
  await withForgeScene(
    'github',
    repositories,
    async ({ forge, run }) => {
      await run(async (context) => {
        await planCampaign(context, {}, new Map());
        await approve(context.campaign, {});
        const publishing = publish(context, PULL_REQUESTS, 50);
        for (;;) {
          const pull = (await forge.dump()).repositories['acme/a']?.pulls[0];
          if (pull !== undefined) break;
          await setTimeout(20);
        }
        await forge.act('check', { repo: 'acme/a', at: BRANCH, state: 'failed' });
        const report = await publishing;
        assert.match(report.stopped ?? '', /^Wave 1 stopped the campaign/);
        assert.deepEqual(outcomes(context), ['pr-open', 'planned', 'planned']);
        assert.equal(context.campaign.state.stopped?.wave, 1);
      });
    },
    { settings },
  );
});

test('a draft is not merged, and nothing is asked of its host that it would refuse', async () => {
  const settings = 'publish: { draft: true }\n';
  await withForgeScene(
    'gitlab',
    { 'acme/api': { 'a.py': OLD } },
    async ({ forge, run }) => {
      await run(async (context) => {
        await publishAll(context);
        await merge(context, {});
        assert.deepEqual(outcomes(context), ['pr-open']);
        const [repository] = states(context);
        assert.ok(repository !== undefined);
        assert.equal(repositoryRow(repository).cause, null);
      });
      assert.equal((await forge.dump()).repositories['acme/api']?.pulls[0]?.['state'], 'open');
    },
    { settings },
  );
});

test('no more pull requests are open than the manifest allows', async () => {
  const repositories = { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD }, 'acme/c': { 'a.py': OLD } };
  await withForge({ root: forgeRoot(repositories), dialect: 'github', token: TOKEN }, async (forge) => {
    const host = `hosts:\n  ${JSON.stringify(forge.host)}: { forge: github, api: ${JSON.stringify(forge.api)}, token: FORGE_TOKEN, allowHttp: true, pace: { openPullRequests: 2 } }\n`;
    const scene = await bulkScene(
      Object.keys(repositories).map((name) => `${forge.url}/${name}.git`),
      { manifest: host },
    );
    await scene.run(async (context) => {
      await publishAll(context);
      assert.deepEqual([...outcomes(context)].sort(), ['planned', 'pr-open', 'pr-open']);
      await merge(context, {});
      await publish(context, PULL_REQUESTS);
      assert.deepEqual([...outcomes(context)].sort(), ['merged', 'merged', 'pr-open']);
    }, SECRETS);
  });
});
