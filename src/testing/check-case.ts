import type { Codemod } from '../core/codemod.js';
import { unifiedDiff } from '../core/diff.js';
import { languageOf } from '../languages/registry.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import type { FixtureCase } from './fixture-case.js';
import { type Files, type MemoryRun, runOn } from './run-on.js';

type Result = ReadonlyMap<string, Buffer>;

/** Everything that is wrong with a case, in sentences; empty when it passes. No case can opt out of a check. */
export async function checkCase(loaded: LoadedCodemod, fixture: FixtureCase): Promise<readonly string[]> {
  const run = await runCase(loaded, fixture, fixture.input);
  const wrong = [
    ...unusedExpectations(fixture),
    ...differences('', wantedFiles(fixture), run.files),
    ...reportDifferences(fixture, run),
    ...judgement(fixture, run),
  ];
  // The other checks would only say the same again.
  if (wrong.length > 0) return wrong;
  return [
    ...(await unstable(loaded, fixture, run)),
    ...(await hiddenByNeedles(loaded, fixture, run)),
    ...(await variant(loaded, fixture, 'as CRLF: ', toCrlf)),
    ...(await variant(loaded, fixture, 'with a BOM: ', withBom)),
  ];
}

export function runCase(loaded: LoadedCodemod, fixture: FixtureCase, input: Files): Promise<MemoryRun> {
  return runOn(loaded, input, { params: fixture.description.params, unsafe: fixture.description.unsafe });
}

function wantedFiles(fixture: FixtureCase): Result {
  const files = new Map(Object.entries({ ...fixture.input, ...fixture.expected }));
  for (const path of fixture.description.deleted) files.delete(path);
  return files;
}

function unusedExpectations({ input, expected, description }: FixtureCase): readonly string[] {
  const same = Object.entries(expected ?? {}).filter(([path, bytes]) => input[path]?.equals(bytes));
  const absent = description.deleted.filter((path) => input[path] === undefined);
  return [
    ...same.map(([path]) => `expected/${path} equals the input: leave it out`),
    ...absent.map((path) => `deleted: there is no input/${path}`),
  ];
}

function differences(variantName: string, wanted: Result, got: Result): readonly string[] {
  const paths = [...new Set([...wanted.keys(), ...got.keys()])].sort();
  return paths.flatMap((path) => {
    const [want, have] = [wanted.get(path), got.get(path)];
    if (want !== undefined && have?.equals(want)) return [];
    const diff = unifiedDiff(path, want?.toString('utf8') ?? null, have?.toString('utf8') ?? null);
    return [`${variantName}${path} is not as expected (- expected, + result):\n${diff}`];
  });
}

/** The findings, skips and failures of a run as `case.yaml` would list them. */
export function reportOf(run: MemoryRun) {
  const standing = [
    ...run.outcomes.flatMap(({ path, findings }) => findings.map(({ line, code }) => ({ path, line, code }))),
    ...run.withheld.map(({ path, line, because }) => ({ path, line, withheld: because })),
  ];
  return {
    suppressed: [
      ...run.outcomes.flatMap(({ path, heldBack: { findings, withheld } }) => [
        ...findings.map(({ line, code }) => ({ path, line, code })),
        ...withheld.map(({ line, because }) => ({ path, line, withheld: because })),
      ]),
      ...run.project.heldBack.map(({ path, code }) => ({ path, line: 1, code })),
    ],
    /** What stays true of the files: a second run finds it again. What a project stage told belongs to its run alone. */
    standing,
    findings: [...standing, ...run.project.findings.map(({ path, code }) => ({ path, line: 1, code }))],
    skipped: run.outcomes.flatMap(({ path, skip }) => (skip === null ? [] : [{ path, code: skip.code }])),
    failed: [
      ...run.outcomes.flatMap(({ path, failure }) => (failure === null ? [] : [{ path, code: failure.code }])),
      ...run.project.failures.map(({ path = '', code }) => ({ path, code })),
    ],
  };
}

function reportDifferences({ description }: FixtureCase, run: MemoryRun): readonly string[] {
  const got = reportOf(run);
  return [
    ...listDifferences('findings', withLines(description.findings, got.findings), got.findings),
    ...listDifferences('suppressed', withLines(description.suppressed, got.suppressed), got.suppressed),
    ...listDifferences('skipped', description.skipped, got.skipped),
    ...listDifferences('failed', description.failed, got.failed, run),
  ];
}

interface Report {
  readonly path: string;
  readonly line?: number | undefined;
}

/** An expectation without a line takes that of what it expects. */
function withLines(wanted: readonly Report[], got: readonly Report[]): readonly Report[] {
  return wanted.map((one) => {
    const match = got.find((other) => other.path === one.path && sameReport(one, other));
    return one.line === undefined && match !== undefined ? { ...one, line: match.line } : one;
  });
}

function sameReport(a: object, b: object): boolean {
  const key = (item: object): unknown => ('code' in item ? item.code : 'withheld' in item ? item.withheld : null);
  return key(a) === key(b);
}

function listDifferences(what: string, wanted: readonly object[], got: readonly object[], run?: MemoryRun): readonly string[] {
  const text = (item: object): string => JSON.stringify(Object.fromEntries(Object.entries(item).sort()));
  const rest = got.map(text);
  const missing = wanted.map(text).filter((item) => {
    const index = rest.indexOf(item);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  const why = run === undefined ? '' : ` ${run.outcomes.flatMap(({ failure }) => failure?.message ?? []).join('; ')}`;
  return [...missing.map((item) => `${what}: missing ${item}`), ...rest.map((item) => `${what}: not expected ${item}${why}`)];
}

function judgement({ description }: FixtureCase, run: MemoryRun): readonly string[] {
  if (description['newer-syntax'] || run.judges.length === 0) return [];
  return run.unjudged.map(({ path, reason }) => `${path} was not judged: ${reason}`);
}

async function unstable(loaded: LoadedCodemod, fixture: FixtureCase, run: MemoryRun): Promise<readonly string[]> {
  if (run.changed.length === 0) return [];
  const again = await runCase(loaded, fixture, Object.fromEntries(run.files));
  return [
    ...differences('second run: ', run.files, again.files),
    ...listDifferences('findings of the second run', reportOf(run).standing, reportOf(again).standing),
  ];
}

async function hiddenByNeedles(loaded: LoadedCodemod, fixture: FixtureCase, run: MemoryRun): Promise<readonly string[]> {
  const blind = await runCase({ ...loaded, codemod: withoutNeedles(loaded.codemod) }, fixture, fixture.input);
  return [
    ...differences('without needles: ', blind.files, run.files),
    ...listDifferences('findings without needles', reportOf(blind).findings, reportOf(run).findings),
    ...listDifferences('suppressed without needles', reportOf(blind).suppressed, reportOf(run).suppressed),
  ];
}

/** The codemod as it would be if every file were parsed. */
function withoutNeedles(codemod: Codemod): Codemod {
  const languages = Object.entries(codemod.languages).map(([name, transform]) => [
    name,
    { needles: [], paths: transform.paths, transform: transform.transform.bind(transform) },
  ]);
  return { ...codemod, languages: Object.fromEntries(languages) };
}

/** The case in another spelling: what comes out must be what was expected, spelt so. */
async function variant(
  loaded: LoadedCodemod,
  fixture: FixtureCase,
  name: string,
  respell: (bytes: Buffer) => Buffer | null,
): Promise<readonly string[]> {
  const input: Record<string, Buffer> = {};
  for (const [path, bytes] of Object.entries(fixture.input)) {
    const spelt = languageOf(path) === null ? bytes : respell(bytes);
    // A file that has another spelling already is what its case is about.
    if (spelt === null) return [];
    input[path] = spelt;
  }
  const wanted = new Map(wantedFiles(fixture));
  for (const [path, bytes] of wanted) {
    const before = fixture.input[path];
    // An input that is spelt the same, such as one without any newline, comes out the same.
    if (before === undefined || input[path]?.equals(before)) continue;
    wanted.set(path, respell(bytes) ?? bytes);
  }
  return differences(name, wanted, (await runCase(loaded, fixture, input)).files);
}

function toCrlf(bytes: Buffer): Buffer | null {
  const text = bytes.toString('latin1');
  return text.includes('\r') ? null : Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}

const COOKIE = /^(.*\r?\n)?[ \t\f]*#.*?coding[:=]/;

function withBom(bytes: Buffer): Buffer | null {
  const bom = Buffer.from([0xef, 0xbb, 0xbf]);
  return bytes.subarray(0, 3).equals(bom) || COOKIE.test(bytes.toString('latin1')) ? null : Buffer.concat([bom, bytes]);
}
