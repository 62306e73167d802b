import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { homeOf } from './module-home.js';

const test = suite('module-home');

function home(path: string, ...others: readonly string[]) {
  return homeOf(path, new Set([path, ...others]));
}

test('a script stands alone, and its test beside it', () => {
  assert.deepEqual(home('tools/run.py'), { name: 'run', importRoot: 'tools', testPath: 'tools/test_tools_run_exit.py' });
  assert.deepEqual(home('run.py'), { name: 'run', importRoot: '', testPath: 'test_run_exit.py' });
});

test('a package is imported from the folder above it', () => {
  const found = home('src/app/core/session.py', 'src/app/__init__.py', 'src/app/core/__init__.py');
  assert.deepEqual(found, { name: 'app.core.session', importRoot: 'src', testPath: 'src/test_app_core_session_exit.py' });
  assert.equal(home('app/__init__.py')?.name, 'app');
});

test('the nearest folder of tests is taken', () => {
  const found = home(
    'repos/one/src/app/session.py',
    'repos/one/src/app/__init__.py',
    'repos/one/tests/conftest.py',
    'tests/a.py',
  );
  assert.equal(found?.testPath, 'repos/one/tests/test_app_session_exit.py');
  assert.equal(home('a/b.py', 'test/x.py')?.testPath, 'test/test_a_b_exit.py');
});

test('a name that Python cannot import has no test', () => {
  assert.equal(home('a.b/c.py'), null);
  assert.equal(home('c.d.py'), null);
  assert.equal(home('__init__.py'), null);
});
