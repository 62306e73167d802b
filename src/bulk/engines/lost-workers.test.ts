import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { isRunning } from '../../testing/is-running.js';
import { FREE, freshJob, leaveBehind, runOn, store, textOf, withCluster } from '../../testing/redis-cluster.js';
import { sampleSetting } from '../../testing/sample-jobs.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { startsIn, until } from '../../testing/until.js';
import { openFolderStore } from '../store/folder-store.js';
import { queueName, registerLane } from './redis-lanes.js';

const test = suite('lost workers');
const HREF = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
const SETTING = JSON.stringify(sampleSetting(store));

/** A process of its own that works on the lanes of a Redis. */
const WORKER = `
  import { openLaneWorkers } from ${HREF('./lane-workers.js')};
  import { openStore } from ${HREF('../store/open-store.js')};
  const store = await openStore(${JSON.stringify(store.address)});
  const limits = { memory: 512, jobs: 1, waits: 1, lanes: [], lock: 700, discover: 100 };
  await openLaneWorkers({ url: process.argv[2], store, setting: ${SETTING}, log: () => {}, ...limits });`;

/** A process of its own that has a job carried out in a child. */
const COORDINATOR = `
  import { localEngine } from ${HREF('./local-engine.js')};
  import { openStore } from ${HREF('../store/open-store.js')};
  import { sampleJob } from ${HREF('../../testing/sample-jobs.js')};
  const store = await openStore(${JSON.stringify(store.address)});
  const engine = localEngine({ setting: ${SETTING}, memory: 512, limitsOf: () => (${JSON.stringify(FREE)}) });
  await engine.run(await sampleJob(store, { does: process.argv[2] }));`;

const scripts = tempFolder();

function startScript(text: string, argument: string): ChildProcess {
  const file = path.join(scripts, `${text.length}.mjs`);
  writeFileSync(file, text);
  return spawn(process.execPath, [file, argument], { stdio: 'ignore' });
}

test('a job that kills its worker every time is given up after six starts, and the others go on', () =>
  withCluster(async ({ redis, engine }) => {
    const coordinator = await engine();
    const file = path.join(tempFolder(), 'deaths');
    let isOver = false;
    let child = null as ChildProcess | null;
    const keepUp = (): void => {
      if (isOver) return;
      child = startScript(WORKER, redis.url);
      child.once('exit', keepUp);
    };
    keepUp();
    try {
      const poison = runOn(coordinator, { does: `kill-worker ${file}` });
      await until(() => startsIn(file) > 0);
      const others = [1, 2, 3].map((n) => runOn(coordinator, { does: `done ${n}` }));
      assert.match(textOf(await poison), /^worker-crash: it was given to workers 3 times/);
      assert.equal(startsIn(file), 6);
      assert.deepEqual((await Promise.all(others)).map(textOf), ['1', '2', '3']);
    } finally {
      isOver = true;
      child?.kill('SIGKILL');
    }
  }));

test('a coordinator that is killed leaves no process behind, also where a job blocks', async () => {
  if (process.platform !== 'linux') return;
  const file = path.join(tempFolder(), 'family');
  const parent = startScript(COORDINATOR, `family ${file}`);
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith(']'));
  const family: number[] = JSON.parse(readFileSync(file, 'utf8'));
  // From then on the job does nothing but block.
  await sleep(800);
  assert.deepEqual(family.map(isRunning), [true, true, true]);
  parent.kill('SIGKILL');
  await until(() => !family.some(isRunning), 3_000);
});

test('a worker that is killed in the middle of a job is followed by another, and no attempt is used', () =>
  withCluster(async ({ redis, engine }) => {
    const coordinator = await engine();
    const file = path.join(tempFolder(), 'taken-over');
    const job = await freshJob({ does: `nap ${file}:2500` });
    const ended = runOn(coordinator, job);
    const first = startScript(WORKER, redis.url);
    await until(() => startsIn(file) === 1);
    first.kill('SIGKILL');
    const second = startScript(WORKER, redis.url);
    await until(() => startsIn(file) === 2);
    const queue = new Queue(queueName('sample', 'plan'), { connection: { host: '127.0.0.1', port: redis.port } });
    const seen = await queue.getJob(job.id);
    assert.deepEqual([seen?.attemptsMade, seen?.attemptsStarted, seen?.stalledCounter], [0, 2, 1]);
    assert.equal(textOf(await ended), 'napped');
    second.kill('SIGKILL');
    await queue.close();
  }));

test('a worker with another store is told as that, soon and not as a crash', () =>
  withCluster(async ({ engine, workers }) => {
    const elsewhere = openFolderStore(path.join(tempFolder(), 'elsewhere'));
    const logged: string[] = [];
    await workers({ store: elsewhere, setting: sampleSetting(elsewhere), log: ({ message }) => logged.push(message) });
    const prepared: string[] = [];
    const coordinator = await engine({ poll: 5_000, prepare: async ({ id }) => void prepared.push(id) });
    const started = Date.now();
    assert.match(textOf(await runOn(coordinator, { does: 'done' })), /^order-missing: .*the same --store\?$/);
    assert.ok(Date.now() - started < 4_500, 'it was not waited for the next look');
    assert.equal(prepared.length, 2, 'the order was offered again before');
    assert.ok(
      logged.some((line) => line.includes(elsewhere.address) && line.endsWith('the same --store?')),
      logged.join('\n'),
    );
  }));

test('a lane without workers is told once, and again after workers were there', () =>
  withCluster(async ({ engine, workers, notices }) => {
    const coordinator = await engine({ withoutWorker: 600 });
    const told = (): number =>
      notices.filter((line) => line.startsWith('No worker takes jobs of plan. Start one: codemod worker')).length;
    const first = runOn(coordinator, { does: 'done one' });
    await sleep(300);
    assert.equal(told(), 0, 'not at once');
    await until(() => told() === 1);
    await sleep(1_000);
    assert.equal(told(), 1);
    const crew = await workers();
    assert.equal(textOf(await first), 'one');
    const held = runOn(coordinator, { does: 'sleep 60000' });
    await sleep(700);
    assert.equal(told(), 1, 'nobody is missed while they work');
    await crew.close(0);
    const left = assert.rejects(held, { code: 'interrupted' });
    await until(() => told() === 2);
    await coordinator.close(0);
    await left;
  }));

for (const aof of [true, false]) {
  test(`a Redis that is killed ${aof ? 'keeps jobs in its log' : 'has lost them without one'}`, () =>
    withCluster(
      async ({ redis, workers }) => {
        const file = path.join(tempFolder(), 'kept');
        for (const n of [1, 2, 3]) await leaveBehind(redis, await freshJob({ does: `nap ${file}:${n}` }));
        const queue = new Queue(queueName('sample', 'plan'), { connection: redis.spare() });
        queue.on('error', () => {});
        assert.equal(await queue.getWaitingCount(), 3);
        await redis.kill();
        await redis.start();
        assert.equal(await queue.getWaitingCount(), aof ? 3 : 0);
        await workers();
        if (aof) await until(() => startsIn(file) === 3);
        await queue.close();
      },
      { aof, args: ['--appendfsync', 'always'] },
    ));
}

/** A process of its own whose worker is closed as soon as its Redis is away. It ends by itself, or does not. */
const CLOSING = `
  import { Worker } from 'bullmq';
  import { Redis } from 'ioredis';
  import { openLaneWorkers } from ${HREF('./lane-workers.js')};
  import { openStore } from ${HREF('../store/open-store.js')};
  const [, , url, how] = process.argv;
  const look = new Redis(url, { maxRetriesPerRequest: null });
  look.on('error', () => {});
  const plain = () => {
    const connection = new Redis(url, { maxRetriesPerRequest: null });
    const worker = new Worker('plain', async () => {}, { connection });
    for (const one of [connection, worker]) one.on('error', () => {});
    return { close: async () => (worker.close(), connection.disconnect()) };
  };
  const ours = async () => {
    const store = await openStore(${JSON.stringify(store.address)});
    const limits = { memory: 512, jobs: 1, waits: 1, lanes: [], discover: 100 };
    return await openLaneWorkers({ url, store, setting: ${SETTING}, log: () => {}, ...limits });
  };
  const worker = await (how === 'plain' ? plain() : ours());
  setTimeout(() => console.log('ready'), 1_000);
  look.once('close', () => setTimeout(async () => {
    await worker.close(0);
    look.disconnect();
    console.log('closed');
  }, 300));`;

test('the process of a worker that is closed while its Redis is away ends; that of a plain one goes on for ever', () =>
  withCluster(async ({ redis }) => {
    await registerLane(redis.client, { campaign: 'sample', lane: 'plan', limits: FREE });
    const file = path.join(path.dirname(fileURLToPath(import.meta.url)), `closing-${process.pid}.mjs`);
    writeFileSync(file, CLOSING);
    const told = { plain: '', ours: '' };
    const start = (how: 'plain' | 'ours'): ChildProcess => {
      const child = spawn(process.execPath, [file, redis.url, how], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.on('data', (text) => (told[how] += text));
      return child;
    };
    const [plain, ours] = [start('plain'), start('ours')];
    try {
      await until(() => told.plain.includes('ready') && told.ours.includes('ready'), 20_000);
      await redis.kill();
      await until(() => ours.exitCode !== null, 20_000);
      assert.deepEqual([ours.exitCode, told.ours], [0, 'ready\nclosed\n']);
      await until(() => told.plain.includes('closed'), 20_000);
      await sleep(2_000);
      assert.equal(plain.exitCode, null, 'the control');
    } finally {
      for (const one of [plain, ours]) one.kill('SIGKILL');
      rmSync(file);
    }
  }));
