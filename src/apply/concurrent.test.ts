import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { checkRecovered, driver, sideOf } from '../testing/fault-check.js';
import { SAMPLE_ENTRIES, SAMPLE_FILES } from '../testing/sample-run.js';
import { inScratch } from '../testing/scratch-folder.js';
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
