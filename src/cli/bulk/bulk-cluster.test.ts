import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { queueName } from '../../bulk/engines/redis-lanes.js';
import { bareRepository } from '../../testing/bulk-scene.js';
import { forgeRoot, TOKEN, withForge } from '../../testing/forge/forge-case.js';
import { eventually } from '../../testing/open-review.js';
import { redisProgram, redisServer } from '../../testing/redis-server.js';
import { startCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('codemod bulk on a cluster');
const program = redisProgram();
const NAMES = Array.from({ length: 12 }, (_, n) => `acme/r${n}`);
const source = (name: string): string => `import os\n\n\ndef main():\n    sys.exit(os.getpid())  # ${name}\n`;

/** `codemod worker`, but that it misses a dead one sooner. */
const WORKER = path.join(tempFolder(), 'worker.mjs');
writeFileSync(
  WORKER,
  `import { runWorker } from ${JSON.stringify(new URL('../run-worker.js', import.meta.url).href)};
  const options = { jobs: 1, memory: 512, shutdownDeadline: 1, token: ['FORGE_TOKEN'] };
  process.exitCode = await runWorker(options, undefined, { lock: 1_500, discover: 100 });`,
);

function journalOf(root: string): readonly Record<string, unknown>[] {
  try {
    const text = readFileSync(path.join(root, '.codemod/campaigns/cli-sys-import/journal.jsonl'), 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

function reposWith(root: string, event: string): ReadonlySet<unknown> {
  return new Set(
    journalOf(root)
      .filter((line) => line['event'] === event)
      .map((line) => line['repo']),
  );
}

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs a verb, and does something each time that so many repositories have come to an event. */
async function runVerb(
  args: readonly string[],
  { root, env, event }: { readonly root: string; readonly env: Record<string, string>; readonly event: string },
  blows: readonly (readonly [count: number, strike: () => Promise<void>])[],
): Promise<Ended> {
  const child = startCli(['bulk', ...args], { cwd: root, env });
  let stderr = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (status) => resolve({ status, stderr })));
  try {
    for (const [count, strike] of blows) {
      while (reposWith(root, event).size < count) {
        assert.equal(child.exitCode, null, `it ended before ${count} were ${event}:\n${stderr}`);
        await sleep(10);
      }
      assert.ok(reposWith(root, event).size < NAMES.length, 'struck on the way');
      await strike();
    }
    return await ended;
  } finally {
    child.kill('SIGKILL');
  }
}

test('a worker is killed, Redis is killed and flushed: all repositories end with one pull request', async () => {
  if (program === null) return;
  const redis = await redisServer(program);
  const root = tempFolder();
  const env = { XDG_CACHE_HOME: tempFolder(), REDIS_URL: redis.url, FORGE_TOKEN: TOKEN };
  const workers: ChildProcess[] = [];
  const forgeFolder = forgeRoot(Object.fromEntries(NAMES.map((name) => [name, { 'a.py': source(name) }])));
  try {
    // A second pull request for a branch is taken, so that our own care alone prevents it.
    await withForge({ root: forgeFolder, dialect: 'gitea', token: TOKEN, refusesSecond: false }, async (forge) => {
      const host = `{ forge: gitea, api: ${JSON.stringify(forge.api)}, token: FORGE_TOKEN, allowHttp: true }`;
      const list = NAMES.map((name) => `  - url: ${forge.url}/${name}.git\n`).join('');
      const identity = 'identity: { name: Test, email: test@example.org }\n';
      writeFileSync(
        path.join(root, 'repos.yaml'),
        `${identity}hosts:\n  ${JSON.stringify(forge.host)}: ${host}\nrepositories:\n${list}`,
      );
      for (let n = 0; n < 3; n++) {
        workers.push(spawn(process.execPath, [WORKER], { env: { ...process.env, ...env }, stdio: 'ignore' }));
      }
      const engine = ['--engine', 'bullmq'];
      const plan = await runVerb(
        ['plan', 'cli-sys-import', '--repos', 'repos.yaml', ...engine],
        { root, env, event: 'planned' },
        [
          [1, async () => void workers[0]?.kill('SIGKILL')],
          [
            3,
            async () => {
              await redis.kill();
              await redis.start();
            },
          ],
        ],
      );
      assert.equal(plan.status, 0, plan.stderr);
      assert.equal(reposWith(root, 'planned').size, NAMES.length);
      const approved = await runVerb(['approve', '--all'], { root, env, event: 'approved' }, []);
      assert.equal(approved.status, 0, approved.stderr);
      // What a plan holds is in the campaign's own folder.
      await redis.client.flushall();
      const publish = await runVerb(['publish', '--pr', ...engine], { root, env, event: 'pull-request' }, [
        [2, async () => void (await redis.client.flushall())],
      ]);
      assert.equal(publish.status, 0, publish.stderr);
      const { duplicates, repositories } = await forge.dump();
      assert.deepEqual(duplicates, []);
      assert.deepEqual(
        NAMES.map((name) => repositories[name]?.pulls.length),
        NAMES.map(() => 1),
      );
    });
  } finally {
    for (const one of workers) one.kill('SIGKILL');
    await redis.close();
  }
});

test('told to stop, a command does not wait for what no worker has begun', async () => {
  if (program === null) return;
  const redis = await redisServer(program, { args: ['--maxmemory-policy', 'noeviction'] });
  const root = tempFolder();
  const list = Array.from({ length: 3 }, () => `  - path: ${bareRepository({ 'a.py': source('x') })}\n`).join('');
  writeFileSync(path.join(root, 'repos.yaml'), `identity: { name: Test, email: test@example.org }\nrepositories:\n${list}`);
  const env = { XDG_CACHE_HOME: tempFolder() };
  const queue = ['--engine=bullmq', `--queue=${redis.url}`];
  const child = startCli(['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', '-q', ...queue], { cwd: root, env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdout.resume();
  child.stderr.resume();
  try {
    const waiting = `bull:${queueName('cli-sys-import', 'plan:local')}:wait`;
    await eventually(async () => (await redis.client.llen(waiting)) === 3, 'three jobs wait');
    child.kill('SIGTERM');
    assert.equal(await Promise.race([ended, sleep(20_000, 'it goes on')]), 130);
  } finally {
    child.kill('SIGKILL');
    await redis.close();
  }
});
