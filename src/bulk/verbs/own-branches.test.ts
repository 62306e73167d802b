import assert from 'node:assert/strict';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { OLD, outcomes, planAndApprove, states } from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { publish } from './publish.js';
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
}
