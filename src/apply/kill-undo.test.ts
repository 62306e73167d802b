import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { checkUndone, driver, type Side, sideOf } from '../testing/fault-check.js';
import { skipLoudly } from '../testing/python.js';
import { SAMPLE_FILES } from '../testing/sample-run.js';
import { inScratch } from '../testing/scratch-folder.js';
import { type CallPoint, callPoints, hasStrace, runWithFault } from '../testing/strace.js';
import { suite } from '../testing/suite.js';

const test = suite('an undo that is killed');
process.umask(0o022);

function apply(root: string): void {
  execFileSync(process.execPath, driver('apply', root), { stdio: 'ignore' });
}

function show(point: CallPoint): string {
  return `killed at ${point.call} ${point.number} (${point.args.slice(0, 100)})`;
}

test('at any writing system call, is finished or rolled back by the next command', async () => {
  if (!hasStrace() && skipLoudly('killing an undo at every writing system call', 'strace')) return;
  const points = await inScratch(SAMPLE_FILES, (root) => {
    apply(root);
    return callPoints(driver('undo', root), root);
  });
  const sides: Record<Side, number> = { before: 0, after: 0, mixed: 0 };
  let [killed, halfWay] = [0, 0];
  for (const point of points) {
    await inScratch(SAMPLE_FILES, async (root) => {
      apply(root);
      if (runWithFault(driver('undo', root), point, 'signal=SIGKILL').status !== 0) killed++;
      if (sideOf(root) === 'mixed') halfWay++;
      sides[await checkUndone(root).catch((thrown: Error) => assert.fail(`${show(point)}: ${thrown.message}`))]++;
    });
  }
  console.log(`${killed} kills of an undo: ${halfWay} left a mix; then ${sides.after} rolled back, ${sides.before} finished`);
  assert.ok(killed > 80 && sides.after > 40 && sides.before > 15, 'the kills hit both sides of the commit point');
  assert.ok(halfWay > 15, 'without recovery, trees would be half-way (control)');
});
