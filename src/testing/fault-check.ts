import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { recover } from '../apply/recover.js';
import { parseRunFile } from '../apply/run-file.js';
import { sha256 } from '../core/hash.js';
import { quickFileSystem } from './failing-file-system.js';
import { reverse } from './reverse.js';
import { type Scenario, SMALL_APPLY } from './scenario.js';
import { describeMix, type Side, sideOf } from './side.js';

/** What must hold after any fault and the next command: all old or all new, the records tell which, and work goes on. */
export async function checkRecovered(root: string, scenario: Scenario = SMALL_APPLY): Promise<Side> {
  const report = await recover({ root, fileSystem: quickFileSystem });
  assert.equal(report.kind, 'recovered', JSON.stringify(report));
  return await checkWhole(root, scenario);
}

/** The same where the next command has been carried out already. */
export async function checkWhole(root: string, scenario: Scenario): Promise<Side> {
  const side = sideOf(root, scenario);
  if (side === 'mixed') assert.fail(`neither end: ${describeMix(root, scenario)}`);
  checkRecords(root, side === 'after' ? scenario.entries.to : scenario.entries.from, side === 'after' ? scenario.errors : null);
  if (side === 'before') {
    const again = await scenario.again(root);
    assert.equal(again.kind, 'done', JSON.stringify(again));
    assert.equal(sideOf(root, scenario), 'after');
    checkRecords(root, scenario.entries.to);
  }
  // A dead lock may stay: it is broken by whoever takes the next one.
  const kept = ['.gitignore', 'change_log.md', 'errors.ndjson', 'lock', 'runs'];
  assert.deepEqual(
    readdirSync(path.join(root, '.codex')).filter((name) => !kept.includes(name) && !name.startsWith('lock.')),
    [],
  );
  await checkJournal(root);
  return side;
}

/** The same after a fault in the undo of a sample: what was undone in the end can be redone. */
export async function checkUndone(root: string, scenario: Scenario): Promise<Side> {
  const side = await checkRecovered(root, scenario);
  const redone = await reverse(root, 'redo');
  assert.equal(redone.kind, 'done', JSON.stringify(redone));
  assert.equal(sideOf(root, scenario), 'before');
  checkRecords(root, scenario.entries.to + scenario.entries.from);
  return side;
}

/** Every finished run is whole in the journal: what it says can be undone. */
async function checkJournal(root: string): Promise<void> {
  const runs = path.join(root, '.codex/runs');
  for (const run of readdirSync(runs)) {
    const folder = path.join(runs, run);
    const mark = JSON.parse(readFileSync(path.join(folder, 'DONE'), 'utf8')) as Readonly<Record<string, unknown>>;
    const text = readFileSync(path.join(folder, 'run.json'), 'utf8');
    assert.equal(mark['run'], sha256(Buffer.from(text)), `run.json of ${run}`);
    for (const [index, { before }] of parseRunFile(text).steps.entries()) {
      if (before === null) continue;
      assert.equal(sha256(readFileSync(path.join(folder, 'before', String(index)))), before.sha256, `before/${index} of ${run}`);
    }
  }
}

/** Each entry stands in the log whole and once, and outside of every fence. */
function checkRecords(root: string, entries: number, errors: number | null = null): void {
  const log = readOr(path.join(root, '.codex/change_log.md'));
  const ends = log.match(/^<!-- end .* -->$/gm) ?? [];
  assert.equal(ends.length, entries, `${ends.length} entries in the change log, not ${entries}`);
  assert.equal(new Set(ends).size, entries, 'an entry stands in the change log twice');
  assert.equal(endsOutsideOfFences(log), entries, 'an entry of the change log stands in a code block');
  const whole = readOr(path.join(root, '.codex/errors.ndjson')).split('\n').filter(isRecord);
  assert.ok(whole.length <= 1, whole.join('\n'));
  if (errors !== null) assert.equal(whole.length, errors, 'lines of errors.ndjson');
}

/** A line that a fault has torn is no record; readers skip it. */
function isRecord(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
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
