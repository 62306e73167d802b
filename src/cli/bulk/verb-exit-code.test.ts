import assert from 'node:assert/strict';
import { repositoryRow } from '../../bulk/show/repository-row.js';
import { sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import { exitCodeOfVerb, isAsked, ownTrouble } from './verb-exit-code.js';

const test = suite('the exit code of a verb');
const ROWS = [...sampleCampaign().state.repositories.values()].map(repositoryRow);
const ALL = new Set(ROWS.map(({ repo }) => repo));
const FAILED = 'file:/srv/git/huge.git';
const RAN = { interrupted: false, stopped: null, asked: ALL, touched: new Set<string>() };

test('a verb answers for what it ran or was asked about, not for what failed at another stage', () => {
  assert.equal(exitCodeOfVerb('bulk publish', ROWS, RAN, undefined), 0);
  assert.equal(exitCodeOfVerb('bulk plan', ROWS, RAN, undefined), 4, 'control');
  assert.equal(exitCodeOfVerb('bulk plan', ROWS, { ...RAN, asked: new Set(['github.com/acme/api']) }, undefined), 0);
  assert.equal(exitCodeOfVerb('bulk publish', ROWS, { ...RAN, touched: new Set([FAILED]) }, undefined), 4);
});

test('a campaign that stopped itself is 4, and one that was interrupted 130', () => {
  const stopped = { ...RAN, stopped: 'Wave 1 stopped the campaign: ...' };
  assert.equal(exitCodeOfVerb('bulk publish', ROWS, stopped, undefined), 4);
  assert.equal(exitCodeOfVerb('bulk publish', ROWS, { ...stopped, interrupted: true }, undefined), 130);
});

test('a verb tells the trouble that it came upon or answers for, and no other', () => {
  const told = (...[command, rows, ran, failOn]: Parameters<typeof ownTrouble>): readonly string[] =>
    ownTrouble(command, rows, ran, failOn).flatMap(({ repo, cause }) => (cause === null ? [] : [repo]));
  assert.deepEqual(told('bulk merge', ROWS, RAN, undefined), []);
  assert.deepEqual(told('bulk merge', ROWS, { ...RAN, touched: new Set([FAILED]) }, undefined), [FAILED]);
  assert.equal(told('bulk plan', ROWS, RAN, undefined).length, 3, 'what failed to be planned is why it answers 4');
  assert.deepEqual(told('bulk merge', ROWS, RAN, 'skipped'), ['github.com/acme/old']);
  assert.equal(told('bulk merge', ROWS, { ...RAN, touched: ALL }, undefined).length, 5, 'control');
});

test('--fail-on is about the repositories that were asked about', () => {
  assert.equal(isAsked(ROWS, undefined), false);
  for (const failOn of ['failed', 'needs-human', 'skipped', 'findings'] as const) assert.equal(isAsked(ROWS, failOn), true);
  assert.equal(exitCodeOfVerb('bulk sync', ROWS, { ...RAN, asked: new Set(['github.com/acme/api']) }, 'needs-human'), 0);
  assert.equal(exitCodeOfVerb('bulk sync', ROWS, RAN, 'needs-human'), 4, 'control');
});
