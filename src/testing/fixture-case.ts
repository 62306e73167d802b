import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { CodemodError, messageOf } from '../core/errors.js';
import { WITHHELD_BECAUSE } from '../core/outcome.js';

const Place = { path: v.string(), line: v.optional(v.number()) };

/** A finding, or a fix that is withheld. */
const Report = v.union([
  v.strictObject({ ...Place, code: v.string() }),
  v.strictObject({ ...Place, withheld: v.picklist(WITHHELD_BECAUSE) }),
]);

/** What `case.yaml` may say. Unknown keys are refused, so that a misspelt expectation is not a lost one. */
const CaseSchema = v.strictObject({
  shows: v.pipe(v.string(), v.minLength(10)),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
  unsafe: v.optional(v.boolean(), false),
  /** The input is newer than some supported python3: only our own parser may judge it. */
  'newer-syntax': v.optional(v.boolean(), false),
  findings: v.optional(v.array(Report), []),
  /** What comments hold back. */
  suppressed: v.optional(v.array(Report), []),
  skipped: v.optional(v.array(v.strictObject({ path: v.string(), code: v.string() })), []),
  failed: v.optional(v.array(v.strictObject({ path: v.string(), code: v.string() })), []),
  deleted: v.optional(v.array(v.string()), []),
});

export type CaseDescription = v.InferOutput<typeof CaseSchema>;

/** One fixture: what goes in, what has to come out. */
export interface FixtureCase {
  readonly codemod: string;
  /** The folder below the codemod's, such as `queue-pool` or `python/queue-pool`. */
  readonly name: string;
  readonly folder: string;
  readonly description: CaseDescription;
  readonly input: Readonly<Record<string, Buffer>>;
  /** Files that change or are made; null where nothing may change. */
  readonly expected: Readonly<Record<string, Buffer>> | null;
}

/** The cases below `fixtures/<codemod>`, sorted by name. */
export function readCases(fixtures: string, codemod: string): readonly FixtureCase[] {
  return caseFolders(path.join(fixtures, codemod)).map((folder) => readCase(fixtures, codemod, folder));
}

function caseFolders(folder: string): readonly string[] {
  const entries = entriesOf(folder);
  if (entries.some((entry) => entry.name === 'case.yaml')) return [folder];
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));
  return folders.sort().flatMap(caseFolders);
}

function readCase(fixtures: string, codemod: string, folder: string): FixtureCase {
  const known = new Set(['case.yaml', 'input', 'expected']);
  const stray = entriesOf(folder).find((entry) => !known.has(entry.name));
  if (stray !== undefined) throw invalid(folder, `${stray.name} is not part of a case (case.yaml, input, expected)`);
  const input = readFiles(path.join(folder, 'input'));
  if (Object.keys(input).length === 0) throw invalid(folder, 'it has no input');
  const expected = readFiles(path.join(folder, 'expected'));
  const name = path.relative(path.join(fixtures, codemod), folder).split(path.sep).join('/');
  return {
    codemod,
    name,
    folder,
    description: readDescription(folder),
    input,
    expected: Object.keys(expected).length === 0 ? null : expected,
  };
}

function readDescription(folder: string): CaseDescription {
  const file = path.join(folder, 'case.yaml');
  try {
    return v.parse(CaseSchema, parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    const where = thrown instanceof v.ValiError ? (v.getDotPath(thrown.issues[0]) ?? '') : '';
    throw invalid(folder, `case.yaml${where === '' ? '' : `, ${where}`}: ${messageOf(thrown)}`);
  }
}

/** Every file below a folder, by its `/`-separated path; nothing when there is no folder. */
export function readFiles(folder: string): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  for (const entry of entriesOf(folder)) {
    const full = path.join(folder, entry.name);
    if (!entry.isDirectory()) files[entry.name] = readFileSync(full);
    else for (const [inner, bytes] of Object.entries(readFiles(full))) files[`${entry.name}/${inner}`] = bytes;
  }
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function invalid(folder: string, why: string): CodemodError {
  return new CodemodError('fixture-invalid', `The fixture ${folder} is not valid: ${why}.`, { path: folder });
}
