import assert from 'node:assert/strict';
import { CodemodError } from '../../core/errors.js';
import { suite } from '../../testing/suite.js';
import type { HostSettings } from './host-settings.js';
import { settingsOf } from './known-hosts.js';
import { requireTokens, secretsOf, secretValues, tokenFault, tokenOf } from './secrets.js';

const test = suite('secrets');

const GITHUB = settingsOf('github.com', []);
const OWN: HostSettings = { ...settingsOf('git.example.org', []), forge: 'gitlab', token: 'OWN_TOKEN' };
const TOKEN = 'ghp_0123456789abcdef';

function codeOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (thrown) {
    assert.ok(thrown instanceof CodemodError, String(thrown));
    assert.equal(thrown.message.includes('hunter'), false);
    return thrown.code;
  }
}

test('a token comes from the variable that the host names', () => {
  assert.equal(tokenOf(GITHUB, { GITHUB_TOKEN: TOKEN, GH_TOKEN: 'other-token' }), TOKEN);
  assert.equal(tokenOf(GITHUB, { GH_TOKEN: ` ${TOKEN}\n` }), TOKEN);
  assert.equal(tokenOf(OWN, { OWN_TOKEN: TOKEN }), TOKEN);
  assert.equal(tokenOf(OWN, {}), null);
});

test('a token that is known for one host goes to no other one', () => {
  const all = { GITHUB_TOKEN: TOKEN, GH_TOKEN: TOKEN, GITLAB_TOKEN: TOKEN, GITEA_TOKEN: TOKEN };
  assert.equal(tokenOf(settingsOf('git.example.org', []), all), null);
  assert.equal(tokenOf(settingsOf('github.com.evil.org', []), all), null);
  assert.equal(tokenOf({ ...GITHUB, host: 'git.example.org', token: 'OWN_TOKEN' }, { GH_TOKEN: TOKEN }), null);
  assert.equal(tokenOf({ ...GITHUB, api: 'https://evil.org' }, { GH_TOKEN: TOKEN }), null);
});

test('a host looks up its own variable alone', () => {
  const secret = secretsOf(GITHUB, { GH_TOKEN: TOKEN, OWN_TOKEN: 'own-token-1', HOME: '/home/somebody' });
  assert.deepEqual([secret('GITHUB_TOKEN'), secret('OWN_TOKEN'), secret('HOME')], [TOKEN, null, null]);
});

test('those that are missing are told at once, with the place where they belong', () => {
  assert.equal(
    codeOf(() => requireTokens([GITHUB], {})),
    'token-missing',
  );
  const both = /for github\.com, git\.example\.org\. Set GITHUB_TOKEN or GH_TOKEN, and OWN_TOKEN in the environment\.$/;
  assert.throws(() => requireTokens([GITHUB, OWN], {}), both);
  assert.throws(
    () => requireTokens([GITHUB, OWN], { GH_TOKEN: TOKEN }),
    /for git\.example\.org\. Set OWN_TOKEN in the environment\.$/,
  );
  assert.throws(() => requireTokens([{ ...OWN, token: null }], {}), /hosts: \{ git\.example\.org: \{ token: NAME \} \}/);
  requireTokens([GITHUB, OWN], { GH_TOKEN: TOKEN, OWN_TOKEN: TOKEN });
  requireTokens([], {});
});

test('what is short, or holds spaces, is no token', () => {
  for (const value of ['hunter2', 'a', 'hunter2 hunter2', 'hunter2\nhunter2', 'hunter2é-hunter2'])
    assert.equal(
      codeOf(() => tokenOf(OWN, { OWN_TOKEN: value })),
      'token-invalid',
      value,
    );
  assert.equal(tokenFault('hunter22'), null);
});

test('all values that must not be seen are known, also those that the campaign has no use for', () => {
  const environment = {
    ...{ GITHUB_TOKEN: 'github-token', GH_TOKEN: 'gh-token-1', GITLAB_TOKEN: 'gitlab-token', OWN_TOKEN: 'own-token-1' },
    ...{ REDIS_URL: 'redis://:pass%2Fword1@127.0.0.1:6379', PATH: '/usr/bin', GITEA_TOKEN: 'short' },
  };
  assert.deepEqual([...secretValues([OWN], environment)].sort(), [
    ...['gh-token-1', 'github-token', 'gitlab-token', 'own-token-1', 'pass%2Fword1', 'pass/word1'],
  ]);
  assert.equal(secretValues([], environment).has('own-token-1'), false);
});
