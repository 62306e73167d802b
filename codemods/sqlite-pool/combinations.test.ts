import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

const DRIVERS = fileURLToPath(new URL('../../../codemods/sqlite-pool/behaviour', import.meta.url));

interface Facts {
  readonly broken?: string;
  readonly same: boolean;
  readonly held: boolean;
  readonly open: boolean;
  readonly 'other writer': string;
  readonly next: string | null;
  readonly rows: readonly string[];
  readonly length: readonly [number, number];
  readonly usable: readonly (string | null)[];
}

type Report = Readonly<Record<string, Readonly<Record<string, Facts>>>>;

/** Every how many combinations one is run; 1 runs all of them, in some minutes. */
const STEP = Number(process.env['SQLITE_POOL_STEP'] ?? 7);

interface Combined {
  readonly before: Report;
  readonly after: Report;
  readonly changed: ReadonlySet<string>;
  readonly findings: ReadonlyMap<string, string>;
}

async function combine(): Promise<Combined> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'sqlite-pool-'));
  try {
    assert.equal(python3([path.join(DRIVERS, 'combine.py'), root]).status, 0);
    const names = readdirSync(root).sort();
    for (const [index, name] of names.entries()) if (index % STEP !== 0) rmSync(path.join(root, name), { recursive: true });
    const kept = readdirSync(root);
    const before = drive(root);
    const files = Object.fromEntries(kept.map((name) => [`${name}/m.py`, readFileSync(path.join(root, name, 'm.py'))]));
    const run = await runOn('sqlite-pool', files);
    for (const [name, bytes] of run.files) writeFileSync(path.join(root, name), bytes);
    const changed = new Set(run.changed.map((name) => path.dirname(name)));
    const findings = new Map(run.findings.map(({ path: name, code }) => [path.dirname(name), code]));
    return { before, after: drive(root), changed, findings };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function drive(root: string): Report {
  const { status, stdout, stderr } = python3([path.join(DRIVERS, 'drive_combined.py'), root]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Report;
}

/** What is wrong with a module after the run, in words; empty when everything that is promised holds. */
function faults(name: string, report: Report): readonly string[] {
  const { error, interrupt, rollback_fails: double, drain } = report[name] ?? {};
  assert.ok(error !== undefined && interrupt !== undefined && double !== undefined && drain !== undefined, name);
  const rows = JSON.stringify(['good', 'next']);
  const single = [error, interrupt, double].flatMap((facts) => [
    ...(facts.broken === undefined ? [] : [facts.broken]),
    ...(facts.same ? [] : ['another exception comes out']),
    ...(facts.open ? ['the transaction stays open'] : []),
    ...(facts['other writer'] === 'ok' ? [] : [`others: ${facts['other writer']}`]),
    ...(facts.next === null ? [] : [`the next call: ${facts.next}`]),
    ...(JSON.stringify(facts.rows) === rows ? [] : [`rows: ${facts.rows}`]),
  ]);
  const lost = name.startsWith('queue') && drain.length[0] !== drain.length[1] ? ['the pool is drained'] : [];
  const handed = double.held ? ['what cannot be rolled back is handed out again'] : [];
  const unusable = drain.usable.filter((one) => one !== null).map((one) => `after many failures: ${one}`);
  return [...single, ...lost, ...handed, ...unusable];
}

const combined = hasPython() ? await combine() : null;
const test = suite('sqlite-pool in combinations');

test('every combination is repaired, sound, or reported', () => {
  if (combined === null) return void skipLoudly('the combinations of sqlite-pool', 'python3');
  const { before, after, changed, findings } = combined;
  const wrong = Object.keys(after).flatMap((name) => {
    const isSound = before[name]?.['error']?.open === false;
    if (changed.has(name))
      return [...(isSound ? ['it was sound'] : []), ...faults(name, after)].map((fault) => `${name}: ${fault}`);
    if (isSound) return findings.has(name) ? [`${name}: it is sound and reported as ${findings.get(name)}`] : [];
    return findings.has(name) ? [] : [`${name}: missed`];
  });
  assert.deepEqual(wrong, []);
});

test('the combinations are of all three kinds', () => {
  if (combined === null) return;
  const all = Object.keys(combined.after);
  assert.ok(combined.changed.size > all.length / 2);
  assert.ok(all.some((name) => combined.findings.has(name)));
  assert.ok(all.some((name) => !combined.changed.has(name) && !combined.findings.has(name)));
});

test('the modules as they were are found at fault', () => {
  if (combined === null) return;
  const { before, changed } = combined;
  for (const name of changed) assert.notEqual(faults(name, before).length, 0, name);
});
