import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { whatItSays } from './workflow-warning.js';

const test = suite('warnings about workflows');

const CASES: readonly (readonly [ReturnType<typeof whatItSays>, readonly string[]])[] = [
  [
    'warning',
    [
      'GitHub Actions workflows are disabled.',
      'GitHub Actions are disabled',
      'Warning: all workflows are disabled in this repository.',
      'WARNING\nGITHUB ACTIONS ARE DISABLED!',
      'The workflows of this project are switched off.',
      'The workflows in .github/workflows are disabled.',
    ],
  ],
  [
    'more',
    [
      'GitHub Actions workflows are disabled. Run the checks by hand.',
      'GitHub Actions workflows are disabled. Do not enable them.',
      'GitHub Actions workflows are disabled; releases are made by hand.',
      'GitHub Actions workflows are disabled[^1].',
      'GitHub Actions are disabled on weekends.',
      'GitHub Actions are disabled on the release branch.',
      'GitHub Actions are currently disabled.',
      'GitHub Actions were disabled in 2020.',
      'Please make sure GitHub Actions are disabled.',
      'All workflows are disabled, and the site has been taken down.',
      'Checks run locally: the workflows are disabled.',
      'DO NOT ACTIVATE ANY GitHub Actions files!',
      'The workflows are kept as .disabled files.',
      'The workflows are disabled.',
    ],
  ],
  [
    'nothing',
    [
      'Workflows are not disabled.',
      'If workflows are disabled in your fork, enable them.',
      'GitHub Actions workflows are disabled by default.',
      'Scheduled workflows are disabled after 60 days.',
      'The release workflow is disabled.',
      'Colours are disabled.',
      'They are disabled. Do not enable them.',
      'Are the workflows disabled?',
      'Add a workflow for each platform.',
    ],
  ],
];

for (const [wanted, texts] of CASES) {
  for (const text of texts) test(`${wanted}: ${text}`, () => assert.equal(whatItSays(text), wanted));
}
