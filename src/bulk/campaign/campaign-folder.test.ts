import assert from 'node:assert/strict';
import { CodemodError } from '../../core/errors.js';
import { suite } from '../../testing/suite.js';
import { tempFolder, writeFiles } from '../../testing/temp-folder.js';
import { campaignFolder, campaignNames, chooseCampaign } from './campaign-folder.js';

const test = suite('folders of campaigns');

function folderWith(...names: readonly string[]): string {
  const folder = tempFolder();
  writeFiles(folder, Object.fromEntries(names.map((name) => [`.codemod/campaigns/${name}/campaign.yaml`, ''])));
  return folder;
}

const fails = (code: string, message: RegExp) => (thrown: unknown) =>
  thrown instanceof CodemodError && thrown.code === code && message.test(thrown.message);

test('the only campaign is meant, or the one that is named', () => {
  const one = folderWith('pool');
  assert.equal(chooseCampaign(one, undefined), 'pool');
  assert.equal(campaignFolder(one, 'pool'), `${one}/.codemod/campaigns/pool`);
  const two = folderWith('pool', 'click');
  assert.deepEqual(campaignNames(two), ['click', 'pool']);
  assert.equal(chooseCampaign(two, 'pool'), 'pool');
});

test('none, several, and one that there is not, are told apart', () => {
  assert.throws(() => chooseCampaign(tempFolder(), undefined), fails('campaign-unknown', /codemod bulk plan/));
  assert.throws(
    () => chooseCampaign(folderWith('pool', 'click'), undefined),
    fails('campaign-ambiguous', /click, pool.*--campaign click/),
  );
  assert.throws(() => chooseCampaign(folderWith('pool'), 'pol'), fails('campaign-unknown', /Did you mean "pool"/));
  assert.throws(() => chooseCampaign(folderWith('pool'), '../../x'), fails('campaign-unknown', /There is: pool/));
});

test('a folder without its file, or with a name that is none, is no campaign', () => {
  const folder = folderWith('pool', 'Not-One');
  writeFiles(folder, { '.codemod/campaigns/half/journal.jsonl': '', '.codemod/campaigns/file': '' });
  assert.deepEqual(campaignNames(folder), ['pool']);
});
