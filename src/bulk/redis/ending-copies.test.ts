import { eventually } from '../../testing/open-review.js';
import { withCluster } from '../../testing/redis-cluster.js';
import { suite } from '../../testing/suite.js';
import { connectRedis, endingCopies } from './connect.js';

const test = suite('copies of a client');

test('end with it, also where only they are connected', () =>
  withCluster(async ({ redis }) => {
    const connected = async () => Number(/^connected_clients:(\d+)/m.exec(await redis.client.info('clients'))?.[1]);
    const before = await connected();
    const client = await connectRedis(redis.url, { patient: true });
    const end = endingCopies(client);
    client.duplicate().on('error', () => {});
    await eventually(async () => (await connected()) === before + 2, 'both are connected');
    client.disconnect();
    await eventually(async () => (await connected()) === before + 1, 'the control: the copy lives on');
    end();
    await eventually(async () => (await connected()) === before, 'both are gone');
  }));
