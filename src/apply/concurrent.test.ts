import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { runWhileEdited } from '../testing/concurrency/busy-editor.js';
import { race } from '../testing/concurrency/race.js';
import { checkRecovered } from '../testing/fault-check.js';
import { chooserFrom } from '../testing/random.js';
import { SAMPLE_ENTRIES, SAMPLE_FILES } from '../testing/sample-run.js';
import { driver } from '../testing/scenario.js';
import { inScratch } from '../testing/scratch-folder.js';
import { sideOf } from '../testing/side.js';
import { suite } from '../testing/suite.js';

const test = suite('runs at once');
process.umask(0o022);

async function apply(root: string): Promise<string> {
  const child = spawn(process.execPath, driver('apply', root), { stdio: ['ignore', 'pipe', 'inherit'] });
  const result: unknown = JSON.parse(await text(child.stdout));
  const said = (name: string): string => String(Reflect.get(Object(result), name) ?? '');
  return `${said('kind')} ${said('because')}`.trim();
}

test('of 20 processes with one plan, one carries it out, and the others say why not', async () => {
  for (let round = 0; round < 3; round++) {
    await inScratch(SAMPLE_FILES, async (root) => {
      const said = await Promise.all(Array.from({ length: 20 }, () => apply(root)));
      const count = (what: string): number => said.filter((result) => result === what).length;
      assert.equal(count('done'), 1, said.join(', '));
      assert.equal(count('refused locked') + count('refused stale'), 19, said.join(', '));
      assert.equal(sideOf(root), 'after');
      assert.equal(await checkRecovered(root), 'after');
      const log = readFileSync(path.join(root, '.codex/change_log.md'), 'utf8');
      assert.equal(log.match(/^# Change log$/gm)?.length, 1);
      assert.equal(log.match(/^## /gm)?.length, SAMPLE_ENTRIES);
    });
  }
});

test('of 8 processes that begin at the same moment, one carries the plan out, again and again', async () => {
  const counts = await race(8, 3);
  assert.equal(counts['done'], 3, JSON.stringify(counts));
  assert.ok((counts['refused locked'] ?? 0) > 0, `they did not meet: ${JSON.stringify(counts)}`);
});

test('programs that take no lock carry it out both (control)', async () => {
  await assert.rejects(race(2, 1, { verb: 'plain' }), /done, done/);
});

test('an editor that saves a file every few milliseconds is not overwritten', async () => {
  const choose = chooserFrom(1);
  let [saves, overwritten, control] = [0, 0, 0];
  for (let round = 0; round < 6; round++) {
    const edited = await runWhileEdited('apply', choose);
    saves += edited.saves;
    overwritten += edited.overwritten;
    control += (await runWhileEdited('plain', choose)).overwritten;
  }
  console.log(`${saves} saves during 6 runs, ${overwritten} overwritten; by a program that does not look, ${control}`);
  // One may fall between the last look and the rename, where nothing can stand.
  assert.ok(saves > 20 && overwritten <= 1 && control > 1);
});
