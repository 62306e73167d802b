import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isRunning } from '../../testing/is-running.js';
import { type SampleJob, sampleJob, sampleSetting } from '../../testing/sample-jobs.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { startsIn, until } from '../../testing/until.js';
import { openFolderStore } from '../store/folder-store.js';
import type { Engine, JobEnd, LaneLimits } from './engine.js';
import { type LocalEngineOptions, localEngine } from './local-engine.js';

const test = suite('local engine');
const store = openFolderStore(path.join(tempFolder(), 'store'));
const FREE: LaneLimits = { concurrency: 100, perMinute: null, perHour: null };

/** Those of the test at hand: one that fails leaves its engine open, whose workers would keep this process alive. */
const opened: Engine[] = [];
test.after.each(async () => {
  for (const engine of opened.splice(0)) await engine.close(0);
});

function open(more: Partial<LocalEngineOptions> = {}) {
  const engine = localEngine({ setting: sampleSetting(store), memory: 512, limitsOf: () => FREE, jobs: 2, ...more });
  opened.push(engine);
  return { engine, run: async (sample: SampleJob) => await engine.run(await sampleJob(store, sample)) };
}

function textOf(end: JobEnd): string {
  if (end.kind === 'lost') return `${end.code}: ${end.message}`;
  const [event] = end.events;
  return event?.event === 'skipped' ? event.message : JSON.stringify(end);
}

test('what a job does to its process is its own failure, and the others go on', async () => {
  const { engine, run } = open();
  const bad = await Promise.all([
    run({ does: 'crash' }),
    run({ does: 'exit 7' }),
    run({ does: 'throw it was no good' }),
    run({ does: 'hang', deadline: 400 }),
    run({ does: 'block 60000', deadline: 400 }),
    run({ does: 'heap', memory: 256 }),
    run({ does: 'native', memory: 256 }),
    run({ does: 'child-memory', memory: 256 }),
    ...Array.from({ length: 8 }, (_, index) => run({ does: `done ${index}` })),
  ]);
  assert.deepEqual(bad.map(textOf), [
    'worker-crash: its process was ended by SIGABRT',
    'worker-crash: its process ended with exit code 7',
    'worker-crash: the job failed: it was no good',
    'worker-deadline: it took longer than 0.4 s and was stopped',
    'worker-deadline: it took longer than 0.4 s and was stopped',
    ...Array<string>(3).fill('worker-memory: it needed more than 256 MiB of memory and was stopped'),
    ...['0', '1', '2', '3', '4', '5', '6', '7'],
  ]);
  await engine.close(1_000);
});

test('a heap that is full is told as memory, where no cap came first', async () => {
  const { engine, run } = open({ memory: 64 });
  assert.match(textOf(await run({ does: 'heap', memory: 10_000 })), /^worker-memory: it needed more than 64 MiB/);
  await engine.close(0);
});

test('what a job prints or leaves behind is not obeyed', async () => {
  const { engine, run } = open({ jobs: 1 });
  assert.equal(textOf(await run({ does: 'print true' })), 'true');
  assert.equal(textOf(await run({ does: 'reject' })), 'rejected');
  assert.equal(textOf(await run({ does: 'done after' })), 'after');
  await engine.close(0);
});

test('secrets come over the channel: environment and arguments of a worker hold none', async () => {
  process.env['SAMPLE_TOKEN'] = 'canary-8c1f';
  const { engine, run } = open();
  assert.equal(textOf(await run({ does: 'secret SAMPLE_TOKEN' })), 'f1c8-yranac');
  assert.equal(textOf(await run({ does: 'secret PATH' })), 'llun', 'what was not given is not there');
  assert.equal(textOf(await run({ does: 'secret toString' })), 'llun');
  const seen = textOf(await run({ does: 'environment' }));
  assert.doesNotMatch(seen, /canary/);
  assert.match(seen, /PATH=.* \/ .*worker-child\.js/s, 'control: it is the environment, and the folder is no repository');
  await engine.close(0);
  delete process.env['SAMPLE_TOKEN'];
});

test('a worker is ended with all that it has started, also what has left its group', async () => {
  if (process.platform !== 'linux') return;
  const { engine, run } = open();
  const file = path.join(tempFolder(), 'family');
  const ended = run({ does: `family ${file}`, deadline: 4_000 });
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith(']'));
  const family: number[] = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(family.map(isRunning), [true, true, true]);
  assert.match(textOf(await ended), /^worker-deadline/);
  await sleep(100);
  assert.deepEqual(family.map(isRunning), [false, false, false]);
  await engine.close(0);
});

test('jobs of a lane keep its limits, and the lanes take turns', async () => {
  const { engine, run } = open({ limitsOf: (lane) => ({ ...FREE, concurrency: lane === 'publish:one' ? 1 : 2 }), waits: 3 });
  const file = path.join(tempFolder(), 'one');
  const started = Date.now();
  const one = Array.from({ length: 3 }, (_, n) =>
    run({ does: `nap ${file}:200`, stage: 'publish', lane: 'publish:one', attempt: n + 1 }),
  );
  const two = Array.from({ length: 3 }, (_, n) => run({ does: 'done', stage: 'publish', lane: 'publish:two', attempt: n + 1 }));
  await Promise.all(two);
  const twoTook = Date.now() - started;
  await Promise.all(one);
  const starts = readFileSync(file, 'utf8').trim().split('\n').map(Number);
  assert.equal(starts.length, 3);
  for (const [index, start] of starts.slice(1).entries()) assert.ok(start - (starts[index] ?? 0) >= 195, 'one at a time');
  assert.ok(twoTook < Date.now() - started - 150, 'a full lane holds nobody up');
  await engine.close(0);
});

test('a paused job that has done nothing is put back, and its lane alone rests', async () => {
  const { engine, run } = open();
  const file = path.join(tempFolder(), 'paused');
  const paused = run({ does: `pause-once ${file}:3000`, stage: 'publish', lane: 'publish:a' });
  await until(() => startsIn(file) === 1);
  const started = Date.now();
  while (((await engine.counts()).resting['publish:a'] ?? 0) < started) await sleep(20);
  const held = run({ does: 'done held', stage: 'publish', lane: 'publish:a' });
  assert.equal(textOf(await run({ does: 'done other', stage: 'publish', lane: 'publish:b' })), 'other');
  assert.ok(Date.now() - started < 2_500);
  assert.equal(textOf(await paused), 'went on');
  await held;
  assert.ok(Date.now() - started >= 2_500);
  assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 2);
  const after = await run({ does: 'pause-after 300', stage: 'publish', lane: 'publish:a' });
  assert.deepEqual([after.kind, textOf(after)], ['paused', 'did something']);
  assert.ok(((await engine.counts()).resting['publish:a'] ?? 0) > Date.now(), 'the lane rests all the same');
  await engine.close(0);
});

test('close lets running jobs end within its deadline, and leaves the others', async () => {
  const { engine, run } = open({ jobs: 2 });
  const short = run({ does: 'sleep 1200' });
  const long = run({ does: 'sleep 60000' });
  // Orders are written before their jobs are submitted, at whatever speed.
  await sleep(300);
  const waiting = run({ does: 'done' });
  const outcomes = Promise.allSettled([short, long, waiting]);
  await sleep(200);
  const started = Date.now();
  await engine.close(1_800);
  assert.ok(Date.now() - started < 4_000);
  const [first, second, third] = await outcomes;
  assert.equal(first.status === 'fulfilled' && textOf(first.value), 'slept');
  for (const one of [second, third]) assert.equal(one.status === 'rejected' && one.reason.code, 'interrupted');
  await assert.rejects(run({ does: 'done' }), { code: 'interrupted' });
});

test('an order that is missing, and jobs that cannot be loaded, are told', async () => {
  const { engine } = open();
  const job = { ...(await sampleJob(store, { does: 'done' })), order: 'a'.repeat(64) };
  assert.match(textOf(await engine.run(job)), /^order-missing: the store has no order aaaa/);
  await engine.close(0);
  const broken = open({ setting: sampleSetting(store, { performer: 'file:///nowhere.js' }) });
  await assert.rejects(broken.run({ does: 'done' }), { code: 'queue-unavailable' });
  await broken.engine.close(0);
});

/** Runs jobs, and tells bytes of the heap that are in use, and resident, after the first part and after all. */
const COUNTING = `
  import { localEngine } from ${JSON.stringify(new URL('./local-engine.js', import.meta.url).href)};
  const [, , setting, job, jobs] = process.argv;
  const limits = ${JSON.stringify(FREE)};
  const engine = localEngine({ setting: JSON.parse(setting), memory: 512, limitsOf: () => limits, jobs: 2 });
  const run = async (from, to) => {
    for (let next = from; next < to; next += 250) {
      await Promise.all(Array.from({ length: 250 }, (_, n) =>
        engine.run({ ...JSON.parse(job), id: 'j' + (next + n).toString(16).padStart(8, '0') })));
    }
    globalThis.gc();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss };
  };
  console.log(JSON.stringify([await run(0, 2_000), await run(2_000, Number(jobs))]));
  await engine.close(0);`;

test('ten thousand jobs leave no more behind than two thousand, on the heap and beside it', async () => {
  const job = JSON.stringify(await sampleJob(store, { does: 'done' }));
  const file = path.join(tempFolder(), 'counting.mjs');
  writeFileSync(file, COUNTING);
  // V8 lets its young generation grow to 48 MiB and keeps it: that levels off (120 MiB resident after 16,000 jobs, the same after
  // 48,000), and would hide what does not.
  const flags = ['--expose-gc', '--max-semi-space-size=1'];
  const args = [...flags, file, JSON.stringify(sampleSetting(store)), job, '10000'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const [early, late]: { heapUsed: number; rss: number }[] = JSON.parse(stdout);
  assert.ok(early !== undefined && late !== undefined);
  assert.ok(late.heapUsed - early.heapUsed < 4 * 1024 * 1024, `heap: ${early.heapUsed} to ${late.heapUsed}`);
  assert.ok(late.rss - early.rss < 16 * 1024 * 1024, `resident: ${early.rss} to ${late.rss}`);
});
