import assert from 'node:assert/strict';
import { readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import type { Row } from '../core/matrix.js';
import { nodeFileSystem } from '../files/file-system.js';
import { withRoot } from '../files/folder.js';
import { inScratch } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { appendResults, type Results } from './results.js';

const test = suite('results');

const ROWS: readonly Row[] = [
  { phase: '1', area: 'Records', action: 'records', state: 'in place', detail: '' },
  { phase: '3.9', area: 'Viewer', action: 'viewer-table-validation', state: 'open', detail: 'TBL001 x 2' },
];
const RESULTS: Results = {
  recipe: 'codex-setup',
  run: '20250131T000000Z-00000000',
  head: null,
  time: '2025-01-31T00:00:00.000Z',
  rows: ROWS,
  implemented: [{ action: 'sqlite-pool', kind: 'modify', path: 'a`|<b>.py' }],
  next: [{ priority: 'high', text: 'Decide [x](y) <b>' }],
};

async function append(root: string, ...all: readonly Results[]): Promise<readonly boolean[]> {
  return await withRoot(nodeFileSystem, root, async (folder) => {
    const added: boolean[] = [];
    for (const results of all) added.push(await appendResults(nodeFileSystem, folder, results));
    return added;
  });
}

const read = (root: string): string => readFileSync(path.join(root, 'results.md'), 'utf8');
const entries = (text: string): number => text.match(/^## /gm)?.length ?? 0;

test('an equal matrix adds nothing, another one does', async () => {
  await inScratch({}, async (root) => {
    const other = { ...RESULTS, rows: ROWS.map((row) => ({ ...row, state: 'in place' as const, detail: '' })) };
    assert.deepEqual(await append(root, RESULTS, { ...RESULTS, run: null, time: '2026-01-01T00:00:00.000Z' }, other, RESULTS), [
      true,
      false,
      true,
      true,
    ]);
    assert.equal(entries(read(root)), 3);
  });
});

test('tells what was done and what is left, and lets nothing become markup', async () => {
  await inScratch({}, async (root) => {
    await append(root, RESULTS);
    const text = read(root);
    assert.match(text, /\| 3\.9 \| Viewer \| `viewer-table-validation` \| open: TBL001 x 2 \|/);
    assert.match(text, /### Residual gaps\n\n- `viewer-table-validation`: open, TBL001 x 2\n/);
    assert.match(text, /### Implemented\n\n- `sqlite-pool`: modify ``a`\|<b>\.py``\n/);
    assert.match(text, /- high: Decide \\\[x\\\]\\\(y\\\) \\<b\\>\n/);
  });
});

test('an entry that a kill has cut short is ended, and its matrix does not count', async () => {
  await inScratch({}, async (root) => {
    await append(root, RESULTS);
    const whole = Buffer.from(read(root));
    const start = whole.indexOf('## ');
    for (let length = start + 3; length < whole.length - 1; length += 7) {
      truncateSync(path.join(root, 'results.md'), 0);
      await inScratch({ 'results.md': whole.subarray(0, length) }, async (torn) => {
        assert.deepEqual(await append(torn, RESULTS, RESULTS), [true, false], `cut at ${length}`);
        const text = read(torn);
        assert.ok(text.startsWith(whole.subarray(0, length).toString()), 'nothing is rewritten');
        assert.match(text.slice(length), /^[\s\S]*\n<!-- end -->\n\n## /, 'the new entry begins on a line of its own');
      });
    }
  });
});
