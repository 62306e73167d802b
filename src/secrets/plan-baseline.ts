import { CodemodError } from '../core/errors.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';
import { type Baseline, LARGEST_BASELINE, parseBaseline } from './baseline.js';
import { baselineText, saysTheSame } from './baseline-text.js';
import { type BaselineDiff, compareBaselines } from './compare-baselines.js';
import { mergeBaselines } from './merge-baselines.js';
import { type ScanResult, scanSecrets } from './scan.js';

/** Where detect-secrets and its pre-commit hook look for it by convention. */
export const BASELINE_PATH = '.secrets.baseline';

export type BaselinePlan =
  /** `bytes` are to be written to `path`; `standing` are the bytes that are there now, or null. */
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly bytes: Buffer;
      readonly standing: Buffer | null;
      readonly diff: BaselineDiff;
    }
  | { readonly kind: 'unchanged'; readonly path: string }
  /** No scan could be made: `tool-missing`, `tool-failed`, `secrets-settings-refused`. */
  | { readonly kind: 'unavailable'; readonly code: string; readonly message: string }
  /** What stands is no baseline, and is not overwritten: `secrets-baseline-invalid`, or why it could not be read. */
  | { readonly kind: 'invalid'; readonly code: string; readonly message: string };

export interface BaselineOptions {
  /** Relative to the root. Default: {@link BASELINE_PATH}. */
  readonly path?: string;
  /** Makes the fresh scan. Default: {@link scanSecrets}. */
  readonly scan?: (targets: Targets, standing: Baseline | null, path: string) => Promise<ScanResult>;
}

/**
 * What the baseline of a repository has to become: a fresh scan with what was audited before. One that would differ in
 * nothing but `generated_at` is unchanged. Nothing is written.
 */
export async function planBaseline(targets: Targets, options: BaselineOptions = {}): Promise<BaselinePlan> {
  const { path = BASELINE_PATH, scan = scanByTool } = options;
  const read = await readBaseline(targets, path);
  if (read.kind === 'invalid') return read;
  const { standing, bytes } = read;
  const scanned = await scan(targets, standing, path);
  if (scanned.kind === 'unavailable') return scanned;
  const next = standing === null ? scanned.baseline : mergeBaselines(standing, scanned.baseline);
  if (standing !== null && saysTheSame(standing, next)) return { kind: 'unchanged', path };
  const diff = compareBaselines(standing ?? { results: new Map() }, next);
  return { kind: 'write', path, bytes: Buffer.from(baselineText(next)), standing: bytes, diff };
}

async function scanByTool(targets: Targets, standing: Baseline | null, baselinePath: string): Promise<ScanResult> {
  return await scanSecrets(targets, { standing, baselinePath });
}

type ReadBaseline =
  | { readonly kind: 'read'; readonly standing: Baseline | null; readonly bytes: Buffer | null }
  | Extract<BaselinePlan, { kind: 'invalid' }>;

async function readBaseline({ root, repository }: Targets, path: string): Promise<ReadBaseline> {
  const read = await new WorkTree(root, repository).read(path, LARGEST_BASELINE);
  if (read.kind === 'content') return parseStanding(read.bytes, path);
  // Without a listing before, a file that is not there is one that is missing.
  if (read.kind === 'gone' || (read.kind === 'failure' && read.code === 'file-missing')) {
    return { kind: 'read', standing: null, bytes: null };
  }
  const why =
    read.kind === 'skip' ? read.skip : read.kind === 'failure' ? read : { code: 'file-unreadable', message: 'it was left' };
  return { kind: 'invalid', code: why.code, message: `${path} is left as it is: ${why.message}.` };
}

function parseStanding(bytes: Buffer, path: string): ReadBaseline {
  try {
    return { kind: 'read', standing: parseBaseline(bytes, path), bytes };
  } catch (thrown) {
    if (!(thrown instanceof CodemodError)) throw thrown;
    return { kind: 'invalid', code: thrown.code, message: thrown.message };
  }
}
