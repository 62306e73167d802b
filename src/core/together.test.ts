import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { suite } from '../testing/suite.js';
import { together } from './together.js';

const test = suite('work that is done beside each other');

test('as many as 16 are under way; all are done when it returns', async () => {
  let [underWay, most, done] = [0, 0, 0];
  const result = await together(16, async (begin) => {
    for (let index = 0; index < 50; index++) {
      await begin(async () => {
        most = Math.max(most, ++underWay);
        await setTimeout(index % 7);
        underWay--;
        done++;
      });
    }
    return 'all begun';
  });
  assert.deepEqual([result, most, done], ['all begun', 16, 50]);
});

test('the first that fails ends it, when nothing of the others is still to come', async () => {
  let [begun, done] = [0, 0];
  const write = (index: number) => async (): Promise<void> => {
    begun++;
    await setTimeout(index === 3 ? 1 : 20);
    done++;
    if (index === 3) throw new Error('number 3');
  };
  const all = together(16, async (begin) => {
    for (let index = 0; index < 50; index++) await begin(write(index));
  });
  await assert.rejects(all, /number 3/);
  assert.equal(done, begun);
  assert.ok(begun < 50, `${begun} were begun`);
});

test('what ends the work itself waits for them, too', async () => {
  let isDone = false;
  const all = together(16, async (begin) => {
    await begin(async () => {
      await setTimeout(10);
      isDone = true;
    });
    throw new Error('stopped');
  });
  await assert.rejects(all, /stopped/);
  assert.ok(isDone);
});
