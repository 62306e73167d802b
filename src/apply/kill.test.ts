import assert from 'node:assert/strict';
import { checkRecovered, driver, type Side, sideOf } from '../testing/fault-check.js';
import { skipLoudly } from '../testing/python.js';
import { SAMPLE_FILES } from '../testing/sample-run.js';
import { inScratch } from '../testing/scratch-folder.js';
import { type CallPoint, callPoints, hasStrace, runWithFault } from '../testing/strace.js';
import { suite } from '../testing/suite.js';

const test = suite('a run that is killed');
process.umask(0o022);

async function pointsOf(verb: 'apply' | 'recover', prepare: (root: string) => void): Promise<readonly CallPoint[]> {
  return await inScratch(SAMPLE_FILES, (root) => {
    prepare(root);
    return callPoints(driver(verb, root), root);
  });
}

function kill(verb: 'apply' | 'recover', root: string, point: CallPoint): boolean {
  return runWithFault(driver(verb, root), point, 'signal=SIGKILL').status !== 0;
}

function show(point: CallPoint): string {
  return `killed at ${point.call} ${point.number} (${point.args.slice(0, 100)})`;
}

test('at any writing system call, is finished or rolled back by the next command', async () => {
  if (!hasStrace() && skipLoudly('killing a run at every writing system call', 'strace')) return;
  const sides: Record<Side, number> = { before: 0, after: 0, mixed: 0 };
  const left: Record<Side, number> = { before: 0, after: 0, mixed: 0 };
  let killed = 0;
  for (const point of await pointsOf('apply', () => undefined)) {
    await inScratch(SAMPLE_FILES, async (root) => {
      if (kill('apply', root, point)) killed++;
      left[sideOf(root)]++;
      sides[await checkRecovered(root).catch((thrown: Error) => assert.fail(`${show(point)}: ${thrown.message}`))]++;
    });
  }
  console.log(
    `${killed} kills: ${left.mixed} left staged files or a mix; then ${sides.before} rolled back, ${sides.after} finished`,
  );
  assert.ok(killed > 90 && sides.before > 50 && sides.after > 20, 'the kills hit both sides of the commit point');
  assert.ok(left.mixed > 20, 'without recovery, trees would be half-way (control)');
});

test('in the middle of its recovery as well', async () => {
  if (!hasStrace() && skipLoudly('killing the recovery at every writing system call', 'strace')) return;
  const points = await pointsOf('apply', () => undefined);
  const halfDone = [
    points.find(({ call, args }) => call === 'link' && args.includes('test_a.py')),
    points.find(({ args }) => args.includes('errors.ndjson')),
    points.find(({ args }) => args.includes('/mark')),
  ];
  let killed = 0;
  for (const first of halfDone) {
    assert.ok(first !== undefined);
    for (const second of await pointsOf('recover', (root) => kill('apply', root, first))) {
      await inScratch(SAMPLE_FILES, async (root) => {
        kill('apply', root, first);
        if (kill('recover', root, second)) killed++;
        await checkRecovered(root).catch((thrown: Error) =>
          assert.fail(`${show(first)}, then ${show(second)}: ${thrown.message}`),
        );
      });
    }
  }
  console.log(`${killed} kills of a recovery survived`);
  assert.ok(killed > 25);
});
