import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitRepository } from '../testing/git-repository.js';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';

const test = suite('start-up');

/** The modules that the main process of a command has loaded. */
function loadedBy(cwd: string, ...args: readonly string[]): readonly string[] {
  const folder = tempFolder();
  const run = runCli(args, { cwd, env: { NODE_V8_COVERAGE: folder } });
  assert.equal(run.status, 0, run.stderr);
  const processes = readdirSync(folder).map((name) => {
    const { result } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { result: readonly { url: string }[] };
    return result.map(({ url }) => url);
  });
  return processes.find((urls) => urls.some((url) => url.endsWith('/cli/main.js'))) ?? [];
}

const HEAVY =
  /\/valibot\/|\/node_modules\/diff\/|\/core\/review\/|\/dist\/src\/review\/|report-plan|save-plan|carry-out|\/records\//;

test('a dry run that changes nothing loads nothing that writes, reviews or reports, wherever a run was before', () => {
  const root = gitRepository({ 'a.py': 'import sys\n', '.codex/runs/note': '' });
  const loaded = loadedBy(root, 'apply', 'cli-sys-import', '--dry-run');
  assert.ok(loaded.length > 50);
  assert.deepEqual(
    loaded.filter((url) => HEAVY.test(url)),
    [],
  );
  // The control: what is asked for is loaded, and seen.
  const stat = loadedBy(root, 'apply', 'cli-sys-import', '--dry-run', '--stat');
  assert.ok(stat.some((url) => HEAVY.test(url)));
});

test('the command of a clone is executable, as npx runs it there', () => {
  const command = fileURLToPath(new URL('./bin.js', import.meta.url));
  assert.match(execFileSync(command, ['--version'], { encoding: 'utf8' }), /\d+\.\d+\.\d+/);
});
