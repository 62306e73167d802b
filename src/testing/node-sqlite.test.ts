import assert from 'node:assert/strict';
import { hasNodeSqlite, nodeSqliteFolder, runNode } from './node-sqlite.js';
import { suite } from './suite.js';

const test = suite('SQLite for programs that tests run');

const PROGRAM = `
const db = new Database(':memory:');
db.exec('CREATE TABLE t (x PRIMARY KEY)');
db.exec('BEGIN');
db.prepare('INSERT INTO t VALUES (?)').run(1);
try { db.prepare('INSERT INTO t VALUES (?)').run(1); } catch (error) { console.log(error.code); }
console.log(db.inTransaction, db.prepare('SELECT count(*) AS n FROM t').get().n);
db.close();
console.log(db.open);
`;

test('better-sqlite3 is required, and a failed statement leaves the transaction open, as it does in the real one', () => {
  const folder = nodeSqliteFolder({ 'main.cjs': `const Database = require('better-sqlite3');${PROGRAM}` });
  const { status, stdout, stderr } = runNode(folder, 'main.cjs');
  assert.equal(status, 0, stderr);
  assert.equal(stdout, 'SQLITE_CONSTRAINT_PRIMARYKEY\ntrue 1\nfalse\n');
});

test('closing ends the transaction, though a statement is still there, as it does in the real one', () => {
  const program = `
const Database = require('better-sqlite3');
const file = __dirname + '/app.db';
const [db, other] = [new Database(file), new Database(file, { timeout: 50 })];
db.exec('CREATE TABLE t (x)');
db.exec('BEGIN');
const statement = db.prepare('INSERT INTO t VALUES (?)');
statement.run(1);
const write = () => { try { other.exec('INSERT INTO t VALUES (2)'); return 'ok'; } catch (error) { return error.message; } };
console.log(write());
db.close();
console.log(write(), other.prepare('SELECT count(*) AS n FROM t').get().n, typeof statement);
`;
  const folder = nodeSqliteFolder({ 'main.cjs': program });
  assert.equal(runNode(folder, 'main.cjs').stdout, 'database is locked\nok 1 object\n');
});

test('better-sqlite3 is imported', () => {
  const folder = nodeSqliteFolder({ 'main.mjs': `import Database from 'better-sqlite3';${PROGRAM}` });
  assert.equal(runNode(folder, 'main.mjs').stdout, 'SQLITE_CONSTRAINT_PRIMARYKEY\ntrue 1\nfalse\n');
});

test('what a program writes to standard error, and how it ends, is told', () => {
  const folder = nodeSqliteFolder({ 'main.cjs': "console.error('oh'); process.exitCode = 3;" });
  assert.deepEqual(runNode(folder, 'main.cjs'), { status: 3, stdout: '', stderr: 'oh\n' });
});

test('node:sqlite is there exactly where it is said to be', () => {
  const folder = nodeSqliteFolder({ 'main.cjs': "require('node:sqlite'); console.log('there');" });
  assert.equal(runNode(folder, 'main.cjs').status === 0, hasNodeSqlite());
});
