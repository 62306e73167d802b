import assert from 'node:assert/strict';
import { sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import { settingsOf } from '../hosts/known-hosts.js';
import type { JournalEntry } from '../model/events.js';
import { OpenRequests } from './open-requests.js';

const test = suite('open pull requests');

const AT = '2026-01-02T03:04:05.000Z';

/** Repositories with an approved plan at two hosts, of which one may have a single pull request open. */
function scene() {
  const {
    state,
    spec,
    entries,
    plans: _,
  } = sampleCampaign(
    ['github.com/acme/a', 'github.com/acme/b', 'git.example.org/acme/c'].map((repo) => ({
      repo,
      fate: (unit) => [
        { event: 'planned', base: { branch: 'main', commit: 'b'.repeat(40) }, units: [unit] },
        { event: 'approved', shard: unit.shard, plan: unit.plan },
      ],
    })),
  );
  assert.equal(entries.length, 9);
  const known = settingsOf('github.com', []);
  const hosts = [{ ...known, pace: { ...known.pace, openPullRequests: 1 } }];
  const open = new OpenRequests({ spec: { ...spec, hosts }, state });
  const allowed = (repo: string): number => {
    const repository = state.repositories.get(repo);
    assert.ok(repository);
    return open.allowed(repository, repository.units).length;
  };
  const add = (entry: JournalEntry): void => {
    if ('add' in state && typeof state.add === 'function') state.add(entry);
    else assert.fail('the state of the sample is a fold');
  };
  return { open, state, allowed, add };
}

test('a full host holds its own repositories, and no others', () => {
  const { open, state, allowed } = scene();
  assert.equal(allowed('github.com/acme/a'), 1);
  assert.equal(allowed('github.com/acme/a'), 1, 'what has its place keeps it');
  assert.equal(open.reason, null);
  assert.equal(allowed('github.com/acme/b'), 0);
  assert.equal(allowed('git.example.org/acme/c'), 1);
  assert.match(open.reason ?? '', /^github\.com: as many/);
  assert.deepEqual(
    [...state.repositories.values()].map((repository) => open.isHeld(repository)),
    [true, true, false],
  );
});

test('what came to nothing leaves its place to another, once its job has settled', () => {
  const { allowed, add } = scene();
  const repo = 'github.com/acme/a';
  assert.equal(allowed(repo), 1);
  add({ at: AT, event: 'intent', repo, stage: 'publish', job: 'j1', attempt: 1 });
  assert.equal(allowed('github.com/acme/b'), 0);
  add({ at: AT, event: 'failed', repo, stage: 'publish', code: 'git-rejected', message: 'No.', transient: false });
  assert.equal(allowed('github.com/acme/b'), 0);
  add({ at: AT, event: 'settled', repo, job: 'j1' });
  assert.equal(allowed('github.com/acme/b'), 1);
});
