import assert from 'node:assert/strict';
import { readChecked } from '../languages/read-checked.js';
import { suite } from '../testing/suite.js';
import { bulkOptOut } from './bulk-opt-out.js';
import { ConfigSchema } from './recipe-schema.js';

const test = suite('opting out of campaigns');

test('a repository may say that it wants none, and why', () => {
  const why = (text: string): string | null => bulkOptOut(readChecked('codemod.yaml', text, ConfigSchema));
  assert.equal(why(''), null);
  assert.equal(why('bulk: true\n'), null);
  assert.equal(why('bulk: false\n'), '');
  assert.equal(why('bulk: { enabled: false }\n'), '');
  assert.equal(why('bulk: { enabled: false, reason: It is archived soon. }\n'), 'It is archived soon.');
  assert.equal(why('bulk: { enabled: true, reason: We like them. }\n'), null);
  for (const text of ['bulk: no-thanks\n', 'bulk: {}\n', 'bulk: { enabled: false, why: x }\n', 'bulk: null\n']) {
    assert.throws(() => why(text), { code: 'config-invalid' }, text);
  }
});
