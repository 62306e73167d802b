import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../../src/testing/fixture-case.js';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

/** The drivers are Python and stay where they are written. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DRIVER = path.join(ROOT, 'codemods/sqlite-pool/behaviour/drive_hazards.py');

/** What a module does in a situation; null when the process died of it. */
type Answer = Readonly<Record<string, unknown>> | null;

interface Hazard {
  readonly fixture: string;
  readonly file: string;
  /** The module with the repair that a careless codemod would make. */
  readonly careless: (before: string, after: string) => string;
}

const HAZARDS: Readonly<Record<string, Hazard>> = {
  crash: {
    fixture: 'threads-shared',
    file: 'meters.py',
    careless: (_, after) => replaced(after, 'conn.rollback()', 'conn.close()'),
  },
  lock: {
    fixture: 'lock-of-a-decorator',
    file: 'stock.py',
    careless: (_, after) => replaced(after, 'if OPEN.get(path) is conn:', 'with LOCK:'),
  },
  spans: {
    fixture: 'refuse-spans-calls',
    file: 'basket.py',
    careless: (before) => wrapped(before, '        conn.execute("INSERT INTO basket VALUES (?)", (thing,))', 'conn.rollback()'),
  },
  gone: {
    fixture: 'refuse-name-is-gone',
    file: 'cards.py',
    careless: (before) =>
      replaced(before, '    finally:\n', '    except BaseException:\n        conn.rollback()\n        raise\n    finally:\n'),
  },
  kept: {
    fixture: 'kept-elsewhere',
    file: 'fleet.py',
    careless: (_, after) => replaced(after, 'conn.rollback()', 'conn.close()'),
  },
};

function replaced(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

function wrapped(text: string, line: string, repair: string): string {
  const indent = ' '.repeat(line.length - line.trimStart().length);
  const lines = ['try:', `    ${line.trim()}`, 'except BaseException:', `    ${repair}`, '    raise'];
  return replaced(text, line, lines.map((one) => indent + one).join('\n'));
}

interface Answers {
  readonly before: Answer;
  readonly after: Answer;
  readonly careless: Answer;
}

async function answersTo(name: string, { fixture, file, careless }: Hazard): Promise<Answers> {
  const input = readCases(path.join(ROOT, 'fixtures'), 'sqlite-pool').find((one) => one.name === fixture)?.input ?? {};
  const before = String(input[file]);
  const after = (await runOn('sqlite-pool', input, { unsafe: true })).text(file);
  return {
    before: answer(name, file, before),
    after: answer(name, file, after),
    careless: answer(name, file, careless(before, after)),
  };
}

function answer(name: string, file: string, text: string): Answer {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sqlite-pool-'));
  try {
    writeFileSync(path.join(folder, file), text);
    const { status, stdout, stderr } = python3([DRIVER, name, folder]);
    assert.ok(status !== 1, stderr);
    return status === 0 ? (JSON.parse(stdout) as Answer) : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const answers = new Map<string, Answers>();
if (hasPython()) for (const [name, hazard] of Object.entries(HAZARDS)) answers.set(name, await answersTo(name, hazard));
const test = suite('sqlite-pool does no harm');
if (answers.size === 0) test('is not shown', () => void skipLoudly('the hazards of sqlite-pool', 'python3'));

function shows(name: string, what: string, expected: Answers): void {
  const found = answers.get(name);
  if (found !== undefined) test(what, () => assert.deepEqual(found, expected));
}

const crash = answers.get('crash');
if (crash !== undefined) {
  test('a connection that another thread is inside of is not closed: that ends the process', () => {
    const lives = { raised: ['ValueError'], others: ['None'] };
    assert.deepEqual([crash.before, crash.after], [lives, lives]);
    assert.notDeepEqual(crash.careless, lives);
  });
}

const ends = { raised: ['OperationalError'], waits: false };
shows('lock', 'a lock that a decorator holds is not waited for', {
  before: ends,
  after: ends,
  careless: { raised: [], waits: true },
});

const stored = { failed: [null], rows: ['nut', 'bolt'] };
shows('spans', 'rows of a transaction of several calls stay when one of them fails', {
  before: stored,
  after: stored,
  careless: { failed: [null], rows: ['bolt'] },
});

const typeError = { raised: 'TypeError', rows: [1] };
shows('gone', 'the exception that goes on is the first one, though the name of the connection is gone', {
  before: typeError,
  after: typeError,
  careless: { raised: 'UnboundLocalError', rows: [1] },
});

const closes = { raised: 'IntegrityError', closing: null };
shows('kept', 'a list that keeps the connections, too, can use them after a failure', {
  before: closes,
  after: closes,
  careless: { raised: 'IntegrityError', closing: 'ProgrammingError' },
});
