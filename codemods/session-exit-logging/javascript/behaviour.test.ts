import assert from 'node:assert/strict';
import { runNode } from '../../../src/testing/node-sqlite.js';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';
import { tempFolder, writeFiles } from '../../../src/testing/temp-folder.js';
import { DRIVER, STORE, SUBJECTS } from './behaviour/subjects.js';

const CODEMOD = 'session-exit-logging';

interface Row {
  /** The name of the error that came out. */
  readonly out: string | null;
  /** True when that is the error of the body itself. */
  readonly same: boolean;
  readonly value: string | null;
  readonly told: readonly string[];
  readonly tried: number;
  readonly closed: number;
  readonly logged: readonly string[];
}

type Rows = Readonly<Record<string, Row>>;

function drive(text: string): Rows {
  const folder = tempFolder();
  writeFiles(folder, { 'store.mjs': STORE, 'driver.mjs': DRIVER, 'subject.mjs': text });
  const { status, stdout, stderr } = runNode(folder, 'driver.mjs', ['./subject.mjs']);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Rows;
}

async function transformed(text: string, params: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const run = await runOn(CODEMOD, { 'a.mjs': text }, { params });
  assert.deepEqual(run.changed, ['a.mjs'], JSON.stringify(run.findings));
  assert.deepEqual(run.withheld, []);
  return run.text('a.mjs');
}

/** Compares the named parts of a row. */
function check(rows: Rows, name: string, wanted: Partial<Row>): void {
  const row = rows[name] ?? assert.fail(`no row ${name}`);
  const seen = Object.fromEntries(Object.keys(wanted).map((key) => [key, row[key as keyof Row]]));
  assert.deepEqual(seen, wanted, `${name}: ${JSON.stringify(row)}`);
}

const LOGGED = ['session end could not be logged: RangeError'];

const test = suite('session-exit-logging at work in JavaScript');

for (const { title, text, cleansFirst } of SUBJECTS) {
  test(title, async () => {
    const before = drive(text);
    const after = drive(await transformed(text));
    // The defect: the failure of the event takes the place of the error of the body, and stops what follows.
    check(before, 'body log', { out: 'RangeError', same: false, logged: [] });
    check(before, 'log', { out: 'RangeError' });
    // The good path is what it was.
    for (const row of ['', 'body']) assert.deepEqual(after[row], before[row], row);
    check(after, '', { out: null, tried: 1, closed: 1, logged: [] });
    check(after, 'body', { out: 'SyntaxError', same: true, tried: 1, closed: 1 });
    // The repair.
    check(after, 'body log', { out: 'SyntaxError', same: true, tried: 1, closed: 1, logged: LOGGED });
    check(after, 'log', { out: null, value: before['']?.value ?? null, tried: 1, closed: 1, logged: LOGGED });
    check(after, 'close', { out: 'TypeError', tried: 1 });
    check(after, 'close log', { out: 'TypeError', tried: 1, logged: LOGGED });
    if (cleansFirst !== true) check(before, 'log', { closed: 0 });
  });
}

test('clean-up that fails before the event kept it from being told', async () => {
  const first = SUBJECTS.filter(({ title }) => title.includes('cleans up first'));
  assert.equal(first.length, 2);
  for (const { text } of first) {
    check(drive(text), 'close', { out: 'TypeError', tried: 0 });
    check(drive(await transformed(text)), 'close', { out: 'TypeError', tried: 1, told: ['session_end'] });
  }
});

test('in the mode cleanup-only the failure gets out, and the clean-up runs', async () => {
  const text = SUBJECTS[0]?.text ?? assert.fail('no subject');
  check(drive(text), 'log', { out: 'RangeError', closed: 0 });
  const after = drive(await transformed(text, { mode: 'cleanup-only' }));
  check(after, 'log', { out: 'RangeError', closed: 1, logged: [] });
  check(after, '', { out: null, tried: 1, closed: 1 });
});

const LEAVES = `import { client, logEvent } from './store.mjs';

class Session {
  close(error) {
    if (error) return void logEvent('session_failed', error);
    client.close();
    return 'closed';
  }
}

export const end = (session, error) => session.close(error);
export const open = () => new Session();
`;

test('a handler leaves where the event leaves, and nothing more is done', async () => {
  const [before, after] = [drive(LEAVES), drive(await transformed(LEAVES))];
  for (const row of ['', 'body', 'close', 'log']) assert.deepEqual(after[row], before[row], row);
  check(before, 'body log', { out: 'RangeError', closed: 0 });
  check(after, 'body log', { out: 'SyntaxError', same: true, value: null, closed: 0, logged: LOGGED });
});

/** What a process leaves behind that ends under a handler of its exit. */
function ended(handlers: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const folder = tempFolder();
  writeFiles(folder, { 'a.mjs': handlers });
  return runNode(folder, 'a.mjs');
}

const EXIT = `import fs from 'node:fs';

function logEvent() {
  fs.appendFileSync('missing/folder/events.log', 'end');
}

process.on('exit', (code) => {
  logEvent('process_end', code);
});
process.on('exit', () => {
  console.log('cleaned up');
});
`;

test('a handler of the exit that cannot tell neither fails a good run nor stops the others', async () => {
  const before = ended(EXIT);
  assert.equal(before.status, 1);
  assert.doesNotMatch(before.stdout, /cleaned up/);
  const after = ended(await transformed(EXIT));
  assert.equal(after.status, 0);
  assert.match(after.stdout, /cleaned up/);
  assert.match(after.stderr, /session end could not be logged/);
});

const BEGUN = `import fs from 'node:fs';

process.on('exit', async () => {
  await fs.promises.appendFile('events.log', 'end');
});
process.on('exit', () => {
  console.log(fs.existsSync('events.log') && fs.readFileSync('events.log', 'utf8') === 'end');
});
`;

test('what a handler of the exit only begins to write is written', async () => {
  assert.equal(ended(BEGUN).stdout, 'false\n');
  assert.equal(ended(await transformed(BEGUN)).stdout, 'true\n');
});
