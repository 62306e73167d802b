import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { skipLoudly } from '../testing/python.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('standard streams');
const ENTRY = fileURLToPath(new URL('./bin.js', import.meta.url));
const BROKEN = 'def main():\n    sys.exit(1)\n';

/** A shell with `$codemod` for the command line; the exit code is that of the command itself, also in a pipe. */
function shell(script: string, cwd: string): { readonly status: number | null; readonly stderr: string } {
  const env = { ...process.env, NO_COLOR: '1', codemod: `${process.execPath} ${ENTRY}` };
  return spawnSync('bash', ['-c', `set -o pipefail; ${script}`], { cwd, env, encoding: 'utf8', timeout: 120_000 });
}

function folder(): string {
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.py': BROKEN });
  return cwd;
}

/** Each writes its result by another way: commander's help, the version, lists, pages, diffs, JSON. */
const PRINTING = [
  '--version',
  '--help',
  'help apply',
  'new --help',
  'list',
  'show sqlite-pool',
  'explain',
  'tree a.py',
  'query --pattern sys .',
  'apply cli-sys-import --dry-run .',
  'apply cli-sys-import --dry-run --json .',
] as const;

for (const command of PRINTING) {
  test(`${command}: a reader that has gone is no failure, a full disk is one that is told`, () => {
    const cwd = folder();
    const piped = shell(`$codemod ${command} | true`, cwd);
    assert.equal(piped.status, 0, piped.stderr);
    assert.doesNotMatch(piped.stderr, /EPIPE|\n {4}at /);
    if (!existsSync('/dev/full') && skipLoudly('a full standard output', '/dev/full')) return;
    const full = shell(`$codemod ${command} > /dev/full`, cwd);
    assert.equal(full.status, 74, full.stderr);
    assert.match(full.stderr, /error Standard output is not complete.*no space left on device \(ENOSPC\)/);
    assert.doesNotMatch(full.stderr, /\n {4}at /);
  });
}

test('what the disk has cut short is told too, which Node itself takes for written', () => {
  const cwd = folder();
  // One block of 1024 bytes: the system takes that much and refuses the rest (EFBIG).
  const cut = shell('ulimit -f 1; $codemod show sqlite-pool > page', cwd);
  assert.equal(statSync(path.join(cwd, 'page')).size, 1024);
  assert.deepEqual([cut.status, /not complete/.test(cut.stderr)], [74, true], cut.stderr);
  assert.equal(shell('$codemod show sqlite-pool > page', cwd).status, 0, 'control');
  assert.ok(statSync(path.join(cwd, 'page')).size > 1024);
});

test('a run that has written its files is not called failed for want of a report', () => {
  if (!existsSync('/dev/full') && skipLoudly('a full standard output', '/dev/full')) return;
  for (const redirection of ['> /dev/full', '2> /dev/full', '> /dev/full 2> /dev/full']) {
    const cwd = folder();
    const run = shell(`$codemod apply cli-sys-import --json . ${redirection}`, cwd);
    assert.equal(run.status, 0, `${redirection}: ${run.stderr}`);
    assert.match(readFileSync(path.join(cwd, 'a.py'), 'utf8'), /^import sys$/m);
    assert.equal(/What the command had to write is written/.test(run.stderr), redirection === '> /dev/full');
  }
});

test('an exit code that tells of something else still tells it', () => {
  if (!existsSync('/dev/full') && skipLoudly('a full standard output', '/dev/full')) return;
  const cwd = folder();
  assert.equal(shell('$codemod apply cli-sys-import --check . > /dev/full', cwd).status, 1);
  assert.equal(shell('$codemod aply --json > /dev/full', cwd).status, 2);
  assert.equal(shell('$codemod list 2> /dev/full', cwd).status, 0, 'standard error is not the result');
});
