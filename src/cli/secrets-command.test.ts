import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitRepository } from '../testing/git-repository.js';
import { runCli } from '../testing/run-cli.js';
import { detectSecrets } from '../testing/stand-in.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('codemod secrets diff');
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER = 'AKIAIOSFODNN7EXAMPLX';

function diff(cwd: string, tool: string | null, ...args: readonly string[]) {
  const searchPath = [...(tool === null ? [] : [tool]), '/usr/bin', '/bin'].join(path.delimiter);
  return runCli(['secrets', 'diff', ...args], { cwd, env: { PATH: searchPath } });
}

const EMPTY = { version: '1.5.0', plugins_used: [{ name: 'AWSKeyDetector' }], filters_used: [], results: {} };

test('no drift, drift, and again in JSON', () => {
  const cwd = gitRepository({ 'src/a.py': 'x = 1\n', '.secrets.baseline': JSON.stringify(EMPTY) });
  const tool = detectSecrets();
  const same = diff(path.join(cwd, 'src'), tool);
  assert.deepEqual([same.status, same.stdout], [0, ''], same.stderr);
  assert.match(same.stderr, /^\.\.\/\.secrets\.baseline is up to date\.\n$/);
  writeFiles(cwd, { 'src/a.py': `x = 1\nk = "${KEY}"\n`, 'bidi\u202e.py': OTHER });
  const drift = diff(cwd, tool);
  assert.equal(drift.status, 1);
  const [head, ...rows] = drift.stdout.trimEnd().split('\n');
  assert.match(head ?? '', /^change +file +line +type +hash$/);
  assert.match(rows[0] ?? '', /^added +bidi<U\+202E>\.py +1 +AWS Access Key +[0-9a-f]{8}$/);
  assert.match(rows[1] ?? '', /^added +src\/a\.py +2 +AWS Access Key +[0-9a-f]{8}$/);
  assert.match(drift.stderr, /2 added, 0 removed, 0 moved\./);
  const json = diff(cwd, tool, '--json');
  const report = JSON.parse(json.stdout);
  assert.deepEqual([json.status, json.stderr, report.drifted, report.added.length], [1, '', true, 2]);
  for (const run of [drift, json]) {
    assert.doesNotMatch(run.stdout + run.stderr, /AKIA|[0-9a-f]{9}/, 'neither a secret nor a whole hash');
  }
});

test('compares with a scan that was made before, without detect-secrets', () => {
  const cwd = gitRepository({ 'a.py': '', '.secrets.baseline': JSON.stringify(EMPTY) });
  const fresh = path.join(tempFolder(), 'fresh.json');
  writeFileSync(fresh, JSON.stringify(EMPTY));
  assert.equal(diff(cwd, null, '--scan', fresh).status, 0);
  const secret = { type: 'AWS Access Key', filename: 'a.py', hashed_secret: 'a'.repeat(40), is_verified: false, line_number: 4 };
  writeFileSync(fresh, JSON.stringify({ ...EMPTY, results: { 'a.py': [secret] } }));
  assert.equal(diff(cwd, null, '--scan', fresh).status, 1);
  assert.match(diff(cwd, null, '--scan', '.secrets.baseline', '--baseline', fresh).stdout, /^removed +a\.py +4 /m);
});

test('mistakes and what is missing have their own message, code and next step', () => {
  const cwd = gitRepository({ 'a.py': '' });
  const tool = detectSecrets();
  const check = (run: ReturnType<typeof diff>, status: number, ...says: readonly RegExp[]): void => {
    assert.equal(run.status, status, run.stderr);
    for (const pattern of says) assert.match(run.stderr, pattern);
  };
  check(diff(cwd, tool), 2, /There is no \.secrets\.baseline\. Make it/, /explain secrets-baseline-missing/);
  writeFiles(cwd, { '.secrets.baseline': JSON.stringify(EMPTY), 'bad.json': KEY });
  check(diff(cwd, null), 4, /Install it: pipx install detect-secrets/, /secrets diff --scan FILE/, /explain tool-missing/);
  check(diff(cwd, tool, '--scan', 'nowhere'), 2, /nowhere does not exist/);
  check(diff(cwd, tool, '--scan', '.'), 2, /is no file/);
  check(
    diff(cwd, tool, '--baseline', 'bad.json'),
    2,
    /bad\.json is not a baseline of detect-secrets 1\.0 or later \(it is not JSON\)/,
  );
  check(diff(cwd, detectSecrets('garbage')), 4, /explain tool-failed/);
  check(diff(cwd, tool, '--bogus'), 2, /Unknown option '--bogus'/);
  check(runCli(['secrets'], { cwd }), 2, /secrets/);
});
