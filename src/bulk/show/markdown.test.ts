import assert from 'node:assert/strict';
import { manyRepositories, sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import type { Running } from '../model/running.js';
import { markdownOverview, markdownShapes } from './markdown.js';
import { overviewOf } from './overview.js';
import { repositoryRow } from './repository-row.js';

const test = suite('a campaign in Markdown');

function overviewFor(count: number): string {
  const { spec, state } = sampleCampaign(manyRepositories(count));
  return markdownOverview(overviewOf(spec, state, [...state.repositories.values()].map(repositoryRow)));
}

test('who is at work is told, and his host is data', () => {
  const { spec, state } = sampleCampaign();
  const text = (running: Running | null): string => markdownOverview(overviewOf(spec, state, [], running));
  assert.match(
    text({ verb: 'sync', process: 12, host: '@all' }),
    /^\\`sync\\` is running \\\(process 12 on \\@&#8203;all\\\)\./m,
  );
  assert.doesNotMatch(text(null), /running|at work|cut off/);
});

test('one is told of as one, and many as a person reads them', () => {
  assert.match(overviewFor(1), /^`utc-datetime` on 1 repository\.$/m);
  assert.match(overviewFor(1_200), /^`utc-datetime` on 1,200 repositories\.$/m);
  const { spec, state } = sampleCampaign(manyRepositories(1_200));
  const some = [...state.repositories.values()].slice(0, 3).map(repositoryRow);
  assert.match(markdownOverview(overviewOf(spec, state, some)), /^`utc-datetime` on 3 of 1,200 repositories\.$/m);
  const shape = { shape: 's', alone: 1, example: null };
  const shapes = markdownShapes([
    { ...shape, repos: ['a'], hunks: 1 },
    { ...shape, repos: ['a', 'b'], hunks: 12_000 },
    { ...shape, repos: ['a', 'b'], hunks: null },
  ]);
  assert.deepEqual(shapes.match(/^## .*$/gm), [
    '## 1. 1 repository, 1 hunk',
    '## 2. 2 repositories, 12,000 hunks',
    '## 3. 2 repositories',
  ]);
});
