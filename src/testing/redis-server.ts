import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { tempFolder } from './temp-folder.js';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly client: Redis;
  /** Another client, which is left when the server is closed. */
  spare(): Redis;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** Starts it again on the same port; with what it has kept, if it keeps something. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Keeps a log, as it should. */
  readonly aof?: boolean;
  readonly args?: readonly string[];
}

/** `redis-server`, or null where there is none: then it says so, and with CI=true that is a failure. */
export function redisProgram(): string | null {
  const program = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(existsSync);
  if (program !== undefined) return program;
  if (process.env['CI'] === 'true') throw new Error('redis-server is missing: apt-get install redis-server');
  console.log('SKIPPED: there is no redis-server (apt-get install redis-server)');
  return null;
}

const STARTED = new Set<ChildProcess>();
process.once('exit', () => {
  for (const one of STARTED) one.kill('SIGKILL');
});

/** Starts a Redis of our own on a free port of the loopback. */
export async function redisServer(program: string, options: ServerOptions = {}): Promise<RedisServer> {
  for (let tries = 1; ; tries++) {
    try {
      return await serverAt(await freePort(), program, options);
    } catch (thrown) {
      // Another process may have taken the port that was free a moment ago.
      if (tries >= 3) throw thrown;
    }
  }
}

async function serverAt(port: number, program: string, options: ServerOptions): Promise<RedisServer> {
  const folder = tempFolder();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--loglevel', 'warning'];
  if (options.aof === true) args.push('--appendonly', 'yes');
  args.push(...(options.args ?? []));
  const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => {});
  const spares: Redis[] = [];
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(program, args, { cwd: folder, stdio: 'ignore' });
    server = started;
    STARTED.add(started);
    started.once('exit', () => STARTED.delete(started));
    if (client.status === 'wait') client.connect().catch(() => {});
    for (let tries = 0; tries < 200; tries++) {
      if (hasEnded(started)) break;
      if ((await answering()) === started.pid) return;
      await sleep(20);
    }
    client.disconnect();
    throw new Error(`no redis-server of ours at port ${port}`);
  }

  /** Who answers at the port: it may be the server of another test. */
  async function answering(): Promise<number> {
    const info = await Promise.race([client.info('server').catch(() => ''), sleep(100, '')]);
    return Number(/^process_id:(\d+)/m.exec(info)?.[1]);
  }

  async function kill(): Promise<void> {
    const ended = server;
    server = null;
    // One that somebody else has killed says nothing any more: waiting for it would end the test without a word.
    if (ended === null || hasEnded(ended)) return;
    const gone = new Promise((resolve) => ended.once('exit', resolve));
    ended.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}/0`,
    client,
    spare() {
      const one = client.duplicate({ lazyConnect: false });
      one.on('error', () => {});
      spares.push(one);
      return one;
    },
    kill,
    start,
    async close() {
      for (const one of [client, ...spares]) one.disconnect();
      await kill();
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
