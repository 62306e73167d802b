import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import fc from 'fast-check';
import { runOn, textOf, withCluster } from '../../testing/redis-cluster.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { until } from '../../testing/until.js';
import { readOrder } from '../jobs/order.js';
import { openStore } from '../store/open-store.js';
import { STORED } from '../store/store.js';
import { readLeftEnd } from './end-schema.js';
import { queueName, readLanes, registerLane } from './redis-lanes.js';

const test = suite('hostile Redis');
const RUNS = 10_000;

const nasty = fc.constantFrom(
  ...['../../etc/passwd', '__proto__', 'constructor', '$(touch canary)', '; rm -rf /', '--upload-pack=x', 'file:///etc/passwd'],
  ...['\0', '\u001b[2J', 'a'.repeat(400), '1e999', '{{', '{"__proto__":{"polluted":1}}', 'ext::sh -c true'],
);
const text = fc.oneof(nasty, fc.string(), fc.string({ unit: 'binary' }));
const JOB = { id: 'j00000001', campaign: 'sample', stage: 'plan', lane: 'plan', order: 'f'.repeat(64), attempt: 1 };
/** A thing of the right members, with one of them another, and whatever JSON can be. */
const like = (right: object): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(fc.constantFrom(...Object.keys(right), 'more', '__proto__'), fc.oneof(text, fc.jsonValue()))
      .map(([name, value]) => Object.fromEntries([...Object.entries(right), [name, value]])),
  );

function isClean(): boolean {
  return !('polluted' in {});
}

test('what stands in a queue is a job or is not looked at, and workers go on', () =>
  withCluster(async ({ redis, engine, workers }) => {
    const logged: string[] = [];
    await workers({ log: ({ message }) => logged.push(message) });
    const queue = new Queue(queueName('sample', 'plan'), { connection: redis.spare() });
    const payloads = fc.sample(like(JOB), RUNS);
    await queue.addBulk(payloads.map((data, n) => ({ name: 'plan', data, opts: { jobId: `x${n}` } })));
    assert.equal(textOf(await runOn(await engine(), { does: 'done and well' })), 'and well');
    await until(() => logged.filter((line) => line === 'something that is no job was in the queue').length === RUNS, 40_000);
    assert.equal(logged.filter((line) => line.startsWith('begins ')).length, 1, 'the one that is a job');
    assert.ok(isClean());
    await queue.close();
  }));

test('what stands among the lanes is a lane within bounds, or none', () =>
  withCluster(async ({ redis }) => {
    const limits = { concurrency: 1, perMinute: null, perHour: null };
    const fields = fc.sample(
      fc.tuple(
        fc.oneof(
          text,
          text.map((end) => `sample plan:${end}`),
        ),
        like(limits),
      ),
      RUNS,
    );
    const pipeline = redis.client.pipeline();
    for (const [field, value] of fields) pipeline.hset('codemod:lanes', field, JSON.stringify(value));
    await pipeline.exec();
    await registerLane(redis.client, { campaign: 'sample', lane: 'plan:good.example', limits });
    const lanes = await readLanes(redis.client);
    assert.ok(
      lanes.some(({ lane }) => lane === 'plan:good.example'),
      'control',
    );
    for (const { campaign, lane, limits: read } of lanes) {
      assert.match(queueName(campaign, lane), /^codemod-[a-z0-9][a-z0-9-]*-[a-z]+(~[a-z0-9._~[\]-]+)?$/);
      assert.ok(Number.isInteger(read.concurrency) && read.concurrency >= 1 && read.concurrency <= 100_000);
    }
    assert.ok(isClean());
  }));

test('a Redis that names thousands of lanes gets connections for some, and one warning', () =>
  withCluster(async ({ redis, workers }) => {
    const limits = JSON.stringify({ concurrency: 1, perMinute: null, perHour: null });
    const pipeline = redis.client.pipeline();
    for (let n = 0; n < 5_000; n++) pipeline.hset('codemod:lanes', `sample plan:h${n}.example`, limits);
    await pipeline.exec();
    /** @returns how many lanes were worked on, connections there were, and warnings about the number of lanes. */
    const opened = async (more: { readonly mostLanes?: number }, isEnough: (lanes: number, warnings: number) => boolean) => {
      let [lanes, warnings] = [0, 0];
      const log = ({ message }: { readonly message: string }): void => {
        if (message.startsWith('works on ')) lanes++;
        if (message.includes(' lanes; the others are left alone.')) warnings++;
      };
      const one = await workers({ ...more, log });
      await until(() => isEnough(lanes, warnings), 60_000);
      await sleep(500);
      const clients = /^connected_clients:(\d+)/m.exec(await redis.client.info('clients'));
      await one.close(0);
      return { lanes, warnings, clients: Number(clients?.[1]) };
    };
    const capped = await opened({}, (_, warnings) => warnings > 0);
    assert.deepEqual([capped.lanes, capped.warnings], [500, 1]);
    assert.ok(capped.clients < 1_100, `${capped.clients} connections`);
    const control = await opened({ mostLanes: 5_000 }, (lanes) => lanes > 1_000);
    assert.ok(control.clients > 1_500, `the control: ${control.clients} connections`);
  }));

test('what is left as an end is one of a job, or none', () => {
  const event = { event: 'skipped', code: 'binary', message: 'm' };
  const end = like({ at: 1, end: { kind: 'done', events: [event] } });
  const events = like(event).map((one) => ({ at: 1, end: { kind: 'done', events: [one] } }));
  fc.assert(
    fc.property(fc.oneof(end, events, text), (value) => {
      const read = readLeftEnd(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
      const told = read === null || read.end.kind === 'lost' ? [] : read.end.events;
      return isClean() && told.every((one) => !Object.hasOwn(one, 'repo') && !['approved', 'intent'].includes(one.event));
    }),
    { numRuns: RUNS },
  );
});

test('what stands in the store is bytes: no path leaves it, and no order is made of it', () =>
  withCluster(async ({ redis }) => {
    const folder = path.join(tempFolder(), 'large');
    const store = await openStore(`${redis.url}?folder=${encodeURIComponent(folder)}`);
    const values = fc.sample(
      fc.tuple(fc.constantFrom(...STORED), fc.constantFrom(0, 1, 2, 255), fc.oneof(text, like(JOB))),
      RUNS,
    );
    const pipeline = redis.client.pipeline();
    const nameOf = (n: number): string => n.toString(16).padStart(64, '0');
    for (const [n, [kind, first, value]] of values.entries()) {
      pipeline.set(`codemod:store:${kind}:${nameOf(n)}`, Buffer.concat([Buffer.of(first), Buffer.from(JSON.stringify(value))]));
    }
    await pipeline.exec();
    let got = 0;
    for (const [n, [kind, first]] of values.entries()) {
      const bytes = await store.get(kind, nameOf(n));
      if (bytes !== null) got++;
      if (first === 1 || kind === 'order' || kind === 'spec') assert.equal(bytes, null);
      if (kind === 'order') assert.equal(await readOrder(store, nameOf(n)), null);
    }
    assert.ok(got > 100, 'control: the others are read');
    assert.deepEqual(readdirSync(folder), [], 'nothing was written');
    await store.close();
  }));
