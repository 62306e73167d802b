import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { suite } from '../../../testing/suite.js';
import { tempFolder, writeFiles } from '../../../testing/temp-folder.js';
import { InstalledPackages } from './installed-packages.js';

const test = suite('installed packages');

test('are read where they are installed, and through links to other installed ones', () => {
  const [root, store] = [tempFolder(), tempFolder()];
  writeFiles(root, { 'node_modules/a/index.d.ts': 'a', 'packages/own/index.ts': 'own' });
  writeFiles(store, { 'node_modules/b/index.d.ts': 'b' });
  symlinkSync(path.join(store, 'node_modules/b'), path.join(root, 'node_modules/b'));
  symlinkSync('../packages/own', path.join(root, 'node_modules/own'));
  const packages = new InstalledPackages(root);
  assert.deepEqual([packages.read('/node_modules/a/index.d.ts'), packages.read('/node_modules/b/index.d.ts')], ['a', 'b']);
  assert.equal(packages.realpath('/node_modules/own/index.ts'), '/packages/own/index.ts');
  assert.deepEqual([...packages.list('/node_modules')].sort(), ['a', 'b', 'own']);
});

test('are not read through links that lead anywhere else, in rings, or to what is no file', () => {
  const [root, elsewhere] = [tempFolder(), tempFolder()];
  writeFiles(elsewhere, { 'secret.d.ts': 'secret', 'inside/index.d.ts': 'secret' });
  mkdirSync(path.join(root, 'node_modules'));
  symlinkSync(path.join(elsewhere, 'inside'), path.join(root, 'node_modules/out'));
  symlinkSync(path.join(elsewhere, 'secret.d.ts'), path.join(root, 'node_modules/secret.d.ts'));
  symlinkSync('ring', path.join(root, 'node_modules/ring'));
  symlinkSync('/dev/zero', path.join(root, 'node_modules/zero.d.ts'));
  const packages = new InstalledPackages(root);
  for (const name of ['out/index.d.ts', 'secret.d.ts', 'ring', 'zero.d.ts', 'none.d.ts']) {
    assert.deepEqual([packages.kindOf(`/node_modules/${name}`), packages.read(`/node_modules/${name}`)], [null, null], name);
  }
  assert.deepEqual(packages.list('/node_modules/out'), []);
});
