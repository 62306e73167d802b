import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { checkCase, reportOf, runCase } from './check-case.js';
import type { FixtureCase } from './fixture-case.js';
import type { MemoryRun } from './run-on.js';

/**
 * Makes what comes out of a case its expectation, when that is fit to be one: it is judged good, a second run changes
 * nothing, and every other check of a case holds.
 *
 * @returns what speaks against it; then nothing is written.
 */
export async function blessCase(loaded: LoadedCodemod, fixture: FixtureCase): Promise<readonly string[]> {
  const run = await runCase(loaded, fixture, fixture.input);
  const { findings, suppressed, skipped, failed } = reportOf(run);
  if (failed.length > 0) return failed.map(({ path: file, code }) => `${file}: ${code}: ${whyFailed(run)}`);
  const expected = Object.fromEntries([...run.files].filter(([file, bytes]) => !fixture.input[file]?.equals(bytes)));
  const deleted = Object.keys(fixture.input).filter((file) => !run.files.has(file));
  const description = { ...fixture.description, findings, suppressed, skipped, failed: [], deleted };
  const blessed = { ...fixture, description, expected: Object.keys(expected).length === 0 ? null : expected };
  const problems = await checkCase(loaded, blessed);
  if (problems.length === 0) write(blessed);
  return problems;
}

function whyFailed(run: MemoryRun): string {
  return run.outcomes.flatMap(({ failure }) => failure?.message ?? []).join('; ');
}

function write({ folder, expected, description }: FixtureCase): void {
  rmSync(path.join(folder, 'expected'), { recursive: true, force: true });
  for (const [file, bytes] of Object.entries(expected ?? {})) {
    const target = path.join(folder, 'expected', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const file = path.join(folder, 'case.yaml');
  const before = readFileSync(file, 'utf8');
  const document = parseDocument(before);
  for (const key of ['findings', 'suppressed', 'skipped', 'deleted'] as const) {
    if (description[key].length > 0) document.set(key, description[key]);
    else document.delete(key);
  }
  document.delete('failed');
  if (JSON.stringify(document.toJS()) !== JSON.stringify(parseDocument(before).toJS())) writeFileSync(file, document.toString());
}
