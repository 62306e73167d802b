import assert from 'node:assert/strict';
import { redisProgram, redisServer } from './redis-server.js';
import { suite } from './suite.js';

const test = suite('redis server');
const program = redisProgram();

test('one that somebody else has killed is closed all the same', async () => {
  if (program === null) return;
  const redis = await redisServer(program);
  const pid = Number(/^process_id:(\d+)/m.exec(await redis.client.info('server'))?.[1]);
  process.kill(pid, 'SIGKILL');
  while (redis.client.status === 'ready') await new Promise((resolve) => setTimeout(resolve, 10));
  await redis.close();
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
});

test('a server that answers at our port and is not ours is not taken for it', async () => {
  if (program === null) return;
  const other = await redisServer(program);
  const ours = await redisServer(program, { args: ['--port', `${other.port}`] }).then(
    async (server) => {
      await server.close();
      return 'taken';
    },
    (thrown: Error) => thrown.message,
  );
  assert.match(ours, /no redis-server of ours/);
  assert.equal(await other.client.ping(), 'PONG', 'control: it answers');
  await other.close();
});
