import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyPlan } from '../apply/apply-plan.js';
import type { ApplyResult } from '../apply/apply-result.js';
import { newRunId } from '../apply/run-id.js';
import { quickFileSystem } from './failing-file-system.js';
import { reverse } from './reverse.js';
import { type SampleRun, SMALL } from './sample-run.js';
import { writeFiles } from './temp-folder.js';

const DRIVER = fileURLToPath(new URL('./apply-driver.js', import.meta.url));

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

function layOut({ files, modes }: SampleRun, root: string): void {
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
async function applyQuickly({ plan }: SampleRun, root: string): Promise<ApplyResult> {
  const run = { id: newRunId(new Date()), time: '2025-01-31T00:00:00Z' };
  return await applyPlan({ root, plan, run, errors: [], fileSystem: quickFileSystem });
}

export const SMALL_APPLY = applyOf(SMALL, 'small', null);
