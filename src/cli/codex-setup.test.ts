import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { hasPython, python3, skipLoudly } from '../testing/python.js';
import { endOf, finishRecipe, killRecipe, repositoryToSetUp, writingTime } from '../testing/recipe-kills.js';
import { runCli } from '../testing/run-cli.js';
import { treeOf } from '../testing/scratch-folder.js';
import { detectSecrets } from '../testing/stand-in.js';
import { suite } from '../testing/suite.js';

const test = suite('codex-setup over whole repositories');
const REPOS = fileURLToPath(new URL('../../../fixtures/repos/', import.meta.url));

function repository(name: string | null): string {
  const root = gitRepository();
  if (name === null) return root;
  cpSync(path.join(REPOS, name), root, { recursive: true });
  plainGit(root, 'add', '--all', '--force');
  plainGit(root, 'commit', '-q', '-m', 'all');
  return root;
}

function states(root: string): Record<string, string> {
  const { stdout, stderr, status } = runCli(['status', '--json'], { cwd: root });
  assert.equal(status, 0, stderr);
  const { matrix } = JSON.parse(stdout) as { matrix: { action: string; state: string }[] };
  return Object.fromEntries(matrix.map(({ action, state }) => [action, state]));
}

function setUp(root: string): string {
  const { status, stderr } = runCli(['apply', 'codex-setup'], { cwd: root });
  assert.equal(status, 0, stderr);
  return stderr;
}

const everything = (root: string): Record<string, string> => treeOf(root, ['.git', '.codex/lock']);

for (const name of [null, 'bare-package', 'session-logs']) {
  test(`${name ?? 'an empty repository'}: nothing is left to do, and a second run changes nothing`, () => {
    const root = repository(name);
    setUp(root);
    const left = Object.entries(states(root)).filter(([, state]) => state === 'to do' || state === 'failed');
    assert.deepEqual(left, []);
    const before = everything(root);
    assert.match(setUp(root), /No file was changed/);
    assert.deepEqual(everything(root), before);
  });
}

test('session-logs: its own tests, the new ones and mypy are content afterwards', () => {
  const missing = ['pytest', 'click', 'mypy'].filter((name) => !hasPython(name));
  if (missing.length > 0 && skipLoudly('running the repository that was set up', `python3 with ${missing.join(', ')}`)) return;
  const root = repository('session-logs');
  setUp(root);
  const tests = python3(['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], { cwd: root, module: 'pytest' });
  assert.equal(tests.status, 0, tests.stdout);
  assert.ok(Number(/(\d+) passed/.exec(tests.stdout)?.[1]) > 100, tests.stdout);
  const types = python3(['-m', 'mypy', '--cache-dir', '/dev/null', 'src'], { cwd: root, module: 'mypy' });
  assert.equal(types.status, 0, types.stdout);
});

test('conflicts: what stands is never overwritten, and everything is a finding or a question', () => {
  const root = repository('conflicts');
  const before = treeOf(root, ['.git', '.codex']);
  setUp(root);
  assert.deepEqual(treeOf(root, ['.git', '.codex']), before);
  const lines = readFileSync(path.join(root, '.codex/errors.ndjson'), 'utf8').trim().split('\n');
  const steps = new Set(lines.map((line) => (JSON.parse(line) as { step: string }).step));
  for (const step of [
    'ingestion-scaffold',
    'ci-workflow',
    'click-cli',
    'precommit-security',
    'readme-security',
    'contributing-guide',
  ]) {
    assert.ok(steps.has(step), `${step} says nothing: ${[...steps].join(', ')}`);
  }
});

test('killed while it writes and run again, it ends as if nobody had killed it', async () => {
  const env = { PATH: [detectSecrets(), process.env['PATH']].join(path.delimiter) };
  const whole = repositoryToSetUp();
  const length = await writingTime('codex-setup', whole, env);
  const expected = endOf(whole);
  let killed = 0;
  for (const part of [0.002, 0.02, 0.06, 0.15, 0.4, 0.7]) {
    const root = repositoryToSetUp();
    if (await killRecipe('codex-setup', root, length * part, env)) killed++;
    finishRecipe('codex-setup', root, env);
    assert.deepEqual(endOf(root), expected, `killed after ${part} of its time`);
  }
  assert.ok(killed >= 4, 'the kills came while it ran');
  assert.notDeepEqual(endOf(repositoryToSetUp()), expected, 'an end that was not reached is another (control)');
});
