import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyPlan } from '../apply/apply-plan.js';
import type { ApplyResult } from '../apply/apply-result.js';
import { recover } from '../apply/recover.js';
import { parseRunFile } from '../apply/run-file.js';
import { newRunId } from '../apply/run-id.js';
import { sha256 } from '../core/hash.js';
import { quickFileSystem } from './failing-file-system.js';
import { reverse } from './reverse.js';
import { type SampleRun, SMALL } from './sample-run.js';
import { treeOf } from './scratch-folder.js';
import { writeFiles } from './temp-folder.js';

const DRIVER = fileURLToPath(new URL('./apply-driver.js', import.meta.url));
const STAGED = /^\.codex-|\/\.codex-/;

export type Verb = 'apply' | 'recover' | 'conflict' | 'undo' | 'plain';

/** The arguments of Node that carry out a sample's plan in a folder, undo it, or recover it. */
export function driver(verb: Verb, root: string, sample: 'small' | 'twenty' = 'small'): readonly string[] {
  return [DRIVER, verb, root, sample];
}

/** A run to be disturbed: the tree that it starts from, the one that it leads to, and how many entries the change log has at each. */
export interface Scenario {
  readonly name: string;
  readonly from: Readonly<Record<string, string>>;
  readonly to: Readonly<Record<string, string>>;
  readonly entries: { readonly from: number; readonly to: number };
  /** How many lines the program adds to `errors.ndjson`; null where it may or may not. */
  readonly errors: number | null;
  /** Lays the tree out in an empty folder. */
  prepare(root: string): Promise<void>;
  /** The arguments of Node for the run. */
  program(root: string): readonly string[];
  /** The same run, undisturbed. */
  again(root: string): Promise<ApplyResult>;
}

export function layOut({ files, modes }: SampleRun, root: string): void {
  writeFiles(root, files);
  for (const [name, mode] of Object.entries(modes)) chmodSync(path.join(root, name), mode);
}

export function applyOf(sample: SampleRun, name: 'small' | 'twenty', errors: number | null = 1): Scenario {
  return {
    name: 'apply',
    from: sample.before,
    to: sample.after,
    entries: { from: 0, to: sample.entries },
    errors,
    prepare: async (root) => layOut(sample, root),
    program: (root) => driver('apply', root, name),
    again: (root) => applyQuickly(sample, root),
  };
}

/** The undo of what {@link applyOf} does. */
export function undoOf(sample: SampleRun, name: 'small' | 'twenty'): Scenario {
  return {
    name: 'undo',
    from: sample.after,
    to: sample.before,
    entries: { from: sample.entries, to: 2 * sample.entries },
    errors: 0,
    prepare: async (root) => {
      layOut(sample, root);
      const applied = await applyQuickly(sample, root);
      assert.equal(applied.kind, 'done', JSON.stringify(applied));
    },
    program: (root) => driver('undo', root, name),
    again: (root) => reverse(root, 'undo'),
  };
}

/** Carries a sample's plan out in this process, without waiting for the disk. */
export async function applyQuickly({ plan }: SampleRun, root: string): Promise<ApplyResult> {
  const run = { id: newRunId(new Date()), time: '2025-01-31T00:00:00Z' };
  return await applyPlan({ root, plan, run, errors: [], fileSystem: quickFileSystem });
}

const SMALL_APPLY = applyOf(SMALL, 'small', null);

/** Which end of a run a tree stands at. */
export type Side = 'before' | 'after' | 'mixed';

/** Staged files count as neither end. */
export function sideOf(root: string, { from, to }: Scenario = SMALL_APPLY): Side {
  return sideOfTree(treeOf(root, ['.codex']), { from, to });
}

/** The same for a run that could not clean up after itself: its staged files and its empty folders are left out. */
export function sideOfFiles(root: string, { from, to }: Scenario = SMALL_APPLY): Side {
  const tree = Object.entries(treeOf(root, ['.codex'])).filter(([name]) => !STAGED.test(name));
  return sideOfTree(filesOf(Object.fromEntries(tree)), { from: filesOf(from), to: filesOf(to) });
}

function filesOf(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([, what]) => !what.startsWith('folder ')));
}

function sideOfTree(found: Readonly<Record<string, string>>, { from, to }: Pick<Scenario, 'from' | 'to'>): Side {
  const tree = JSON.stringify(found);
  if (tree === JSON.stringify(from)) return 'before';
  return tree === JSON.stringify(to) ? 'after' : 'mixed';
}

/** Which end each path stands at that differs between them, and what is at neither. */
function describeMix(root: string, { from, to }: Scenario): string {
  const tree = treeOf(root, ['.codex']);
  const names = [...new Set([from, to, tree].flatMap(Object.keys))].sort();
  const places = names.flatMap((name) => {
    if (tree[name] === from[name]) return from[name] === to[name] ? [] : [`${name} as before`];
    return [tree[name] === to[name] ? `${name} as planned` : `${name} neither: ${tree[name]?.slice(0, 60) ?? 'gone'}`];
  });
  return places.join(', ');
}

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
