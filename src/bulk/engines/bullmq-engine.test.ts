import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { FREE, freshJob, leaveBehind, runOn, store, textOf, withCluster } from '../../testing/redis-cluster.js';
import { sampleSetting } from '../../testing/sample-jobs.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { startsIn, until } from '../../testing/until.js';
import type { Engine } from './engine.js';
import { localEngine } from './local-engine.js';
import { forgetLane, queueName, readLanes, registerLane } from './redis-lanes.js';

const test = suite('bullmq engine');

/** What both engines promise. */
async function keepContract(engine: Engine): Promise<void> {
  const ends = await Promise.all([
    runOn(engine, { does: 'done one' }),
    runOn(engine, { does: 'crash' }),
    runOn(engine, { does: 'hang', deadline: 500 }),
    runOn(engine, { does: 'native', memory: 200 }),
    runOn(engine, { does: 'done two', stage: 'publish', lane: 'publish:a.example:8443' }),
  ]);
  assert.deepEqual(ends.map(textOf), [
    'one',
    'worker-crash: its process was ended by SIGABRT',
    'worker-deadline: it took longer than 0.5 s and was stopped',
    'worker-memory: it needed more than 200 MiB of memory and was stopped',
    'two',
  ]);
  const file = path.join(tempFolder(), 'paused');
  const started = Date.now();
  const paused = runOn(engine, { does: `pause-once ${file}:1500`, stage: 'publish', lane: 'publish:b' });
  await until(() => startsIn(file) === 1);
  await sleep(100);
  assert.ok(((await engine.counts()).resting['publish:b'] ?? 0) > Date.now(), 'its lane rests');
  assert.equal(textOf(await runOn(engine, { does: 'done', stage: 'publish', lane: 'publish:c' })), '', 'the others go on');
  assert.ok(Date.now() - started < 1_500);
  assert.equal(textOf(await paused), 'went on');
  assert.ok(Date.now() - started >= 1_450);
  assert.equal(startsIn(file), 2);
  const after = await runOn(engine, { does: 'pause-after 10', stage: 'publish', lane: 'publish:c' });
  assert.deepEqual([after.kind, textOf(after)], ['paused', 'did something']);
  await engine.rest('publish:d', Date.now() + 800);
  const rested = Date.now();
  await runOn(engine, { does: 'done', stage: 'publish', lane: 'publish:d' });
  assert.ok(Date.now() - rested >= 750, 'a lane that is told to rest does');
  const held = assert.rejects(runOn(engine, { does: 'sleep 60000' }), { code: 'interrupted' });
  await sleep(300);
  await engine.close(100);
  await held;
  await assert.rejects(runOn(engine, { does: 'done' }), { code: 'interrupted' });
}

test('the contract, on this machine', () =>
  keepContract(localEngine({ setting: sampleSetting(store), memory: 512, limitsOf: () => FREE, jobs: 2 })));

test('the contract, through Redis', () =>
  withCluster(async ({ workers, engine }) => {
    await workers();
    await keepContract(await engine());
  }));

test('a job that blocks its event loop runs twice in plain BullMQ, and once here', () =>
  withCluster(async ({ redis, workers, engine }) => {
    const connection = { host: '127.0.0.1', port: redis.port };
    const plain = new Queue('plain', { connection });
    let runs = 0;
    const block = async (): Promise<void> => {
      runs++;
      await sleep(10);
      for (const end = Date.now() + 2_500; Date.now() < end; );
    };
    const settings = { connection, lockDuration: 500, stalledInterval: 300 };
    const raw = [new Worker('plain', block, settings), new Worker('plain', block, settings)];
    for (const one of raw) one.on('error', () => {});
    await plain.add('one', {}, { jobId: 'j1' });
    await until(() => runs >= 2, 12_000);
    await Promise.all(raw.map((one) => one.close(true)));
    await plain.close();

    const file = path.join(tempFolder(), 'blocked');
    await workers({ lock: 500 });
    await workers({ lock: 500 });
    assert.equal(textOf(await runOn(await engine(), { does: `note ${file}:2500` })), 'noted');
    assert.equal(startsIn(file), 1);
  }));

test('Redis is flushed, or killed and empty again: every job ends', () =>
  withCluster(async ({ redis, workers, engine, notices }) => {
    await workers();
    const coordinator = await engine();
    const runs = Array.from({ length: 12 }, (_, n) => runOn(coordinator, { does: `sleep ${100 + n}` }));
    await sleep(250);
    await redis.client.flushall();
    const more = Array.from({ length: 12 }, (_, n) => runOn(coordinator, { does: `sleep ${200 + n}` }));
    await sleep(200);
    await redis.kill();
    await until(() => notices.some((line) => line.includes('Waiting for it')), 30_000);
    await redis.start();
    const ends = await Promise.all([...runs, ...more]);
    assert.deepEqual([...new Set(ends.map(textOf))], ['slept']);
    await until(() => notices.some((line) => line.includes('is back')), 30_000);
  }));

test('a job that was given to a worker that has died comes back, also after its second stall', () =>
  withCluster(async ({ redis, workers, engine }) => {
    const coordinator = await engine();
    const job = await freshJob({ does: 'done at last' });
    const ended = runOn(coordinator, job);
    const queue = new Queue(queueName('sample', 'plan'), { connection: { host: '127.0.0.1', port: redis.port } });
    // A worker that takes a job and is never heard of again, twice.
    const dead = new Worker(queue.name, null, {
      connection: redis.spare(),
      lockDuration: 200,
      autorun: false,
    });
    dead.on('error', () => {});
    for (let stall = 0; stall < 2; stall++) {
      let taken = await dead.getNextJob(`token-${stall}`, { block: false });
      for (let tries = 0; taken === undefined && tries < 50; tries++) {
        await sleep(50);
        taken = await dead.getNextJob(`token-${stall}`, { block: false });
      }
      assert.equal(taken?.attemptsMade, 0, 'its attempts are not used');
      await sleep(300);
      const checker = new Worker(queue.name, null, {
        connection: redis.spare(),
        stalledInterval: 100,
      });
      checker.on('error', () => {});
      await checker.startStalledCheckTimer();
      await sleep(500);
      await checker.close(true);
    }
    const doomed = (await queue.getJob(job.id))?.deferredFailure;
    assert.match(doomed ?? '', /stalled more than/, 'control: BullMQ alone fails it, whoever takes it next');
    await workers();
    assert.equal(textOf(await ended), 'at last');
    await dead.close(true);
    await queue.close();
  }));

test('two coordinators of one campaign both learn of the end, and the job runs once', () =>
  withCluster(async ({ workers, engine }) => {
    await workers();
    const file = path.join(tempFolder(), 'both');
    const job = await freshJob({ does: `nap ${file}:600` });
    const [one, other] = [await engine(), await engine()];
    const ends = await Promise.all([one.run(job), other.run(job)]);
    assert.deepEqual(ends.map(textOf), ['napped', 'napped']);
    assert.equal(startsIn(file), 1);
    assert.equal(textOf(await one.run(job)), 'napped');
    assert.equal(startsIn(file), 2, 'what was left by an earlier run is no answer');
  }));

test('what a killed coordinator has left behind is not run when the next one has begun', () =>
  withCluster(async ({ redis, workers, engine }) => {
    const [left, wanted, control] = [path.join(tempFolder(), 'l'), path.join(tempFolder(), 'w'), path.join(tempFolder(), 'c')];
    await leaveBehind(redis, await freshJob({ does: `nap ${left}:1` }));
    const second = await engine();
    await workers();
    assert.equal(textOf(await runOn(second, { does: `nap ${wanted}:1` })), 'napped');
    assert.equal(startsIn(left), 0);
    await leaveBehind(redis, await freshJob({ does: `nap ${control}:1` }));
    await until(() => startsIn(control) === 1);
  }));

test('a coordinator that is closed takes back what no worker has begun: also while others run, and what comes back meanwhile', () =>
  withCluster(async ({ workers, engine }) => {
    const [runs, waits] = [path.join(tempFolder(), 'runs'), path.join(tempFolder(), 'waits')];
    const first = await engine();
    const one = await workers({ jobs: 1 });
    const running = runOn(first, { does: `nap ${runs}:1200` });
    await until(() => startsIn(runs) === 1);
    const waiting = [1, 2, 3].map((n) => runOn(first, { does: `nap ${waits}:${n}` }));
    const settled = Promise.allSettled(waiting);
    await sleep(300);
    await first.close(5_000);
    assert.equal(textOf(await running), 'napped', 'what was begun is let end');
    assert.deepEqual([...new Set((await settled).map(({ status }) => status))], ['rejected']);
    await one.close(0);
    await workers();
    await sleep(1_500);
    assert.equal(startsIn(waits), 0, 'nobody begins it afterwards');
  }));

test('a coordinator that ends forgets its empty lanes, and workers let go of them', () =>
  withCluster(async ({ redis, workers, engine }) => {
    const lines: string[] = [];
    await workers({ letGo: 400, mostLanes: 1, log: ({ message }) => lines.push(message) });
    await registerLane(redis.client, { campaign: 'other', lane: 'plan:x', limits: FREE });
    await until(() => lines.includes('works on plan:x of other'));
    const named = async () => (await readLanes(redis.client)).map(({ campaign, lane }) => `${campaign} ${lane}`).sort();
    const first = await engine();
    const waits = runOn(first, { does: 'done', lane: 'plan:a' });
    const left = assert.rejects(waits, { code: 'interrupted' });
    await until(() => lines.some((line) => line.includes('others are left alone')));
    assert.deepEqual(await named(), ['other plan:x', 'sample plan:a'], 'a job waits in it');
    await first.close(0);
    await left;
    assert.deepEqual(await named(), ['other plan:x'], 'it was taken back');
    const second = await engine();
    await forgetLane(redis.client, { campaign: 'other', lane: 'plan:x' });
    assert.equal(textOf(await runOn(second, { does: 'done', lane: 'plan:b' })), '', 'there is room for it now');
    assert.ok(lines.includes('lets go of plan:x of other, which has ended'));
    await second.close(1_000);
    assert.deepEqual(await named(), []);
    await until(() => lines.includes('lets go of plan:b of sample, which has ended'));
    const third = await engine();
    assert.equal(
      textOf(await runOn(third, { does: 'done', lane: 'plan:b' })),
      '',
      'it is worked on again when it is named again',
    );
  }));

test('a job whose lane is forgotten while it waits or runs is carried out, once', () =>
  withCluster(async ({ redis, workers, engine }) => {
    const [runs, waits] = [path.join(tempFolder(), 'runs'), path.join(tempFolder(), 'waits')];
    const coordinator = await engine({ poll: 1_000 });
    const lines: string[] = [];
    await workers({ letGo: 200, jobs: 1, log: ({ message }) => lines.push(message) });
    const running = runOn(coordinator, { does: `nap ${runs}:1500` });
    await until(() => startsIn(runs) === 1);
    const lane = lines.find((line) => line.startsWith('works on'))?.split(' ')[2] ?? '';
    await forgetLane(redis.client, { campaign: 'sample', lane });
    await until(() => lines.some((line) => line.startsWith('lets go of')));
    const waiting = runOn(coordinator, { does: `nap ${waits}:1` });
    await forgetLane(redis.client, { campaign: 'sample', lane });
    assert.deepEqual([textOf(await running), textOf(await waiting)], ['napped', 'napped']);
    assert.deepEqual([startsIn(runs), startsIn(waits)], [1, 1]);
  }));

test('all workers together keep the limits of a lane', () =>
  withCluster(async ({ workers, engine }) => {
    await workers();
    await workers();
    const coordinator = await engine({
      limitsOf: (lane) => ({ ...FREE, ...(lane === 'publish:p' ? { perMinute: 3 } : { concurrency: 1 }) }),
    });
    const file = path.join(tempFolder(), 'paced');
    const runs = Array.from({ length: 5 }, (_, n) =>
      runOn(coordinator, { does: `nap ${file}:${n}`, stage: 'publish', lane: 'publish:p' }),
    );
    const settled = Promise.allSettled(runs);
    await sleep(2_500);
    assert.equal(startsIn(file), 3);
    const single = path.join(tempFolder(), 'single');
    await Promise.all(
      [1, 2, 3].map((n) => runOn(coordinator, { does: `nap ${single}:${400 + n}`, stage: 'publish', lane: 'publish:q' })),
    );
    const times = readFileSync(single, 'utf8').trim().split('\n').map(Number);
    for (const [index, time] of times.slice(1).entries()) assert.ok(time - (times[index] ?? 0) >= 395, `${times}`);
    await coordinator.close(0);
    await settled;
  }));

test('a worker that is closed lets a job end; what it cannot end is taken by another', () =>
  withCluster(async ({ workers, engine }) => {
    const first = await workers();
    const coordinator = await engine();
    const file = path.join(tempFolder(), 'left');
    const short = runOn(coordinator, { does: 'sleep 700' });
    const long = runOn(coordinator, { does: `nap ${file}:4000` });
    await until(() => startsIn(file) === 1);
    await first.close(1_500);
    assert.equal(textOf(await short), 'slept');
    await workers();
    assert.equal(textOf(await long), 'napped');
    assert.equal(startsIn(file), 2);
  }));

test('a Redis that hangs for a while costs time alone', () =>
  withCluster(async ({ redis, workers, engine }) => {
    await workers();
    const coordinator = await engine();
    const run = runOn(coordinator, { does: 'sleep 300' });
    await sleep(150);
    await redis.client.call('DEBUG', 'SLEEP', '3').catch(() => {});
    assert.equal(textOf(await run), 'slept');
  }));

test('what throws keys away is refused, and what keeps no log is told', () =>
  withCluster(async ({ redis, engine, workers, notices }) => {
    await engine();
    assert.match(notices.join(), /appendonly/);
    await redis.client.config('SET', 'maxmemory-policy', 'volatile-lru');
    await assert.rejects(engine(), { code: 'queue-unsafe', message: /maxmemory-policy noeviction/ });
    await assert.rejects(workers(), { code: 'queue-unsafe' });
    await assert.rejects(engine({ url: 'redis://:canary@127.0.0.1:1/0' }), (error: Error) => !error.message.includes('canary'));
  }));
