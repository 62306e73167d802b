import assert from 'node:assert/strict';
import { withNewSpec } from '../../bulk/campaign/with-campaign.js';
import { coolDown } from '../../bulk/jobs/plan/warm-planner.js';
import { publish } from '../../bulk/verbs/publish.js';
import { undo } from '../../bulk/verbs/remote-verbs.js';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { OLD, planAndApprove } from '../../testing/forge-scene.js';
import { runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';

const test = suite('commands about what was taken back');
test.after(coolDown);

/** A campaign all of which was published and taken back. */
async function scene() {
  const made = await bulkScene([bareRepository({ 'a.py': OLD })]);
  await made.run(async (context) => {
    await planAndApprove(context);
    await publish(context, { publisher: 'branch' });
  });
  const cli = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: made.root });
  const oneLine = (...args: readonly string[]): string => cli(...args).stderr.replace(/\s+/g, ' ');
  return { made, cli, oneLine, takeBack: () => made.run((context) => undo(context, {})) };
}

test('an update of what was taken back says why nothing was done, and status what can be', async () => {
  const { cli, oneLine, takeBack } = await scene();
  assert.doesNotMatch(oneLine('status'), /taken back/, 'control');
  await takeBack();
  const update = oneLine('update');
  assert.match(
    update,
    / 0 repositories worked on\. What was taken back stays so\. .* approve it: .*bulk approve --outcome undone\./,
  );
  assert.match(oneLine('status'), /To approve once more what was taken back: .*bulk approve --outcome undone /);
  assert.match(oneLine('approve', '--outcome', 'undone'), /^1 change in 1 repository approved\. .*bulk publish --branch-only/);
  assert.equal(cli('publish', '--branch-only', '-q').status, 0);
  assert.match(cli('status').stdout, /^ {2}pushed +1/m);
});

test('by another wish, what was taken back is left unapproved, and planned anew as it is told', async () => {
  const { made, cli, oneLine, takeBack } = await scene();
  await takeBack();
  const spec = { ...made.spec, asked: { ...made.spec.asked, params: { modules: 'os,sys' } } };
  await withNewSpec(made.root, spec, { allow: () => {}, use: async () => {} });
  assert.match(oneLine('approve', '--all'), /^1 change left, which was planned by another wish .* bulk resume/);
  const approved = JSON.parse(cli('approve', '--all', '--json').stdout);
  assert.deepEqual([approved.units, approved.otherWish, approved.overview.toPlanAnew], [0, 1, 1]);
  assert.match(oneLine('publish', '--branch-only'), / 0 repositories worked on\. What there is was planned by another wish/);
  assert.match(oneLine('update'), /What was taken back stays so\. It was planned by another wish; .*bulk resume\./);
  assert.match(oneLine('status'), /To plan anew what was planned by another wish: .*bulk resume /);
  assert.match(oneLine('resume'), /^1 repository worked on\./);
  assert.match(cli('status').stdout, /^ {2}planned +1 {2}would change$/m);
  assert.match(oneLine('status'), /bulk approve --all/);
});
