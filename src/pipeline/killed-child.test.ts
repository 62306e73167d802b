import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseReport, runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('a transform that kills its process');

const FILES = 60;
const DEADLY = 30;
const CODE = `module.exports = (file) => {
  if (file.source.includes('KILL')) process.kill(process.pid, 'SIGKILL');
  return file.source.replace('a', 'b');
};`;

function scene(): string {
  const root = tempFolder();
  const numbers = Array.from({ length: FILES }, (_, index) => index);
  writeFiles(root, { 't.js': CODE });
  writeFiles(root, Object.fromEntries(numbers.map((n) => [`src/f${n}.js`, n === DEADLY ? 'KILL;\n' : 'a();\n'])));
  return root;
}

/** How many files hold what the transform makes of them. */
function changedIn(root: string): number {
  const numbers = Array.from({ length: FILES }, (_, index) => index);
  return numbers.filter((n) => readFileSync(path.join(root, `src/f${n}.js`), 'utf8') === 'b();\n').length;
}

test('is the failure of the one file: it is named, all others are changed, and the exit code is 4', () => {
  const root = scene();
  const { status, stdout } = runCli(['apply', './t.js', 'src', '--json'], { cwd: root });
  const { counts, outcomes } = parseReport(stdout);
  assert.equal(status, 4);
  assert.deepEqual([counts['failed'], counts['changed'], changedIn(root)], [1, FILES - 1, FILES - 1]);
  const failed = outcomes.filter(({ kind }) => kind === 'failed');
  assert.deepEqual(
    failed.map(({ path: file }) => file),
    [`f${DEADLY}.js`],
  );
  assert.match(failed[0]?.failure?.message ?? '', /SIGKILL/);
});

test('the control: jscodeshift itself loses files with its worker, counts no error, and ends as if all were well', () => {
  const root = scene();
  const program = createRequire(import.meta.url).resolve('jscodeshift/bin/jscodeshift.js');
  const args = [program, '-t', 't.js', 'src', '--cpus', '2', '--fail-on-error', '--no-babel'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 120_000 });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^0 errors$/m);
  assert.ok(changedIn(root) < FILES - 1, `${changedIn(root)} files are changed`);
});
