import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkServices } from '../bulk/engines/performer.js';
import type { JobResult, Order } from '../bulk/jobs/job.js';
import type { Store } from '../bulk/store/store.js';

// Stands in for the jobs of a campaign: an order's repository is a word that tells what to do, and what with.

export async function readOrder(store: Store, hash: string): Promise<Order | null> {
  const bytes = await store.get('order', hash);
  return bytes === null ? null : JSON.parse(bytes.toString('utf8'));
}

type Deed = (rest: string, services: WorkServices) => Promise<JobResult> | JobResult;

const kept: Buffer[] = [];

/** A result that carries a text. */
function said(message: string): JobResult {
  return { kind: 'done', events: [{ event: 'skipped', code: 'binary', message }] };
}

function paused(until: number, events: JobResult['events'] = []): JobResult {
  return { kind: 'paused', until, reason: 'the host says so', events };
}

const DEEDS: Readonly<Record<string, Deed>> = {
  done: (rest) => said(rest),
  pid: () => said(`${process.pid}`),
  crash: () => process.abort(),
  exit: (rest) => process.exit(Number(rest)),
  hang: () => new Promise(() => {}),
  block: (rest) => {
    for (const until = Date.now() + Number(rest); Date.now() < until; );
    return said('blocked');
  },
  throw: (rest) => {
    throw new Error(rest);
  },
  sleep: async (rest) => {
    await sleep(Number(rest));
    return said('slept');
  },
  heap: () => {
    const all: string[][] = [];
    for (;;) all.push(new Array(100_000).fill('').map((_, index) => `${all.length}-${index}`));
  },
  /** Memory that V8 does not see. */
  native: async () => {
    for (;;) {
      kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await sleep(20);
    }
  },
  print: (rest) => {
    process.stdout.write(`{"type":"ended","result":{"kind":"done","events":[]}}\n${'x'.repeat(100_000)}\n`);
    return said(rest);
  },
  reject: () => {
    void Promise.reject(new Error('nobody waits for it'));
    return said('rejected');
  },
  // Backwards: what is told as it is, is taken out on the way.
  secret: (rest, { secret }) => said([...`${secret(rest)}`].reverse().join('')),
  environment: () => said(`${readFileSync('/proc/self/environ', 'latin1')} ${process.cwd()} ${process.argv.join(' ')}`),
  /** Leaves a child of its own in a group of its own, and writes both numbers to a file; then does not end. */
  family: async (file) => {
    const child = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
    const other = spawn('sleep', ['301'], { stdio: 'ignore' });
    writeFileSync(file, JSON.stringify([process.pid, child.pid, other.pid]));
    await sleep(600);
    for (;;);
  },
  /** Starts children that leave its group, one after the other, and notes the number of each. */
  breed: async (file) => {
    for (;;) {
      const child = spawn('sleep', ['20'], { detached: true, stdio: 'ignore' });
      appendFileSync(file, `[${child.pid}]\n`);
      await sleep(5);
    }
  },
  /** Ends the worker that has started its process, every time. */
  'kill-worker': async (file) => {
    appendFileSync(file, `${Date.now()}\n`);
    process.kill(process.ppid, 'SIGKILL');
    return await new Promise(() => {});
  },
  /** Three times as much memory in a child as it holds itself. */
  'child-memory': () => {
    spawnSync(process.execPath, ['-e', 'const k = []; setInterval(() => k.push(Buffer.alloc(16 << 20, 1)), 20)']);
    return said('ended');
  },
  /** `note file`: appends a line when it starts; `note file:ms` works for so long, blocking the event loop. */
  note: (rest) => {
    const [file = '', ms = '0'] = rest.split(':');
    appendFileSync(file, `${Date.now()}\n`);
    for (const until = Date.now() + Number(ms); Date.now() < until; );
    return said('noted');
  },
  /** The same without blocking: `nap file:ms`. */
  nap: async (rest) => {
    const [file = '', ms = '0'] = rest.split(':');
    appendFileSync(file, `${Date.now()}\n`);
    await sleep(Number(ms));
    return said('napped');
  },
  /** `pause-once file:ms`: at first asks to wait; goes well afterwards. */
  'pause-once': (rest) => {
    const [file = '', ms = '0'] = rest.split(':');
    const isFirst = !existsSync(file);
    appendFileSync(file, `${Date.now()}\n`);
    return isFirst ? paused(Date.now() + Number(ms)) : said('went on');
  },
  'pause-after': (rest) => paused(Date.now() + Number(rest), [{ event: 'skipped', code: 'binary', message: 'did something' }]),
};

export async function perform(order: Order, services: WorkServices): Promise<JobResult> {
  const { repo } = order.target;
  const space = repo.indexOf(' ');
  const [word, rest] = space < 0 ? [repo, ''] : [repo.slice(0, space), repo.slice(space + 1)];
  const deed = DEEDS[word];
  if (deed === undefined) throw new Error(`${word} is no deed`);
  return await deed(rest, services);
}
