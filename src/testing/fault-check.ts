import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyPlan } from '../apply/apply-plan.js';
import { recover } from '../apply/recover.js';
import { newRunId } from '../apply/run-id.js';
import { quickFileSystem } from './failing-file-system.js';
import { reverse } from './reverse.js';
import { SAMPLE_AFTER, SAMPLE_BEFORE, SAMPLE_ENTRIES, SAMPLE_PLAN } from './sample-run.js';
import { treeOf } from './scratch-folder.js';

const DRIVER = fileURLToPath(new URL('./apply-driver.js', import.meta.url));

/** What the driver can be asked for. */
export type DriverVerb = 'apply' | 'undo' | 'recover' | 'conflict';

/** The arguments of Node that carry out the sample plan in a folder, undo it, or recover it. */
export function driver(verb: DriverVerb, root: string): readonly string[] {
  return [DRIVER, verb, root];
}

export type Side = 'before' | 'after' | 'mixed';

/** Which end of the sample plan a tree stands at. Staged files count as neither. */
export function sideOf(root: string): Side {
  const tree = JSON.stringify(treeOf(root, ['.codex']));
  if (tree === JSON.stringify(SAMPLE_BEFORE)) return 'before';
  return tree === JSON.stringify(SAMPLE_AFTER) ? 'after' : 'mixed';
}

/** What must hold after any fault and the next command: all old or all new, the records tell which, and work goes on. */
export async function checkRecovered(root: string): Promise<Side> {
  const report = await recover({ root, fileSystem: quickFileSystem });
  assert.equal(report.kind, 'recovered', JSON.stringify(report));
  const side = sideOf(root);
  assert.notEqual(side, 'mixed', JSON.stringify(treeOf(root), null, 1));
  checkRecords(root, side === 'after' ? SAMPLE_ENTRIES : 0);
  if (side === 'before') {
    const run = { id: newRunId(new Date()), time: '2025-01-31' };
    const again = await applyPlan({ root, plan: SAMPLE_PLAN, run, errors: [], fileSystem: quickFileSystem });
    assert.equal(again.kind, 'done', JSON.stringify(again));
    assert.equal(sideOf(root), 'after');
    checkRecords(root, SAMPLE_ENTRIES);
  }
  // A dead lock may stay: it is broken by whoever takes the next one.
  const kept = ['.gitignore', 'change_log.md', 'errors.ndjson', 'lock', 'runs'];
  assert.deepEqual(
    readdirSync(path.join(root, '.codex')).filter((name) => !kept.includes(name) && !name.startsWith('lock.')),
    [],
  );
  return side;
}

/** The same after a fault in the undo of the sample plan, which can be undone then, and redone. */
export async function checkUndone(root: string): Promise<Side> {
  const report = await recover({ root, fileSystem: quickFileSystem });
  assert.equal(report.kind, 'recovered', JSON.stringify(report));
  const side = sideOf(root);
  assert.notEqual(side, 'mixed', JSON.stringify(treeOf(root), null, 1));
  const entries = side === 'after' ? SAMPLE_ENTRIES : 2 * SAMPLE_ENTRIES;
  checkRecords(root, entries);
  const verb = side === 'after' ? 'undo' : 'redo';
  const next = await reverse(root, verb);
  assert.equal(next.kind, 'done', JSON.stringify(next));
  assert.equal(sideOf(root), side === 'after' ? 'before' : 'after');
  checkRecords(root, entries + SAMPLE_ENTRIES);
  return side;
}

/** Each entry stands in the log whole and once, and outside of every fence. */
function checkRecords(root: string, entries: number): void {
  const log = readOr(path.join(root, '.codex/change_log.md'));
  const ends = log.match(/^<!-- end .* -->$/gm) ?? [];
  assert.equal(ends.length, entries, log);
  assert.equal(new Set(ends).size, entries, log);
  assert.equal(endsOutsideOfFences(log), entries, log);
  const lines = readOr(path.join(root, '.codex/errors.ndjson')).split('\n');
  const parsed = lines.filter((line) => line.endsWith('}')).map((line): unknown => JSON.parse(line));
  assert.ok(parsed.length <= 1, lines.join('\n'));
}

/** Reads Markdown as a reader would, line by line: how many end marks are not part of a code block. */
function endsOutsideOfFences(log: string): number {
  let fence: string | null = null;
  let ends = 0;
  for (const line of log.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0];
    if (fence === null && run !== undefined) fence = run;
    else if (fence !== null && run !== undefined && run.length >= fence.length && line.trim() === run) fence = null;
    else if (fence === null && line.startsWith('<!-- end ')) ends++;
  }
  return ends;
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
