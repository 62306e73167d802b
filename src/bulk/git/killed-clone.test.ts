import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chooserFrom } from '../../testing/random.js';
import { type ServedRepository, servedRepository } from '../../testing/served-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('killed-clone');
const DRIVER = fileURLToPath(new URL('../../testing/clone-driver.js', import.meta.url));

function served(): { readonly repository: ServedRepository; readonly bytes: number } {
  const choose = chooserFrom(5);
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `pkg/f${index}.py`,
      Buffer.from(Array.from({ length: 20_000 }, () => choose(256))),
    ]),
  );
  return { repository: servedRepository(files), bytes: 40 * 20_000 };
}

function start(cache: string, { bare, commit }: ServedRepository, rounds: number) {
  // Of a group of its own, so that git can be killed with it.
  return spawn(process.execPath, [DRIVER, cache, pathToFileURL(bare).href, commit, String(rounds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

test('two processes on one clone take turns, and both read everything', async () => {
  const { repository, bytes } = served();
  const cache = tempFolder();
  const outputs = await Promise.all([1, 2].map(() => text(start(cache, repository, 3).stdout)));
  for (const output of outputs) assert.equal(output, `ok ${bytes}\n`.repeat(3));
});

test('whenever a fetch is killed, the next one reads everything', async () => {
  const { repository, bytes } = served();
  const cache = tempFolder();
  let unfinished = 0;
  // How long a fetch takes is the machine's business: where too few kills have met one, there are more.
  for (let round = 0; round < 12 || (unfinished < 3 && round < 60); round++) {
    const child = start(cache, repository, 1);
    const exit = once(child, 'exit');
    const entry = await entryOf(cache);
    await setTimeout((round % 12) * 12);
    try {
      // In every other round git is spared, and goes on without its parent.
      if (child.pid !== undefined) process.kill(round % 2 === 0 ? -child.pid : child.pid, 'SIGKILL');
    } catch {
      // It was faster.
    }
    await exit;
    if (existsSync(path.join(entry, 'busy'))) unfinished++;
    if (round % 3 > 0) assert.equal(await text(start(cache, repository, 1).stdout), `ok ${bytes}\n`);
  }
  assert.ok(unfinished >= 3, `the control: it was killed in the middle ${unfinished} times`);
});

/** Waits until the child has its lock, so that the kill falls into its work and not into its start. */
async function entryOf(cache: string): Promise<string> {
  for (let tries = 0; tries < 1000; tries++) {
    const [name] = readdirSync(cache);
    if (name !== undefined && existsSync(path.join(cache, name, 'lock'))) return path.join(cache, name);
    await setTimeout(5);
  }
  return assert.fail('the child has taken no lock');
}
