import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { folderInside } from './folder-inside.js';

const test = suite('the folder of the caller, from the root');

test('it is told by its path in the root, and not at all where it is outside', () => {
  const top = tempFolder();
  const root = path.join(top, 'root');
  mkdirSync(path.join(root, '..a/b'), { recursive: true });
  mkdirSync(path.join(top, 'rooted'));
  symlinkSync(root, path.join(top, 'link'));
  assert.equal(folderInside(root, path.join(root, '..a', 'b')), '..a/b');
  assert.equal(folderInside(path.join(top, 'link'), path.join(root, '..a')), '..a');
  assert.equal(folderInside(root, root), '');
  for (const folder of [top, path.join(top, 'rooted'), null]) assert.equal(folderInside(root, folder), undefined);
  assert.equal(folderInside(undefined, root), undefined);
});
