import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { unifiedDiff } from '../../core/diff.js';
import type { FilePair } from './file-pairs.js';

/** The bytes of a file before and after, null where there is none, and the patch between them when the file is at a path. */
export interface PatchCase {
  readonly before: Buffer | null;
  readonly after: Buffer | null;
  patch(path: string): Buffer;
}

/** What nobody's own settings can change. */
export const GIT_ENVIRONMENT = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
/** A process for each file would take minutes. */
const BATCH = 200;

export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-diff-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pair with its unified diff, as UTF-8. */
export function diffCase({ before, after }: FilePair): PatchCase {
  const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
  return { before: bytes(before), after: bytes(after), patch: (name) => Buffer.from(unifiedDiff(name, before, after)) };
}

/** Applies the patches of many files by one process of the given program; returns the indexes that came out wrong. */
export function applyWith(program: string, args: readonly string[], cases: readonly PatchCase[]): readonly number[] {
  return inFolder((folder) => {
    const nameOf = (index: number): string => `f ${index}`;
    for (const [index, { before }] of cases.entries()) {
      if (before !== null) writeFileSync(path.join(folder, nameOf(index)), before);
    }
    const input = Buffer.concat(cases.map((one, index) => one.patch(nameOf(index))));
    if (input.length === 0) return [];
    const result = spawnSync(program, args, { cwd: folder, input, env: GIT_ENVIRONMENT, encoding: 'utf8' });
    assert.equal(result.status, 0, `${program}: ${result.stderr}${result.stdout}`);
    return cases.flatMap(({ after }, index) => {
      const found = bytesOf(path.join(folder, nameOf(index)));
      return found === after || (found !== null && after !== null && found.equals(after)) ? [] : [index];
    });
  });
}

function bytesOf(file: string): Buffer | null {
  return existsSync(file) ? readFileSync(file) : null;
}

/** Checks so many generated cases, many a process. @throws Error with the seed and the first case that fails. */
export function checkPatches(
  cases: fc.Arbitrary<PatchCase>,
  {
    runs,
    seed,
    program,
    args,
  }: { readonly runs: number; readonly seed: number; readonly program: string; readonly args: readonly string[] },
): void {
  const all = fc.sample(cases, { numRuns: runs, seed });
  for (let start = 0; start < all.length; start += BATCH) {
    const batch = all.slice(start, start + BATCH);
    const wrong = withSeed(seed, () => applyWith(program, args, batch))[0];
    if (wrong === undefined) continue;
    const [before, after] = [batch[wrong]?.before, batch[wrong]?.after].map((bytes) => bytes?.toString('latin1') ?? null);
    assert.fail(`seed ${seed}: ${JSON.stringify({ before, after })}`);
  }
}

function withSeed<T>(seed: number, check: () => T): T {
  try {
    return check();
  } catch (thrown) {
    throw new Error(`seed ${seed}`, { cause: thrown });
  }
}
