import { Worker } from 'node:worker_threads';
import { messageOf } from '../../core/errors.js';
import { makeRedactor, type Redactor } from '../hosts/redactor.js';
import { withoutSecrets } from '../model/without-secrets.js';
import { openStore } from '../store/open-store.js';
import { isJob } from './job-schema.js';
import type { FromWorker, Performer, ToWorker, WorkerSetting, WorkServices } from './performer.js';
import { endTree } from './process-tree.js';

// The entry of a worker: `worker-child.js <pid of the parent> <bytes of memory>`. It carries out one job at a time.

const [, , parent = '', memory = ''] = process.argv;
const ending = new AbortController();
let ready: { readonly performer: Performer; readonly services: WorkServices; readonly redactor: Redactor } | null = null;

function say(message: FromWorker): void {
  process.send?.(message);
}

/** With its parent gone, nobody would learn what it does. */
function endWithParent(): void {
  ending.abort();
  endTree(process.pid);
}

async function start(setting: WorkerSetting): Promise<void> {
  try {
    const performer = performerOf(await import(setting.performer));
    const store = await openStore(setting.store, { redisUrl: setting.redisUrl });
    const services: WorkServices = {
      store,
      secret: (name) => (Object.hasOwn(setting.secrets, name) ? (setting.secrets[name] ?? null) : null),
      trusts: (module) => setting.trusted.includes(module),
      signal: ending.signal,
    };
    ready = { performer, services, redactor: makeRedactor(Object.values(setting.secrets)) };
    say({ type: 'ready' });
  } catch (thrown) {
    say({ type: 'broken', message: makeRedactor(Object.values(setting.secrets)).redact(messageOf(thrown)) });
  }
}

function performerOf(module: Partial<Performer>): Performer {
  const { perform, readOrder } = module;
  if (perform === undefined || readOrder === undefined) throw new Error('the module of the jobs lacks perform or readOrder');
  return { perform, readOrder };
}

async function work(job: unknown): Promise<void> {
  if (ready === null || !isJob(job)) throw new Error('a worker was given something that is no job');
  const { performer, services, redactor } = ready;
  const order = await performer.readOrder(services.store, job.order);
  if (order === null) return say({ type: 'no-order' });
  const { deadline, memory } = order.spec.limits;
  say({ type: 'began', deadline, memory });
  const result = withoutSecrets(await performer.perform(order, services), redactor);
  const events = result.events.map((event) => withoutSecrets(event, redactor));
  say({ type: 'ended', result: { ...result, events }, resident: process.memoryUsage.rss() });
}

process.on('message', (message: ToWorker) => {
  if (message.type === 'start') void start(message.setting);
  else
    work(message.job).catch((thrown: unknown) =>
      say({ type: 'threw', message: ready?.redactor.redact(messageOf(thrown)) ?? '' }),
    );
});
process.on('disconnect', endWithParent);
// What a job has left behind (a promise that nobody waits for) must not end the next one.
process.on('unhandledRejection', () => {});
new Worker(new URL('./worker-watchdog.js', import.meta.url), {
  workerData: { parent: Number(parent), memory: Number(memory) },
}).unref();
if (process.ppid !== Number(parent)) endWithParent();
