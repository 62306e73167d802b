import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bullmqEngine } from '../bulk/engines/bullmq-engine.js';
import { openFolderStore } from '../bulk/store/folder-store.js';
import { redisProgram, redisServer } from '../testing/redis-server.js';
import { runCli } from '../testing/run-cli.js';
import { sampleJob } from '../testing/sample-jobs.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';

const test = suite('worker command');
const program = redisProgram();
const HREF = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

/** `codemod worker`, with jobs that do as they are told. */
const DRIVER = path.join(tempFolder(), 'driver.mjs');
writeFileSync(
  DRIVER,
  `import { runWorker } from ${HREF('./run-worker.js')};
  const [, , queue, store] = process.argv;
  process.exitCode = await runWorker({ queue, store, jobs: 2, memory: 512, shutdownDeadline: 5 }, ${HREF('../testing/odd-performer.js')});`,
);

function start(url: string, store: string): { readonly child: ChildProcess; readonly said: () => string } {
  let said = '';
  const child = spawn(process.execPath, [DRIVER, url, store], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { child, said: () => said };
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds(); await sleep(20)) assert.ok(Date.now() < end, 'it took too long');
}

test('a worker that is asked to stop lets its job end, and one that has none ends at once', async () => {
  if (program === null) return;
  const redis = await redisServer(program);
  const store = openFolderStore(path.join(tempFolder(), 'store'));
  const limitsOf = () => ({ concurrency: 4, perMinute: null, perHour: null });
  const engine = await bullmqEngine({ url: redis.url, store, campaign: 'sample', limitsOf, notice: () => {}, poll: 200 });
  const file = path.join(tempFolder(), 'starts');
  const first = start(redis.url, store.address);
  await until(() => first.said().includes('waits for jobs'));
  const ended = engine.run(await sampleJob(store, { does: `nap ${file}:1500` }));
  await until(() => existsSync(file));
  const second = start(redis.url, store.address);
  await until(() => second.said().includes('works on plan of sample'));
  second.child.kill('SIGTERM');
  await new Promise((resolve) => second.child.once('exit', resolve));
  assert.equal(second.child.exitCode, 0);
  first.child.kill('SIGTERM');
  const end = await ended;
  assert.equal(end.kind, 'done', 'the first one has let it end');
  await until(() => first.child.exitCode !== null);
  assert.equal(first.child.exitCode, 0);
  assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 1);
  const lines = first
    .said()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg);
  assert.ok(lines.includes('begins plan') && lines.at(-1) === 'stopped', lines.join());
  await engine.close(0);
  await redis.close();
});

test('without the packages for a queue that is told', () => {
  const cwd = tempFolder();
  const hooks = `export async function resolve(name, context, next) {
    if (name === 'bullmq' || name === 'ioredis') throw Object.assign(new Error('no ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
    return await next(name, context);
  }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
  writeFileSync(path.join(cwd, 'without.mjs'), register);
  const ask = (env: Record<string, string>) =>
    runCli(['worker', '--queue', 'redis://127.0.0.1:1', '--store', path.join(cwd, 's')], { cwd, env });
  const without = ask({ NODE_OPTIONS: `--import=${path.join(cwd, 'without.mjs')}` });
  assert.equal(without.status, 2, without.stderr);
  assert.match(without.stderr, /queue-missing/);
  assert.match(without.stderr, /npm install bullmq ioredis/);
  assert.equal(ask({}).status, 4, 'control: with them it is the Redis that is missing');
});

test('what is missing or misspelt is told', () => {
  const cwd = tempFolder();
  const ask = (...args: string[]) => runCli(['worker', ...args], { cwd, env: { REDIS_URL: '' } });
  assert.match(ask().stderr, /A worker needs a Redis: --queue redis:/);
  assert.equal(ask().status, 2);
  assert.equal(ask('--queue', 'http://x').status, 2);
  assert.equal(ask('--queue', 'redis://h', '--lanes', 'A b').status, 2);
  const gone = ask('--queue', 'redis://:canary-55@127.0.0.1:1', '--store', path.join(cwd, 's'));
  assert.deepEqual([gone.status, gone.stderr.includes('canary')], [4, false]);
  assert.match(gone.stderr, /There is no Redis at redis:\/\/127\.0\.0\.1:1/);
});
