import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCli, startCli } from '../testing/run-cli.js';
import { treeOf } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('interruption');

const FILES = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`f${index}.py`, `def main():\n    sys.exit(${index})\n`]),
);

/** When the run is stopped, in parts of the time that it takes undisturbed; the first is sure to be early, the last too late. */
const MOMENTS = [0, 0.4, 0.6, 0.75, 0.9, 1, 20];

function undisturbed(): number {
  const cwd = tempFolder();
  writeFiles(cwd, FILES);
  const started = Date.now();
  assert.equal(runCli(['apply', 'cli-sys-import'], { cwd }).status, 0);
  return Date.now() - started;
}

for (const signal of ['SIGINT', 'SIGKILL'] as const) {
  test(`${signal} at any moment leaves all old or all new, at the latest after the next command`, async () => {
    const seen = new Set<string>();
    const whole = undisturbed();
    for (const moment of MOMENTS) {
      const cwd = tempFolder();
      writeFiles(cwd, FILES);
      const run = startCli(['apply', 'cli-sys-import'], { cwd });
      const timer = setTimeout(() => run.kill(signal), moment * whole);
      const [code] = await once(run, 'close');
      clearTimeout(timer);
      if (signal === 'SIGINT') assert.ok(code === 130 || code === 0 || code === null, `exit ${code}`);
      const after = stateOf(cwd);
      if (signal === 'SIGINT') assert.notEqual(after, 'mixed');
      const next = runCli(['apply', 'cli-sys-import', '--param', 'modules=os'], { cwd });
      assert.equal(next.status, 0, next.stderr);
      assert.notEqual(stateOf(cwd), 'mixed');
      seen.add(stateOf(cwd));
      const end = runCli(['apply', 'cli-sys-import'], { cwd });
      assert.equal(end.status, 0, end.stderr);
      assert.equal(stateOf(cwd), 'new');
      assert.deepEqual(Object.keys(treeOf(cwd, ['.codex'])).sort(), Object.keys(FILES).sort(), 'no temporary file is left');
    }
    assert.deepEqual([...seen].sort(), ['new', 'old'], 'the moments lie on both sides of the commit');
  });
}

function stateOf(cwd: string): 'old' | 'new' | 'mixed' {
  const states = new Set(Object.keys(FILES).map((file) => readFileSync(path.join(cwd, file), 'utf8').startsWith('import sys\n')));
  return states.size > 1 ? 'mixed' : states.has(true) ? 'new' : 'old';
}

test('a reader that has seen enough is no failure', async () => {
  const cwd = tempFolder();
  writeFiles(cwd, FILES);
  const run = startCli(['apply', 'cli-sys-import', '--dry-run'], { cwd });
  run.stdout.destroy();
  let stderr = '';
  run.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(run, 'close');
  assert.doesNotMatch(stderr, /EPIPE|\n {4}at /);
});
