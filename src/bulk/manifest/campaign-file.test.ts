import assert from 'node:assert/strict';
import { CodemodError } from '../../core/errors.js';
import { suite } from '../../testing/suite.js';
import { settingsOf } from '../hosts/known-hosts.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { readCampaign, writeCampaign } from './campaign-file.js';
import { campaignSettings } from './campaign-settings.js';
import { readManifest } from './read-manifest.js';

const test = suite('campaign.yaml');

const settings = campaignSettings(readManifest('repos.txt', 'https://github.com/acme/api\n'), 'pool');
const SPEC: CampaignSpec = {
  ...{
    codemodCampaign: 1,
    name: 'pool',
    tool: '0.1.0',
    digest: 'a'.repeat(64),
    inventory: false,
    summary: 'It pools.',
    store: null,
  },
  asked: { kind: 'codemod', name: 'sqlite-pool', params: { note: 'a: "b" # c\n- d', yes: 'yes', version: '1.10', empty: '' } },
  options: { threshold: 'safe', paths: [], include: ['src/**'], exclude: [], noIgnore: false, maxSize: 1_048_576 },
  identity: { name: "Jörg O'Neil", email: 'j@example.org' },
  ...settings,
  publish: { ...settings.publish, title: 'Use the pool: {campaign}', body: `Two lines\n\n- [ ] ${'long '.repeat(60)}\n` },
  hosts: [
    settingsOf('github.com', []),
    { ...settingsOf('git.example.org', []), pace: { ...settingsOf('x', []).pace, hours: '08:00-18:00', days: ['mon'] } },
  ],
};

test('what is written is read back the same', () => {
  assert.deepEqual(readCampaign('campaign.yaml', writeCampaign(SPEC)), SPEC);
  assert.equal(writeCampaign(readCampaign('campaign.yaml', writeCampaign(SPEC))), writeCampaign(SPEC));
});

test('one that is older than a setting is read with its default', () => {
  const text = writeCampaign({ ...SPEC, waves: { ...SPEC.waves, checksWithin: 5_000 } });
  assert.match(text, /^ {2}checksWithin: 5000$/m, 'the control');
  assert.equal(readCampaign('campaign.yaml', text).waves.checksWithin, 5_000);
  assert.equal(readCampaign('campaign.yaml', text.replace(/^ {2}checksWithin: .*\n/m, '')).waves.checksWithin, 7_200_000);
});

test('a hand edit counts', () => {
  const text = writeCampaign(SPEC).replace('draft: false', 'draft: true');
  assert.equal(readCampaign('campaign.yaml', text).publish.draft, true);
});

const EDITS: readonly (readonly [from: string, to: string, message: RegExp])[] = [
  ['draft: false', 'draft: no', /^campaign\.yaml:\d+:3: publish\.draft: It must be true or false/],
  ['draft: false', 'draf: false', /publish\.draf: there is no such key\. Did you mean "draft"\?/],
  ['branch: codemod/pool', 'branch: --force', /:\d+:3: publish\.branch: .*begins with "-"/],
  ['name: pool', 'name: ../pool', /:\d+:1: name: /],
  ['codemodCampaign: 1', 'codemodCampaign: 2', /codemodCampaign: It must be 1/],
  ['token: GITHUB_TOKEN', 'token: ghp_012345678901234567-x', /It must be the name of an environment variable/],
  ['host: github.com', 'host: evil.example.org', /GITHUB_TOKEN is sent to github\.com alone/],
  ['inventory: false', 'inventory: [', /^campaign\.yaml:\d+:\d+: /],
  ['paths: []', 'paths: [src]', /whole repositories/],
];

for (const [from, to, message] of EDITS)
  test(`a hand edit that breaks it is told with its place: ${to}`, () => {
    const text = writeCampaign(SPEC);
    assert.ok(text.includes(from), text);
    assert.throws(
      () => readCampaign('campaign.yaml', text.replace(from, to)),
      (thrown) => thrown instanceof CodemodError && thrown.code === 'campaign-invalid' && message.test(thrown.message),
    );
  });
