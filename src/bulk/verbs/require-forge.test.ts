import assert from 'node:assert/strict';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { OLD, PULL_REQUESTS, planAndApprove, states } from '../../testing/forge-scene.js';
import { SAMPLE_REPOSITORIES, SAMPLE_SPEC, type SampleRepository, sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import type { HostSettings } from '../hosts/host-settings.js';
import { settingsOf } from '../hosts/known-hosts.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { publish } from './publish.js';
import { requireForge } from './require-forge.js';
import { retriedByPublishing } from './retry.js';

const test = suite('pull requests where there are none');
test.after(coolDown);

/** The sample's repository of that name, elsewhere. */
function at(repo: string, name = 'billing'): SampleRepository {
  const found = SAMPLE_REPOSITORIES.find((one) => one.repo.endsWith(`/${name}`));
  assert.ok(found !== undefined);
  return { ...found, repo };
}

const FOLDER = at('file:/srv/git/api.git');

/** What publishing the repositories is refused with; empty where it is not. */
function refusal(repositories: readonly SampleRepository[], hosts: readonly HostSettings[] = [], again = false): string {
  // The sample takes the host of a folder from its key; a campaign calls it so.
  const all = [...sampleCampaign(repositories).state.repositories.values()].map((repository) => {
    const { target, repo } = repository;
    return { ...repository, target: { ...target, host: repo.startsWith('file:') ? 'local' : target.host } };
  });
  try {
    requireForge({ ...SAMPLE_SPEC, hosts }, again ? retriedByPublishing(all) : all, again);
    return '';
  } catch (thrown) {
    return String(thrown);
  }
}

test('folders have none, and a host has them once its forge is named', () => {
  assert.match(refusal([FOLDER]), /A folder of this machine has no pull requests\. Publish with --branch-only/);
  const own = at('git.example.org/acme/api');
  assert.match(
    refusal([own, FOLDER, at('git.example.org/acme/web')]),
    /known of git\.example\.org that .* Name its forge in the manifest \(hosts\) .* --branch-only/,
  );
  const named: HostSettings = { ...settingsOf('git.example.org', []), forge: 'gitlab', api: 'https://git.example.org/api/v4' };
  assert.equal(refusal([own], [named]), '', 'control');
  assert.match(refusal([own], [{ ...named, forge: null }]), /git\.example\.org/);
  const five = ['e', 'd', 'c', 'b', 'a'].map((host) => at(`${host}.example/acme/api`));
  assert.match(refusal(five), /known of a\.example, b\.example, c\.example and 2 more that .* Name their forges/);
});

test('where one may have a pull request, the others are left to fail', () => {
  assert.equal(refusal([FOLDER, at('github.com/acme/api')]), '');
  assert.notEqual(refusal([FOLDER, at('github.com/acme/api', 'api')]), '', 'control: that one is not approved');
});

test('where nothing would be published, nothing is refused', () => {
  for (const name of ['api', 'docs', 'old', 'mail']) assert.equal(refusal([at('file:/srv/git/api.git', name)]), '', name);
});

test('a retry is about what failed to be published, and about what needed a human', () => {
  const failed = (stage: 'plan' | 'publish'): SampleRepository => ({
    repo: 'file:/srv/git/api.git',
    fate: (unit) => [
      { event: 'planned', base: { branch: 'main', commit: 'b'.repeat(40) }, units: [unit] },
      { event: 'approved', shard: '', plan: unit.plan },
      { event: 'failed', stage, code: 'git-failed', message: 'No.', transient: false },
    ],
  });
  assert.match(refusal([failed('publish')], [], true), /A folder of this machine/);
  assert.equal(refusal([failed('plan')], [], true), '', 'control: that is planned again');
  assert.equal(refusal([FOLDER], [], true), '', 'control: it did not fail');
  const human = at('file:/srv/git/shared.git', 'shared');
  assert.match(refusal([human], [], true), /A folder of this machine/);
  assert.equal(refusal([human]), '', 'control: publish leaves it alone');
});

test('a job for a folder tells what it is and what to do', async () => {
  const scene = await bulkScene([bareRepository({ 'a.py': OLD })]);
  await scene.run(async (context) => {
    await planAndApprove(context);
    await publish(context, PULL_REQUESTS);
    const [cause] = states(context).map((repository) => repository.cause);
    assert.equal(cause?.code, 'no-forge');
    assert.equal(cause?.message, 'A folder of this machine has no pull requests. Publish with --branch-only, or with --patch.');
  });
});
