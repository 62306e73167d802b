import assert from 'node:assert/strict';
import type { JournalEntry } from '../../bulk/model/events.js';
import { select } from '../../bulk/verbs/select.js';
import { manyRepositories, sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import { requireMatch } from './require-match.js';

const test = suite('names that a selection gives');

test('the code of a trouble is known, as one of a failure is, and one that nothing is held up by is not', () => {
  const [first] = manyRepositories(14);
  const repo = first?.repo ?? '';
  const trouble: JournalEntry = {
    ...{ at: '2026-01-02T03:04:05Z', event: 'failed', repo, stage: 'sync' },
    ...{ code: 'forge-denied', message: 'The token is refused.', transient: false },
  };
  const { state } = sampleCampaign(manyRepositories(14), [trouble]);
  const selection = { codes: ['forge-denied'] };
  assert.equal(state.repositories.get(repo)?.trouble?.code, 'forge-denied', 'the control: it is no cause of the outcome');
  assert.ok(select(state, selection).some((one) => one.repo === repo));
  requireMatch(state, selection);
  assert.throws(() => requireMatch(state, { codes: ['forge-denie'] }), /held up by forge-denie\. Did you mean "forge-denied"\?/);
});

test('a repository is found by the end of its key, by its key alone where it is one, and a slip is told how names are read', () => {
  const [first, second] = manyRepositories(2);
  assert.ok(first !== undefined && second !== undefined);
  const inside = { ...second, repo: `mirror.example.org/${first.repo}` };
  const { state } = sampleCampaign([first, inside]);
  const found = (...repos: readonly string[]) => select(state, { repos }).map(({ repo }) => repo);
  const end = first.repo.split('/').slice(-2).join('/');
  assert.deepEqual(found(end), [first.repo, inside.repo]);
  assert.deepEqual(found(first.repo), [first.repo], 'what is a whole key is no end of another');
  assert.deepEqual(found(`*/${end}`), [first.repo, inside.repo]);
  assert.deepEqual(found(end.slice(1)), [], 'the control');
  assert.throws(
    () => requireMatch(state, { repos: [`${end}x`] }),
    (thrown: Error) =>
      thrown.message.includes(`Did you mean "${end}"? A repository is named by its key, or by the end of it after a "/";`) &&
      thrown.message.endsWith(`So it could be: --repo ${end}`),
  );
});
