import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkRecovered } from '../testing/fault-check.js';
import { skipLoudly } from '../testing/python.js';
import { SAMPLE_BEFORE, SAMPLE_FILES } from '../testing/sample-run.js';
import { driver, type Verb } from '../testing/scenario.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { type Side, sideOf } from '../testing/side.js';
import { type CallPoint, callPoints, hasStrace, runWithFault } from '../testing/strace.js';
import { suite } from '../testing/suite.js';
import { recover } from './recover.js';

const test = suite('a run that is killed');
process.umask(0o022);

async function pointsOf(verb: Verb, prepare: (root: string) => unknown): Promise<readonly CallPoint[]> {
  return await inScratch(SAMPLE_FILES, async (root) => {
    await prepare(root);
    return await callPoints(driver(verb, root), root);
  });
}

async function kill(verb: Verb, root: string, point: CallPoint): Promise<boolean> {
  return (await runWithFault(driver(verb, root), root, point, 'signal=SIGKILL')).status !== 0;
}

/** Is a run under way that was neither finished nor given up? */
function hasCommitted(runs: string): boolean {
  return existsSync(runs) && readdirSync(runs).some((run) => existsSync(path.join(runs, run, 'COMMIT')));
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
      if (await kill('apply', root, point)) killed++;
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
        await kill('apply', root, first);
        if (await kill('recover', root, second)) killed++;
        await checkRecovered(root).catch((thrown: Error) =>
          assert.fail(`${show(first)}, then ${show(second)}: ${thrown.message}`),
        );
      });
    }
  }
  console.log(`${killed} kills of a recovery survived`);
  assert.ok(killed > 25);
});

test('while it takes back what it had renamed, because somebody saved a file', async () => {
  if (!hasStrace() && skipLoudly('killing a roll-back at every writing system call', 'strace')) return;
  // What the other program does is its own business.
  const points = (await pointsOf('conflict', () => undefined)).filter(({ file }) => file !== 'lib/b.py');
  const committed = points.findIndex(({ call, args }) => call === 'rename' && args.includes('/COMMIT'));
  const saved = { ...SAMPLE_BEFORE, 'lib/b.py': 'file 644 saved\n' };
  let [rolledBack, stopped] = [0, 0];
  for (const point of points.slice(committed + 1)) {
    await inScratch(SAMPLE_FILES, async (root) => {
      await kill('conflict', root, point);
      const isCommitted = hasCommitted(path.join(root, '.codex/runs'));
      const isSaved = readFileSync(path.join(root, 'lib/b.py'), 'utf8') === 'saved\n';
      const report = await recover({ root });
      if (isCommitted && isSaved) {
        assert.equal(report.kind, 'stopped', `${show(point)}: neither end can be reached`);
        stopped++;
      } else {
        assert.equal(report.kind, 'recovered', `${show(point)}: ${JSON.stringify(report)}`);
        if (isSaved) assert.deepEqual(treeOf(root, ['.codex']), saved, show(point));
        else assert.notEqual(sideOf(root), 'mixed', show(point));
        rolledBack++;
      }
    });
  }
  console.log(`${rolledBack} kills led to one side, ${stopped} stopped for a person to decide`);
  assert.ok(rolledBack > 5 && stopped > 2);
});
