import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { whatItSays } from './workflow-warning.js';

const test = suite('warnings about workflows');

const CASES: readonly (readonly [ReturnType<typeof whatItSays>, readonly string[]])[] = [
  [
    'warning',
    [
      'GitHub Actions workflows are disabled.',
      'Warning: all workflows are disabled in this repository. They must not be enabled.',
      'DO NOT ACTIVATE ANY GitHub Actions files!',
      'The workflows are disabled and must not be turned on.',
      'The workflows are kept as .disabled files.',
      'Never enable GitHub Actions. Do not enable them.',
    ],
  ],
  [
    'more',
    [
      'GitHub Actions workflows are disabled. Run the checks by hand.',
      'GitHub Actions workflows are disabled; releases are made by hand.',
      'All workflows are disabled, and the site has been taken down.',
      'Checks run locally: the workflows are disabled.',
      'Enable workflows if you need them. The workflows are disabled.',
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
