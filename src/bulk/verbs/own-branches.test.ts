import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BulkScene, bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import {
  BRANCH,
  OLD,
  outcomes,
  PULL_REQUESTS,
  planAndApprove,
  publishAll,
  states,
  withForgeScene,
} from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { campaignFolder } from '../campaign/campaign-folder.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { overviewOf } from '../show/overview.js';
import { repositoryRow } from '../show/repository-row.js';
import { hasNewPlan } from '../show/to-do.js';
import { approve } from './approve.js';
import { planCampaign } from './plan.js';
import { publish } from './publish.js';
import { close, merge, sync, undo } from './remote-verbs.js';
import type { VerbContext } from './verb.js';

const test = suite('branches that are not ours');
test.after(coolDown);

const BRANCHES = { publisher: 'branch' } as const;

function refs(bare: string): string {
  return plainGit(bare, 'for-each-ref', '--format=%(refname) %(objectname)');
}

function cause(context: VerbContext): string | undefined {
  return states(context)[0]?.cause?.code;
}

function needsHuman(context: VerbContext): string | undefined {
  return states(context)[0]?.units[0]?.needsHuman?.code;
}

function cannotUndo(context: VerbContext): { readonly code: string; readonly message: string } | undefined {
  return states(context)[0]?.units[0]?.cannotUndo ?? undefined;
}

/** The same campaign with other settings, as a campaign file that was changed by hand. */
function withPublish(context: VerbContext, publish: Partial<CampaignSpec['publish']>): VerbContext {
  const { spec } = context.campaign;
  const value = { ...spec, publish: { ...spec.publish, ...publish } };
  return { ...context, campaign: Object.create(context.campaign, { spec: { value } }) };
}

/** A repository with `main`, its default branch, and `release`. */
function withRelease(files: Readonly<Record<string, string>> = { 'a.py': OLD }): string {
  const bare = bareRepository(files);
  plainGit(bare, 'branch', 'release', 'main');
  return bare;
}

async function publishBranches(context: VerbContext): Promise<void> {
  await planAndApprove(context);
  await publish(context, BRANCHES);
}

for (const onHumanCommit of ['stop', 'on-top'] as const) {
  const cases: readonly (readonly [what: string, publish: string, base: string, expected: string])[] = [
    ['the base branch', 'branch: release', 'release', 'failed'],
    ['the default branch', 'branch: main', 'release', 'failed'],
    ['for a shard, the base branch', 'shard: directory, branch: release', 'release--web', 'failed'],
    ['one of its own (control)', 'branch: codemod/x', 'release', 'planned'],
    ['for shards, none of those (control)', 'shard: directory, branch: release', 'release', 'planned'],
  ];
  for (const [what, settings, base, expected] of cases) {
    test(`a campaign whose branch is ${what}: ${onHumanCommit}`, async () => {
      const bare = withRelease({ 'web/a.py': OLD });
      plainGit(bare, 'branch', 'release--web', 'main');
      const scene = await bulkScene([bare], {
        manifest: `publish: { ${settings}, onHumanCommit: ${onHumanCommit} }\n`,
        ofEach: () => `    base: ${base}\n`,
      });
      const before = refs(bare);
      await scene.run(async (context) => {
        await planAndApprove(context);
        assert.deepEqual(outcomes(context), [expected]);
        if (expected === 'planned') return;
        assert.equal(cause(context), 'branch-is-base');
        assert.match(states(context)[0]?.cause?.message ?? '', /Name another one in publish\.branch/);
        assert.deepEqual(await publish(context, BRANCHES), { ran: 0, stopped: null });
      });
      assert.equal(refs(bare), before);
    });
  }

  test(`a branch that has become the base or the default branch since is not published to: ${onHumanCommit}`, async () => {
    const bare = withRelease();
    const scene = await bulkScene([bare], {
      manifest: `publish: { onHumanCommit: ${onHumanCommit} }\n`,
      ofEach: () => '    base: release\n',
    });
    const before = refs(bare);
    await scene.run(async (context) => {
      await planAndApprove(context);
      for (const branch of ['release', 'main']) {
        await publish(withPublish(context, { branch }), { ...BRANCHES, again: true });
        assert.deepEqual([outcomes(context), cause(context)], [['failed'], 'branch-is-base'], branch);
        assert.equal(refs(bare), before);
      }
      await publish(context, BRANCHES);
      assert.deepEqual(outcomes(context), ['pushed'], 'control');
    });
  });

  test(`a branch that was there before is neither written to nor deleted: ${onHumanCommit}`, async () => {
    const bare = bareRepository({ 'a.py': OLD });
    plainGit(bare, 'branch', BRANCH, 'main');
    const before = refs(bare);
    const scene = await bulkScene([bare], { manifest: `publish: { onHumanCommit: ${onHumanCommit} }\n` });
    await scene.run(async (context) => {
      await publishBranches(context);
      assert.equal(needsHuman(context), onHumanCommit === 'stop' ? 'branch-changed' : 'branch-not-ours');
      await undo(context, {});
      assert.equal(refs(bare), before);
      plainGit(bare, 'branch', '-D', BRANCH);
      await publish(context, { ...BRANCHES, again: true });
      assert.deepEqual(outcomes(context), ['pushed']);
      assert.notEqual(refs(bare), before);
      await undo(context, {});
      assert.deepEqual([outcomes(context), cannotUndo(context)], [['undone'], undefined], 'control: now it is ours');
      assert.doesNotMatch(refs(bare), /codemod/);
    });
  });
}

/** The journal as it was written before it told who made a branch. */
function forgetOwners({ root, spec }: BulkScene): void {
  const file = path.join(campaignFolder(root, spec.name), 'journal.jsonl');
  const told = readFileSync(file, 'utf8');
  const old = told.replace(/"ownsBranch":true,|,"ownsBranch":true/g, '');
  assert.notEqual(old, told);
  writeFileSync(file, old);
}

for (const [onHumanCommit, expected] of [
  ['stop', undefined],
  ['on-top', 'branch-not-ours'],
] as const) {
  test(`by a journal that does not tell who made a branch, undo deletes it only where it must be ours: ${onHumanCommit}`, async () => {
    const bare = bareRepository({ 'a.py': OLD });
    const scene = await bulkScene([bare], { manifest: `publish: { onHumanCommit: ${onHumanCommit} }\n` });
    await scene.run(publishBranches);
    forgetOwners(scene);
    await scene.run(async (context) => {
      await undo(context, {});
      assert.equal(cannotUndo(context)?.code, expected);
      assert.equal(refs(bare).includes(BRANCH), expected !== undefined);
    });
  });
}

test('undo deletes no base branch, though a journal of before tells that our commit went there', async () => {
  const bare = withRelease();
  const scene = await bulkScene([bare], { ofEach: () => '    base: release\n' });
  await scene.run(async (context) => {
    await publishBranches(context);
    const [{ repo, units } = { repo: '', units: [] }] = states(context);
    const pushed = units[0]?.pushed;
    assert.ok(pushed);
    plainGit(bare, 'update-ref', 'refs/heads/release', pushed.commit);
    plainGit(bare, 'update-ref', 'refs/heads/main', pushed.commit);
    const before = refs(bare);
    for (const branch of ['release', 'main']) {
      await context.campaign.append([{ event: 'pushed', repo, shard: '', ...pushed, branch }]);
      await undo(context, {});
      assert.equal(cannotUndo(context)?.code, 'branch-is-base', branch);
      assert.match(cannotUndo(context)?.message ?? '', /git revert [0-9a-f]{12}/);
    }
    assert.equal(refs(bare), before);
  });
});

test('where the base branch is gone, our branch may hold all that is left of it', async () => {
  const bare = withRelease();
  const scene = await bulkScene([bare], { ofEach: () => '    base: release\n' });
  await scene.run(async (context) => {
    await publishBranches(context);
    plainGit(bare, 'branch', '-D', 'release');
    await undo(context, {});
    assert.equal(cannotUndo(context)?.code, 'base-gone');
    assert.match(refs(bare), /codemod/);
    plainGit(bare, 'branch', 'release', 'main');
    await undo(context, {});
    assert.equal(cannotUndo(context), undefined, 'what could not be undone before is told no longer');
    assert.doesNotMatch(refs(bare), /codemod/, 'control');
  });
});

/** What a person is told to do about the campaign. */
function advice({ campaign }: VerbContext): unknown {
  const rows = [...campaign.state.repositories.values()].map(repositoryRow);
  const { causes, toApprove, toPublish, cannotUndo } = overviewOf(campaign.spec, campaign.state, rows);
  return { causes, toApprove, toPublish, cannotUndo: cannotUndo.map(({ code }) => code) };
}

const QUIET = { causes: [], toApprove: 0, toPublish: 0, cannotUndo: [] };

for (const [who, onHumanCommit] of [
  ['a person', 'stop'],
  ['a person', 'on-top'],
  ['the codemod on top of a person', 'on-top'],
  ['nobody else (control)', 'stop'],
] as const) {
  for (const verb of [undo, close]) {
    test(`${verb.name} of a branch that ${who} has added to: ${onHumanCommit}`, async () => {
      await withForgeScene(
        'github',
        { 'acme/api': { 'a.py': OLD } },
        async ({ forge, run }) => {
          const now = async (): Promise<string> => {
            const { pulls = [], refs: all = {} } = (await forge.dump()).repositories['acme/api'] ?? {};
            return `${pulls.map(({ state }) => state).join()} ${all[`refs/heads/${BRANCH}`] ?? 'gone'}`;
          };
          await run(publishAll);
          const isAlone = who.startsWith('nobody');
          if (!isAlone) await forge.act('commit', { repo: 'acme/api', branch: BRANCH, file: 'b.py', content: OLD });
          await run(async (context) => {
            if (who.startsWith('the codemod')) await publish(context, { ...PULL_REQUESTS, again: true });
            if (who === 'a person') {
              await merge(context, {});
              assert.match(JSON.stringify(advice(context)), /Merge it by hand/, 'control: that is to be forgotten');
            }
            const before = await now();
            await verb(context, {});
            const isLeft = verb === undo && !isAlone;
            const after = isLeft ? before : verb === undo ? 'closed gone' : before.replace('open', 'closed');
            const stands = [isLeft ? ['pr-open'] : ['undone'], { ...QUIET, cannotUndo: isLeft ? ['branch-changed'] : [] }];
            assert.equal(await now(), after);
            assert.deepEqual([outcomes(context), advice(context)], stands);
            await sync(context, {});
            assert.deepEqual([outcomes(context), advice(context)], stands, 'looked at again');
            // What was closed can be offered again.
            if (verb === close) return;
            await publish(context, PULL_REQUESTS);
            assert.deepEqual([outcomes(context), advice(context)], stands);
            assert.equal(await now(), after);
          });
          assert.deepEqual((await forge.dump()).erasedHumanCommits, []);
        },
        { settings: `publish: { onHumanCommit: ${onHumanCommit} }\n` },
      );
    });
  }
}

test('what could not be undone and is approved anew asks again for a person', async () => {
  await withForgeScene('github', { 'acme/api': { 'a.py': OLD } }, async ({ forge, run }) => {
    await run(publishAll);
    await forge.act('commit', { repo: 'acme/api', branch: BRANCH, file: 'b.py', content: OLD });
    await run(async (context) => {
      await undo(context, {});
      assert.match(cannotUndo(context)?.message ?? '', /Ask who added to it; then merge the pull request, or close it/);
      await forge.act('commit', { repo: 'acme/api', file: 'more.py', content: OLD });
      await planCampaign(context, { again: true }, new Map());
      const left = { ...QUIET, cannotUndo: ['branch-changed'] };
      assert.deepEqual([advice(context), states(context).map(hasNewPlan)], [left, [false]], 'nobody is asked to approve it');
      await approve(context.campaign, {});
      assert.equal(cannotUndo(context), undefined);
      await sync(context, {});
      assert.equal(needsHuman(context), 'branch-changed');
    });
  });
});

test('a change that has gone is withdrawn, unless others made its branch', async () => {
  for (const owner of [true, false]) {
    const bare = bareRepository({ 'a.py': OLD });
    const scene = await bulkScene([bare]);
    await scene.run(async (context) => {
      await publishBranches(context);
      const [{ repo, units } = { repo: '', units: [] }] = states(context);
      const pushed = units[0]?.pushed;
      assert.ok(pushed);
      await context.campaign.append([{ event: 'pushed', repo, shard: '', ...pushed, ownsBranch: owner }]);
      plainGit(bare, 'update-ref', 'refs/heads/main', pushed.commit);
      await planCampaign(context, { again: true }, new Map());
      await publish(context, BRANCHES);
      assert.equal(needsHuman(context), owner ? undefined : 'branch-not-ours');
      assert.equal(refs(bare).includes(BRANCH), !owner);
    });
  }
});
