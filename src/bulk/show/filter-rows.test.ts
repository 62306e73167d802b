import assert from 'node:assert/strict';
import { sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import type { PullRequestFacts } from '../model/events.js';
import { criteriaOf, criteriaQuery, readHash, writeHash } from './criteria-address.js';
import { filterChoices } from './filter-choices.js';
import { ALL_ROWS, CHECKS, filterRows, REQUEST_STATES, type RowCriteria } from './filter-rows.js';
import { type RepositoryRow, repositoryRow } from './repository-row.js';

const test = suite('filtered rows');

type Request = Pick<PullRequestFacts, 'state' | 'checks' | 'draft'>;

const [PATTERN] = [...sampleCampaign().state.repositories.values()].map(repositoryRow);

function row(repo: string, ...requests: readonly Request[]): RepositoryRow {
  assert.ok(PATTERN);
  const pullRequests = requests.map((one, number) => ({
    ...one,
    number,
    shard: String(number),
    url: `https://h/${number}`,
    notes: [],
  }));
  return { ...PATTERN, repo, pullRequests };
}

const ROWS = [
  row('nothing'),
  row('open', { state: 'open', checks: 'failed', draft: false }),
  row('draft', { state: 'open', checks: 'none', draft: true }),
  row('two', { state: 'merged', checks: 'passed', draft: false }, { state: 'open', checks: 'pending', draft: false }),
  row('dropped', { state: 'closed', checks: 'passed', draft: true }),
];

const found = (criteria: Partial<RowCriteria>): string => {
  return filterRows(ROWS, { ...ALL_ROWS, ...criteria })
    .map(({ repo }) => repo)
    .join(' ');
};

test('a state of pull requests: a draft is open too, and one that is closed is no draft any more', () => {
  assert.deepEqual(
    REQUEST_STATES.map((request) => [request, found({ request })]),
    [
      ['open', 'open draft two'],
      ['draft', 'draft'],
      ['merged', 'two'],
      ['closed', 'dropped'],
      ['none', 'nothing'],
    ],
  );
});

test('checks are those of pull requests: a repository without one has none of any kind', () => {
  assert.deepEqual(
    CHECKS.map((checks) => [checks, found({ checks })]),
    [
      ['none', 'draft'],
      ['pending', 'two'],
      ['passed', 'two dropped'],
      ['failed', 'open'],
    ],
  );
  assert.equal(found({ request: 'none', checks: 'none' }), '');
});

test('state and checks are asked of the same pull request', () => {
  assert.equal(found({ request: 'open', checks: 'pending' }), 'two');
  assert.equal(found({ request: 'open', checks: 'passed' }), '');
  assert.equal(found({ request: 'merged', checks: 'passed' }), 'two');
});

const choices = filterChoices({ waves: [{ wave: 1 }, { wave: 12 }], causes: [{ code: 'git-unreachable' }] }, [
  { ...row('a'), groups: ['back&end=1', 'ü #%'] },
]);

test('criteria come back from an address as they were', () => {
  const asked: readonly Partial<RowCriteria>[] = [
    {},
    { text: ' a&text=b#c%00\u202e"<' },
    { outcome: 'failed', code: 'git-unreachable', wave: 12, group: 'back&end=1' },
    { request: 'draft', checks: 'none', group: 'ü #%' },
  ];
  for (const one of asked) {
    const criteria = { ...ALL_ROWS, ...one };
    const hash = `#${writeHash({ token: 'cafe', query: criteriaQuery(criteria) })}`;
    assert.deepEqual(criteriaOf(readHash(hash).query, choices), criteria, hash);
    assert.equal(readHash(hash).token, 'cafe');
    assert.match(hash, /^#cafe(&[ -~]+)?$/);
  }
  assert.equal(writeHash({ token: 'cafe', query: '' }), 'cafe');
});

test('what could not be chosen is not asked for', () => {
  const odd = [
    'outcome=gone',
    'outcome=',
    'code=x',
    'wave=2',
    'wave=1e0',
    'wave=%31%30',
    'group=__proto__',
    'request=constructor',
  ];
  for (const query of [
    ...odd,
    'checks=0',
    `text=${'x'.repeat(201)}`,
    'toString=1',
    '__proto__=1',
    '%',
    '&&==&',
    'outcome=x&outcome=failed',
  ]) {
    assert.deepEqual(criteriaOf(query, choices), ALL_ROWS, query);
  }
  assert.deepEqual(criteriaOf('outcome=failed&wave=12', choices), { ...ALL_ROWS, outcome: 'failed', wave: 12 });
});
