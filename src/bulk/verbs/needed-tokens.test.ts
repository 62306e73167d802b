import assert from 'node:assert/strict';
import { sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import type { HostSettings } from '../hosts/host-settings.js';
import { settingsOf } from '../hosts/known-hosts.js';
import type { RepositoryState } from '../model/campaign-state.js';
import { hostsWithToken, type TokenUse } from './needed-tokens.js';

const test = suite('tokens that a verb needs');

const ALL = [...sampleCampaign().state.repositories.values()];
const GITHUB = settingsOf('github.com', []);
const NAMED: HostSettings = { ...GITHUB, token: 'ACME_TOKEN' };

function atUrl(url: string): readonly RepositoryState[] {
  return ALL.map((repository) => ({ ...repository, target: { ...repository.target, url } }));
}

const HTTPS = atUrl('https://github.com/acme/shop.git');
const SSH = atUrl('git@github.com:acme/shop.git');

function needed(
  hosts: readonly HostSettings[],
  repositories: readonly RepositoryState[],
  verb: string,
  publisher: TokenUse['publisher'] = null,
) {
  return hostsWithToken({ hosts }, repositories, { verb, publisher })
    .map(({ token }) => token)
    .join();
}

test('pull requests are never written without one, however git reaches the host', () => {
  for (const repositories of [HTTPS, SSH]) {
    assert.equal(needed([], repositories, 'publish', 'pull-request'), 'GITHUB_TOKEN');
    for (const verb of ['merge', 'close', 'undo']) assert.equal(needed([], repositories, verb), 'GITHUB_TOKEN', verb);
  }
  const gitAlone = { ...GITHUB, forge: null, token: null };
  assert.equal(needed([gitAlone], SSH, 'publish', 'pull-request'), '');
  const nothingOpen = HTTPS.filter(({ units }) => units.every(({ pullRequest }) => pullRequest === null));
  assert.ok(nothingOpen.length > 0);
  assert.equal(needed([], nothingOpen, 'merge'), '');
});

test('what is public is read, and pushed with the own credentials of git, without one', () => {
  for (const verb of ['plan', 'update', 'sync', 'resume', 'retry']) assert.equal(needed([], HTTPS, verb), '', verb);
  assert.equal(needed([], HTTPS, 'publish', 'branch'), '');
});

test('one that the manifest names is meant, where it would be sent', () => {
  for (const verb of ['plan', 'update', 'sync', 'resume', 'retry'])
    assert.equal(needed([NAMED], HTTPS, verb), 'ACME_TOKEN', verb);
  assert.equal(needed([NAMED], HTTPS, 'publish', 'branch'), 'ACME_TOKEN');
  assert.equal(needed([NAMED], SSH, 'plan'), '');
  assert.equal(needed([NAMED], SSH, 'sync'), 'ACME_TOKEN', 'it asks the API');
  assert.equal(needed([NAMED], HTTPS, 'publish', 'patch'), '');
  assert.equal(needed([{ ...GITHUB, pace: { ...GITHUB.pace, perMinute: 5 } }], HTTPS, 'plan'), '', 'only its pace is set');
});
