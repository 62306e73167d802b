import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { specBefore, withCampaign, withNewSpec } from '../../bulk/campaign/with-campaign.js';
import type { CampaignSpec } from '../../bulk/model/campaign-spec.js';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { watchedFileSystem } from '../../testing/failing-file-system.js';
import { type CliRun, runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('two bulk plan at once');

/** A campaign that this process is to plan by `spec`, and another process that plans it with `--unsafe`. */
async function twoAtOnce(): Promise<{ readonly root: string; readonly spec: CampaignSpec; other(): CliRun }> {
  const repository = bareRepository({ 'a.py': 'x = 1\n' });
  const { root, spec } = await bulkScene([repository]);
  const identity = 'identity: { name: Test, email: test@example.org }\n';
  writeFileSync(path.join(root, 'repos.yaml'), `${identity}repositories: [{ path: ${repository} }]\n`);
  const args = ['bulk', 'plan', spec.asked.name, '--repos', 'repos.yaml', '--unsafe'];
  return { root, spec, other: () => runCli(args, { cwd: root, env: { XDG_CACHE_HOME: tempFolder() } }) };
}

/** Calls once the campaign's lock has been let go for the first time. */
function whenLetGo(act: () => void): ReturnType<typeof watchedFileSystem> {
  let wasRemoved = false;
  let isOver = false;
  return watchedFileSystem(({ method, args }) => {
    const [name] = args;
    if (wasRemoved && !isOver) {
      isOver = true;
      act();
    }
    wasRemoved ||= method === 'remove' && typeof name === 'string' && path.basename(name) === 'lock';
  });
}

test('none plans by what another one has asked for', async () => {
  const { root, spec, other } = await twoAtOnce();
  const allow = (): void => {};
  const thresholds = await withNewSpec(root, spec, {
    allow,
    async use(campaign) {
      const refused = other();
      assert.equal(refused.status, 3, refused.stderr);
      assert.match(refused.stderr, /lock-held/);
      return [campaign.spec.options.threshold, specBefore(root, spec.name)?.options.threshold];
    },
  });
  assert.deepEqual(thresholds, ['safe', 'safe']);
  const after = other();
  assert.equal(after.status, 0, after.stderr);
  assert.equal(specBefore(root, spec.name)?.options.threshold, 'unsafe', 'the control: it asks for something else');
});

test('the control: between writing and holding there is room for another process', async () => {
  const { root, spec, other } = await twoAtOnce();
  const runs: CliRun[] = [];
  const fs = whenLetGo(() => runs.push(other()));
  await withNewSpec(root, spec, { allow: () => {}, use: async () => {} }, fs);
  const threshold = await withCampaign(root, spec.name, async (campaign) => campaign.spec.options.threshold, fs);
  assert.deepEqual(
    runs.map(({ status }) => status),
    [0],
    runs[0]?.stderr,
  );
  assert.equal(threshold, 'unsafe');
});

test('the same room is not there where the lock is held from before the spec is written', async () => {
  const { root, spec, other } = await twoAtOnce();
  const runs: CliRun[] = [];
  const fs = whenLetGo(() => runs.push(other()));
  const use = async ({ spec: held }: { readonly spec: CampaignSpec }): Promise<string> => held.options.threshold;
  const threshold = await withNewSpec(root, spec, { allow: () => {}, use }, fs);
  assert.equal(threshold, 'safe');
  assert.deepEqual(
    runs.map(({ status }) => status),
    [0],
    'afterwards it has its turn',
  );
});

test('a campaign that is not to become another one stays as it is', async () => {
  const { root, spec } = await twoAtOnce();
  const allow = (before: CampaignSpec | null): void => {
    throw new Error(`it is ${before?.options.threshold}`);
  };
  const other: CampaignSpec = { ...spec, options: { ...spec.options, threshold: 'unsafe' } };
  await assert.rejects(withNewSpec(root, other, { allow, use: async () => assert.fail('it was used') }), /it is safe/);
  assert.equal(specBefore(root, spec.name)?.options.threshold, 'safe');
});
