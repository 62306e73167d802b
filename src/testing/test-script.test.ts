import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from './suite.js';
import { tempFolder, writeFiles } from './temp-folder.js';

const test = suite('test script');
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs scripts/test.mjs over one file with two tests, of which the second does something. */
function runScript(second: string): { readonly status: number | null; readonly stdout: string } {
  const root = tempFolder();
  mkdirSync(path.join(root, 'scripts'));
  copyFileSync(path.join(ROOT, 'scripts/test.mjs'), path.join(root, 'scripts/test.mjs'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  const suiteUrl = JSON.stringify(new URL('./suite.js', import.meta.url).href);
  writeFiles(root, {
    'package.json': '{"type":"module"}',
    'dist/one.test.js': `import { suite } from ${suiteUrl};
      const test = suite('one');
      test('first', () => {});
      test('second', async () => { ${second} });`,
  });
  return spawnSync(process.execPath, ['scripts/test.mjs'], { cwd: root, encoding: 'utf8' });
}

test('a test file that ends before its tests do has failed', () => {
  const good = runScript('');
  assert.deepEqual([good.status, good.stdout.includes('2 passed, 0 failed')], [0, true], good.stdout);
  for (const end of [
    'await new Promise(() => {})',
    'process.exit(0)',
    'process.exitCode = 0; process.reallyExit(0)',
    "process.kill(process.pid, 'SIGKILL'); await new Promise((resolve) => setTimeout(resolve, 5_000))",
  ]) {
    const { status, stdout } = runScript(end);
    assert.equal(status, 1, `${end}\n${stdout}`);
    assert.match(stdout, /^FAIL one\.test\.js/m);
    assert.match(stdout, /0 passed, 1 failed/);
  }
});
