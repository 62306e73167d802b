import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { findProgram, safeSearchPath } from './find-program.js';

const test = suite('find-program');

function program(folder: string, name: string): string {
  writeFiles(folder, { [name]: '#!/bin/sh\n' });
  chmodSync(path.join(folder, name), 0o755);
  return path.join(folder, name);
}

test('finds the first program of that name that can be run', () => {
  const folder = tempFolder();
  writeFiles(folder, { 'a/tool': 'not executable' });
  mkdirSync(path.join(folder, 'b/tool'), { recursive: true });
  const tool = program(path.join(folder, 'c'), 'tool');
  const searchPath = ['a', 'b', 'c'].map((name) => path.join(folder, name)).join(path.delimiter);
  assert.equal(findProgram('tool', null, searchPath), tool);
  assert.equal(findProgram('other', null, searchPath), null);
});

test('never looks where a repository could put a program', () => {
  const repository = tempFolder();
  const planted = [repository, path.join(repository, 'bin'), path.join(repository, 'x', 'node_modules', '.bin')];
  for (const folder of planted) program(folder, 'git');
  for (const folder of planted) assert.equal(findProgram('git', repository, folder), null);
  assert.equal(findProgram('git', null, planted[2]), null);
  assert.deepEqual(safeSearchPath(null, ['', '.', 'bin', '/usr/bin'].join(path.delimiter)), ['/usr/bin']);
  // The control: the same folder is searched for somebody who trusts it.
  assert.equal(findProgram('git', null, planted[1]), path.join(repository, 'bin', 'git'));
});

test('still finds programs for the root folder', () => {
  assert.deepEqual(safeSearchPath('/', '/usr/bin'), ['/usr/bin']);
});
