import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { rolesOf } from './roles.js';

const test = suite('roles of steps');

const STEP = { index: 0, node: null, name: '', action: '', run: '', workingDirectory: '' };
const RUNS: readonly (readonly [string, readonly string[]])[] = [
  ['pip install -r requirements.txt', ['install']],
  ['python -m pip install --upgrade pip', []],
  ['pip install mypy && mypy src', ['type-check']],
  ['python -m pytest', ['test']],
  ['coverage run -m pytest', ['test']],
  ['tox -e py312', ['test', 'opaque']],
  ['make test', ['test', 'opaque']],
  ['make docs', ['opaque']],
  ['make typecheck', ['type-check', 'opaque']],
  ['tox -e mypy', ['type-check', 'opaque']],
  ['tox -e lint', ['opaque']],
  ['poetry install', ['install', 'opaque']],
  ['poetry run pytest', ['test', 'opaque']],
  ['python -m build', ['build']],
  ['python setup.py sdist bdist_wheel', ['build']],
  ['twine upload dist/*', ['publish']],
  ['npx codex-codemod secrets diff', ['secrets-audit']],
  ['detect-secrets scan --baseline .secrets.baseline', ['secrets-audit']],
  ['./run-tests.sh', ['opaque']],
  ['echo pytest', []],
  ['pytest --version', []],
  ['python -m mypy -V', []],
  ['python --version', []],
  ['uv run mypy --version', ['opaque']],
  ['mypy --version && mypy src', ['type-check']],
  ['./build.sh --help', []],
  ['pytest | tee out.txt', ['test']],
  ['# pytest', []],
];

test('commands', () => {
  for (const [run, roles] of RUNS) assert.deepEqual([...rolesOf({ ...STEP, run })].sort(), roles.toSorted(), run);
});

test('actions', () => {
  const roles = (action: string): readonly string[] => [...rolesOf({ ...STEP, action })];
  assert.deepEqual(roles('actions/checkout'), ['checkout']);
  assert.deepEqual(roles('actions/cache'), []);
  assert.deepEqual(roles('./.github/actions/setup'), ['opaque']);
  assert.deepEqual(roles('pypa/gh-action-pypi-publish'), ['publish']);
});
