import assert from 'node:assert/strict';
import { hasNodeSqlite, nodeSqliteFolder, runNode } from '../../../src/testing/node-sqlite.js';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';
import { NODE_SUBJECTS, SUBJECTS, type Subject } from './behaviour/subjects.js';

const test = suite('sqlite-pool at work in Node');

/** What a failing call did, and what came after it. */
interface Facts {
  readonly raised: string | null;
  /** What another connection says that wants to write. */
  readonly other: string;
  readonly next: string;
  readonly rows: readonly string[];
}

/** The promises of the package sqlite, over a real SQLite: its own driver brings its binary from outside of the registry. */
const SQLITE = `const Database = require('better-sqlite3');
exports.open = async ({ filename }) => {
  const db = new Database(filename, { timeout: 50 });
  return {
    run: async (sql, ...values) => db.prepare(sql).run(...values),
    exec: async (sql) => db.exec(sql),
    close: async () => db.close(),
  };
};
`;

/** Two SQLite libraries of one process do not see each other's locks: https://www.sqlite.org/howtocorrupt.html#_multiple_copies_of_sqlite_linked_into_the_same_application */
const DRIVER = `
const Database = process.argv[3] === 'node' ? require('node:sqlite').DatabaseSync : require('better-sqlite3');
const file = (process.env.DB_FILE = __dirname + '/app.db');
const other = new Database(file, { timeout: 50 });
other.exec('CREATE TABLE rows (x PRIMARY KEY)');
const attempt = async (work) => { try { await work(); return null; } catch (error) { return error.message; } };

(async () => {
  const { insert } = await import('./subject.mjs');
  const facts = { good: await insert(file, ['good']) };
  const { close, exec, prepare } = Database.prototype;
  if (process.argv[2] === 'close') Database.prototype.close = function () { close.call(this); throw new Error('close'); };
  if (process.argv[2] === 'rollback') {
    const refuse = (sql) => { if (/^rollback/i.test(sql)) throw new Error('rollback'); };
    Database.prototype.exec = function (sql) { refuse(sql); return exec.call(this, sql); };
    Database.prototype.prepare = function (sql) { refuse(sql); return prepare.call(this, sql); };
  }
  facts.raised = await attempt(() => insert(file, ['lost', 'good']));
  Object.assign(Database.prototype, { close, exec, prepare });
  facts.other = (await attempt(() => other.prepare("INSERT INTO rows VALUES ('other')").run())) ?? 'ok';
  facts.next = (await attempt(() => insert(file, ['next']))) ?? 'ok';
  facts.rows = other.prepare('SELECT x FROM rows ORDER BY x').all().map(({ x }) => x);
  process.stdout.write(JSON.stringify(facts), () => process.exit(0));
})();
`;

const RAISED = 'UNIQUE constraint failed: rows.x';

function play({ text, modules = [] }: Subject, fault = ''): Facts & { readonly good: number } {
  const files = { 'subject.mjs': text, 'main.cjs': DRIVER, 'node_modules/sqlite/index.js': SQLITE };
  const library = text.includes("'node:sqlite'") ? 'node' : '';
  const { status, stdout, stderr } = runNode(nodeSqliteFolder(files, modules), 'main.cjs', [fault, library]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Facts & { readonly good: number };
}

async function repaired(subject: Subject): Promise<Subject> {
  const run = await runOn('sqlite-pool', { 'subject.mjs': subject.text }, { unsafe: true });
  assert.deepEqual(run.changed, ['subject.mjs']);
  return { ...subject, text: run.text('subject.mjs') };
}

function tryOut(title: string, subject: Subject): void {
  test(`${title}: before, a failure leaves the database locked and the connection of no use`, () => {
    const { good, raised, other, next, rows } = play(subject);
    assert.deepEqual([good, raised, other], [1, RAISED, 'database is locked']);
    assert.notEqual(next, 'ok');
    assert.deepEqual(rows, ['good']);
  });

  test(`${title}: after, the same error goes on, and nobody else notices`, async () => {
    const facts = play(await repaired(subject));
    assert.deepEqual(facts, { good: 1, raised: RAISED, other: 'ok', next: 'ok', rows: ['good', 'next', 'other'] });
  });

  test(`${title}: a ${subject.evicts ? 'close' : 'rollback'} that fails does not take the place of the error`, async () => {
    const facts = play(await repaired(subject), subject.evicts ? 'close' : 'rollback');
    assert.deepEqual([facts.raised, facts.other, facts.next], [RAISED, 'ok', 'ok']);
  });
}

for (const [title, subject] of Object.entries(SUBJECTS)) tryOut(title, subject);

if (hasNodeSqlite()) for (const [title, subject] of Object.entries(NODE_SUBJECTS)) tryOut(title, subject);
else console.log(`SKIPPED sqlite-pool at work with node:sqlite: it is there from Node 22.13 on, not in ${process.versions.node}`);
