import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../core/hash.js';
import { type RedisServer, redisProgram, redisServer } from '../../testing/redis-server.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { openFolderStore } from './folder-store.js';
import { openStore } from './open-store.js';
import type { Store } from './store.js';

const test = suite('store');
const program = redisProgram();
let server: RedisServer | null = null;
const ADDRESSES = [path.join(tempFolder(), 'a', 'b')];
test.before(async () => {
  if (program === null) return;
  server = await redisServer(program);
  ADDRESSES.push(server.url);
});
test.after(() => server?.close());

const NAME = 'c0ffee00';

/** Each promise, of a store that is opened twice: as two machines have it. */
async function withEach(use: (one: Store, other: Store) => Promise<void>): Promise<void> {
  for (const address of ADDRESSES) {
    const one = await openStore(address);
    const other = await openStore(one.address);
    await use(one, other);
    await one.close();
    await other.close();
  }
}

test('what one puts another gets, byte for byte', () =>
  withEach(async (one, other) => {
    assert.equal(await other.get('plan', NAME), null);
    const bytes = Buffer.from([0, 1, 255, 10, 13]);
    await one.put('plan', NAME, bytes);
    await one.put('plan', NAME, bytes);
    assert.deepEqual(await other.get('plan', NAME), bytes);
    assert.equal(await other.get('patch', NAME), null, 'kinds are apart');
    await one.put('patch', NAME, Buffer.alloc(0));
    assert.deepEqual(await other.get('patch', NAME), Buffer.alloc(0));
  }));

test('a result may be put again, also by many at a time', () =>
  withEach(async (one, other) => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).put('result', NAME, Buffer.from(`${n}`.repeat(999)))),
    );
    assert.match((await one.get('result', NAME))?.toString() ?? '', /^(\d+?)\1+$/);
    await one.put('result', NAME, Buffer.from('last'));
    assert.equal((await other.get('result', NAME))?.toString(), 'last');
  }));

test('nothing but hex digits is a name', () =>
  withEach(async (one) => {
    for (const name of ['', '../../etc/passwd', 'abc', 'ABCDEF01', `${NAME}\n`, 'a'.repeat(65), '*', 'c0ffee0:']) {
      await assert.rejects(one.put('plan', name, Buffer.of(1)), { code: 'internal' });
      await assert.rejects(one.get('plan', name), { code: 'internal' });
    }
  }));

test('what is named by its hash is missing where it was changed, and can be put again', async () => {
  const bytes = Buffer.from('{"stage":"plan"}');
  const name = sha256(bytes);
  await withEach(async (one, other) => {
    await one.put('order', name, bytes);
    assert.deepEqual(await other.get('order', name), bytes, 'control');
    if (one.address.startsWith('redis:')) await server?.client.set(`codemod:store:order:${name}`, '\0{"stage":"undo"}');
    else writeFileSync(path.join(ADDRESSES[0] ?? '', 'orders', `${name}.json`), '{"stage":"undo"}');
    assert.equal(await other.get('order', name), null);
    await one.put('order', name, bytes);
    assert.deepEqual(await other.get('order', name), bytes);
  });
});

test('a folder is its owner’s alone, and holds nothing half-written', async () => {
  const root = path.join(tempFolder(), 'store');
  const store = openFolderStore(root);
  await store.put('plan', NAME, Buffer.from('x'));
  const modes = ['', 'plans', `plans/${NAME}.json`].map((name) => statSync(path.join(root, name)).mode & 0o777);
  assert.deepEqual(modes, [0o700, 0o700, 0o600]);
  assert.deepEqual(readdirSync(path.join(root, 'plans')), [`${NAME}.json`]);
  if (process.getuid?.() !== 0) {
    chmodSync(path.join(root, 'plans'), 0o500);
    await assert.rejects(store.put('plan', NAME, Buffer.from('y')), { code: 'io-error' });
    chmodSync(path.join(root, 'plans'), 0o700);
    assert.equal(readFileSync(path.join(root, 'plans', NAME), 'utf8'), 'x');
  }
  assert.throws(() => openFolderStore('store'), { code: 'usage' });
});

test('a store of Redis has a largest value; the rest goes to a folder, or is refused', async () => {
  if (server === null) return;
  const large = Buffer.alloc(2_000, 7);
  const small = await openStore(`${server.url}?largest=1000`);
  await assert.rejects(small.put('images', 'deadbeef', large), { code: 'store-too-large' });
  assert.equal(await small.get('images', 'deadbeef'), null);
  await small.close();
  const folder = path.join(tempFolder(), 'large');
  const both = await openStore(`${server.url}?largest=1000&folder=${encodeURIComponent(folder)}`);
  await both.put('images', 'deadbeef', large);
  const other = await openStore(both.address);
  assert.deepEqual(await other.get('images', 'deadbeef'), large);
  assert.equal((await server.client.getBuffer('codemod:store:images:deadbeef'))?.length, 1);
  await both.close();
  await other.close();
});

test('what is in Redis lives 14 days from when it was last put, so that no key stays for ever', async () => {
  if (server === null) return;
  const { client } = server;
  const key = `codemod:store:plan:${NAME}`;
  const store = await openStore(server.url);
  const days = async (): Promise<number> => Math.round((await client.ttl(key)) / 86_400);
  await client.set(key, 'x');
  assert.equal(await client.ttl(key), -1, 'the control: one without an end');
  await store.put('plan', NAME, Buffer.from('x'));
  assert.equal(await days(), 14);
  await client.expire(key, 60);
  await store.put('plan', NAME, Buffer.from('x'));
  assert.equal(await days(), 14, 'the same again begins anew');
  assert.deepEqual(await store.get('plan', NAME), Buffer.from('x'));
  await store.close();
});

test('an address shows no password, and finds that of REDIS_URL', async () => {
  if (server === null) return;
  await server.client.config('SET', 'requirepass', 'canary-77aa');
  await server.client.auth('canary-77aa');
  const full = server.url.replace('//', '//:canary-77aa@');
  const store = await openStore(full);
  assert.equal(store.address, server.url);
  await assert.rejects(openStore(store.address, { redisUrl: null }), (error: Error) => !error.message.includes('canary'));
  const other = await openStore(store.address, { redisUrl: full });
  await other.put('plan', NAME, Buffer.from('with it'));
  await store.close();
  await other.close();
  await server.client.config('SET', 'requirepass', '');
});

test('a Redis that throws keys away, none at all, and what is no address', async () => {
  for (const address of ['store', 'http://x/', 'redis://', 'redis://h/x', 'ftp:/x'])
    await assert.rejects(openStore(address), { code: 'usage' });
  if (server === null) return;
  await server.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await assert.rejects(openStore(server.url), { code: 'queue-unsafe' });
  await server.client.config('SET', 'maxmemory-policy', 'noeviction');
  await assert.rejects(openStore('redis://127.0.0.1:1/0'), {
    code: 'queue-unavailable',
    message: /127\.0\.0\.1:1\/0: .*ECONNREFUSED/,
  });
});
