import assert from 'node:assert/strict';
import { checkUndone } from '../testing/fault-check.js';
import { pointsOf } from '../testing/faults/at-calls.js';
import { inScenario } from '../testing/faults/in-scenario.js';
import { skipLoudly } from '../testing/python.js';
import { SMALL } from '../testing/sample-run.js';
import { undoOf } from '../testing/scenario.js';
import { type Side, sideOf } from '../testing/side.js';
import { type CallPoint, hasStrace, runWithFault } from '../testing/strace.js';
import { suite } from '../testing/suite.js';

const test = suite('an undo that is killed');
process.umask(0o022);

const UNDO = undoOf(SMALL, 'small');

function show(point: CallPoint): string {
  return `killed at ${point.call} ${point.number} (${point.args.slice(0, 100)})`;
}

test('at any writing system call, is finished or rolled back by the next command', async () => {
  if (!hasStrace() && skipLoudly('killing an undo at every writing system call', 'strace')) return;
  const points = await pointsOf(UNDO);
  const sides: Record<Side, number> = { before: 0, after: 0, mixed: 0 };
  let [killed, halfWay] = [0, 0];
  for (const point of points) {
    await inScenario(UNDO, async (root) => {
      if ((await runWithFault(UNDO.program(root), root, point, 'signal=SIGKILL')).status !== 0) killed++;
      if (sideOf(root, UNDO) === 'mixed') halfWay++;
      sides[await checkUndone(root, UNDO).catch((thrown: Error) => assert.fail(`${show(point)}: ${thrown.message}`))]++;
    });
  }
  console.log(`${killed} kills of an undo: ${halfWay} left a mix; then ${sides.before} rolled back, ${sides.after} finished`);
  assert.ok(killed > 80 && sides.before > 40 && sides.after > 15, 'the kills hit both sides of the commit point');
  assert.ok(halfWay > 15, 'without recovery, trees would be half-way (control)');
});
