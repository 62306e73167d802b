import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite } from '../testing/suite.js';
import { pinOf } from './pin-of.js';

const test = suite('pins');
const TABLE = JSON.parse(readFileSync(new URL('./pins.json', import.meta.url), 'utf8')) as Record<string, Record<string, string>>;

test('every pin names the release and the page where it was read, and a full SHA or none', () => {
  for (const [name, { version, sha, page }] of Object.entries(TABLE)) {
    assert.match(name, /^[\w.-]+\/[\w.-]+$/);
    assert.match(version ?? '', /^v?\d+\.\d+\.\d+$/, name);
    assert.match(page ?? '', /^https:\/\/github\.com\//, name);
    if (sha !== undefined) assert.match(sha, /^[0-9a-f]{40}$/, name);
  }
});

test('a SHA goes with its version, a tag stands alone', () => {
  assert.match(pinOf('actions/checkout').ref, /^[0-9a-f]{40}$/);
  assert.match(pinOf('actions/checkout').version, /^v\d/);
  assert.deepEqual(pinOf('Yelp/detect-secrets'), { ref: 'v1.5.0', version: '' });
});

test('the user may pin otherwise', () => {
  assert.deepEqual(pinOf('actions/checkout', ['actions/setup-python=v5', 'Actions/Checkout=v4']), { ref: 'v4', version: '' });
  assert.deepEqual(pinOf('actions/checkout', ['actions/checkout=abc#v9.9.9']), { ref: 'abc', version: 'v9.9.9' });
  assert.throws(() => pinOf('actions/checkout', ['v4']), /must be like/);
});
