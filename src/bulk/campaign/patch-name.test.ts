import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { isPatchOf, patchName } from './patch-name.js';

const test = suite('names of patches');
const PLAN = '0123456789abcdef'.repeat(4);

test('a patch is named so that a person finds it', () => {
  assert.equal(patchName({ repo: 'github.com/acme/api', shard: '', plan: PLAN }), 'github.com+acme+api-0123456789ab.patch');
  assert.equal(
    patchName({ repo: 'github.com/acme/api', shard: 'web', plan: PLAN }),
    'github.com+acme+api--web-0123456789ab.patch',
  );
});

test('no key leads out of the folder, and no two are one name', () => {
  const keys = [
    ...[
      'file:/srv/a.git',
      'file:/srv/../a.git',
      '../x',
      'a/b',
      'a+b',
      'A/b',
      'a/b--c',
      'a/-b',
      '-a',
      '.a',
      `a/${'b'.repeat(300)}`,
    ],
    ...[`a/${'b'.repeat(301)}`, 'a/\u0000b', 'a/\u202eb', 'host:8443/a', 'host-8443/a'],
  ];
  const names = keys.map((repo) => patchName({ repo, shard: '', plan: PLAN }));
  for (const name of names) assert.match(name, /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,200}\.patch$/);
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, keys.length);
});

test('a patch is known by its plan', () => {
  const file = `patches/${patchName({ repo: 'github.com/acme/api', shard: 'web', plan: PLAN })}`;
  assert.ok(isPatchOf(file, PLAN));
  assert.ok(!isPatchOf(file, 'f'.repeat(64)));
});
