import assert from 'node:assert/strict';
import { redisProgram, redisServer } from '../../testing/redis-server.js';
import { sampleOrder } from '../../testing/sample-jobs.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { jobOf, readStoredOrder } from '../jobs/order.js';
import { openFolderStore } from '../store/folder-store.js';
import { openStore } from '../store/open-store.js';
import type { Store, Stored } from '../store/store.js';
import type { Engine, JobEnd } from './engine.js';
import { sharingEngine } from './sharing-engine.js';

const test = suite('sharing engine');

const PLAN = 'a'.repeat(64);
const BASE = { branch: 'main', commit: 'b'.repeat(40) };
const UNIT = {
  ...{ shard: '', plan: PLAN, commit: 'c'.repeat(40), tree: 'd'.repeat(40), files: 1, added: 1, removed: 0, fixes: 1 },
  ...{ shapes: [], left: {} },
};
const END: JobEnd = { kind: 'done', events: [{ event: 'planned', base: BASE, units: [UNIT] }] };

function engineThat(run: () => Promise<JobEnd>): Engine {
  return {
    name: 'bullmq',
    run,
    rest: async () => {},
    counts: async () => ({ waiting: 0, active: 0, resting: {} }),
    close: async () => {},
  };
}

async function leave(store: Store, kinds: readonly Stored[]): Promise<void> {
  for (const kind of kinds) await store.put(kind, PLAN, Buffer.from(kind));
}

test('a worker finds what it needs, and what it makes is taken over', async () => {
  const [own, shared] = [openFolderStore(tempFolder()), openFolderStore(tempFolder())];
  const order = sampleOrder();
  const job = await jobOf(own, order, 1, 'run');
  const engine = engineThat(async () => {
    assert.ok((await shared.get('order', job.order)) !== null);
    await leave(shared, ['plan', 'images', 'patch']);
    return END;
  });
  assert.deepEqual(await sharingEngine(engine, own, shared).run(job), END);
  for (const kind of ['plan', 'images', 'patch'] as const) assert.equal((await own.get(kind, PLAN))?.toString(), kind);
});

test('what the shared store has lost is made again, and not for ever', async () => {
  const [own, shared] = [openFolderStore(tempFolder()), openFolderStore(tempFolder())];
  const job = await jobOf(own, sampleOrder(), 1, 'run');
  let runs = 0;
  const forgetful = engineThat(async () => {
    if (++runs === 3) await leave(shared, ['plan', 'images', 'patch']);
    return END;
  });
  assert.deepEqual(await sharingEngine(forgetful, own, shared).run(job), END);
  assert.equal(runs, 3);
  const empty = openFolderStore(tempFolder());
  const fresh = await jobOf(empty, sampleOrder(), 1, 'run');
  const never = sharingEngine(
    engineThat(async () => END),
    empty,
    openFolderStore(tempFolder()),
  );
  await assert.rejects(never.run(fresh), { code: 'plan-lost' });
});

test('what is made ends in the campaign’s own folder, though the shared Redis is flushed again and again', async () => {
  const program = redisProgram();
  if (program === null) return;
  const redis = await redisServer(program);
  const [own, shared] = [openFolderStore(tempFolder()), await openStore(redis.url)];
  const job = await jobOf(own, sampleOrder(), 1, 'run');
  let runs = 0;
  const engine = engineThat(async () => {
    assert.ok((await shared.get('order', job.order)) !== null, 'the order is offered every time');
    const spec = (await readStoredOrder(shared, job.order))?.spec ?? '00000000';
    assert.ok((await shared.get('spec', spec)) !== null, 'and the spec with it');
    await leave(shared, ['plan', 'images', 'patch']);
    // After the end of the job, and before it is taken over.
    if (++runs < 3) await redis.client.flushall();
    return END;
  });
  const sharing = sharingEngine(engine, own, shared);
  try {
    assert.deepEqual(await sharing.run(job), END);
    assert.equal(runs, 3);
    await redis.client.flushall();
    for (const kind of ['plan', 'images', 'patch'] as const) assert.equal((await own.get(kind, PLAN))?.toString(), kind);
  } finally {
    await sharing.close(0);
    await redis.close();
  }
});

test('a worker that does not find what was offered is given it again; where the campaign has lost it that is told at once', async () => {
  const failed: JobEnd = {
    kind: 'done',
    events: [{ event: 'failed', stage: 'publish', code: 'plan-lost', message: 'm', transient: false }],
  };
  const [own, shared] = [openFolderStore(tempFolder()), openFolderStore(tempFolder())];
  const job = await jobOf(own, sampleOrder(), 1, 'run');
  let runs = 0;
  const nothing: JobEnd = { kind: 'done', events: [] };
  const later = engineThat(async () => (++runs < 3 ? failed : nothing));
  assert.deepEqual(await sharingEngine(later, own, shared).run(job), nothing);
  assert.equal(runs, 3);
  runs = 0;
  const never = engineThat(async () => (++runs > 9 ? nothing : failed));
  assert.deepEqual(await sharingEngine(never, own, shared).run(job), failed);
  assert.equal(runs, 5, 'not for ever');
  const unit = {
    ...{
      shard: '',
      planned: null,
      approved: PLAN,
      declined: null,
      signed: null,
      pushed: null,
      patch: null,
      pullRequest: null,
      texts: null,
      notes: [],
    },
    ...{ leftOut: [], ended: null, closed: null, revert: null, needsHuman: null, cannotUndo: null, ours: [] },
  };
  const lost = await jobOf(own, { ...sampleOrder('done', 'publish'), units: [unit] }, 1, 'run');
  runs = 0;
  assert.deepEqual(await sharingEngine(never, own, shared).run(lost), failed);
  assert.equal(runs, 1);
});
