import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { gitRepository } from '../testing/git-repository.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { resolveTargets } from './targets.js';

const test = suite('targets');

function isError(code: string, message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof CodemodError && error.code === code && message.test(error.message);
}

test('takes the top of the repository for the root', async () => {
  const top = gitRepository({ 'a.py': '', 'x/b.py': '' });
  const { root, repository, paths } = await resolveTargets(['b.py', '../a.py', '.'], path.join(top, 'x'));
  assert.deepEqual({ root, paths }, { root: top, paths: ['x/b.py', 'a.py', 'x'] });
  assert.equal(repository?.top, top);
  assert.deepEqual((await resolveTargets([], top)).paths, []);
  assert.deepEqual((await resolveTargets([], path.join(top, 'x'))).paths, ['x']);
  assert.deepEqual((await resolveTargets([top, 'a.py'], top)).paths, ['', 'a.py']);
});

test('takes the folder given for the root outside of git, or the one that holds all', async () => {
  const folder = tempFolder();
  writeFiles(folder, { 'p/x/a.py': '', 'p/y/b.py': '' });
  const resolved = async (...typed: string[]) => {
    const { root, paths, repository } = await resolveTargets(typed, folder);
    assert.equal(repository, null);
    return [path.relative(folder, root), ...paths];
  };
  assert.deepEqual(await resolved('p'), ['p']);
  assert.deepEqual(await resolved('p/x/a.py'), ['p/x', 'a.py']);
  assert.deepEqual(await resolved('p/x', 'p/y/b.py'), ['p', 'x', 'y/b.py']);
  assert.deepEqual(await resolved('p/x', 'p/x/a.py', 'p/x'), ['p/x', '', 'a.py']);
});

test('takes a link to a folder for the folder, and leaves a link to a file what it is', async () => {
  const top = gitRepository({ 'x/a.py': '' });
  const elsewhere = tempFolder();
  symlinkSync(path.join(top, 'x'), path.join(elsewhere, 'x'));
  symlinkSync(path.join(top, 'x/a.py'), path.join(elsewhere, 'a.py'));
  symlinkSync('nowhere', path.join(elsewhere, 'dangling.py'));
  assert.deepEqual((await resolveTargets(['x'], elsewhere)).root, top);
  assert.deepEqual((await resolveTargets(['x/a.py'], elsewhere)).paths, ['x/a.py']);
  const { root, paths } = await resolveTargets(['a.py', 'dangling.py'], elsewhere);
  assert.deepEqual([root, ...paths], [elsewhere, 'a.py', 'dangling.py']);
});

test('refuses paths that do not exist, and paths of two repositories', async () => {
  const one = gitRepository({ 'a.py': '' });
  const two = gitRepository({ 'b.py': '' });
  const none = tempFolder();
  const refused = (typed: string[], code: string, message: RegExp) =>
    assert.rejects(resolveTargets(typed, one), isError(code, message));
  await refused(['a.py', 'no.py'], 'path-missing', /^no\.py does not exist\.$/);
  await refused(['a.py/b.py'], 'path-missing', /does not exist/);
  await refused(['x'.repeat(5000)], 'path-missing', /cannot be reached \(ENAMETOOLONG\)/);
  await refused(['a.py', path.join(two, 'b.py')], 'two-repositories', /two repositories: a\.py .*b\.py/);
  await refused(['a.py', none], 'two-repositories', /in no repository/);
  mkdirSync(path.join(one, 'nested'));
  symlinkSync(path.join(two, '.git'), path.join(one, 'nested/.git'));
  await refused(['.', 'nested'], 'two-repositories', /nested/);
});
