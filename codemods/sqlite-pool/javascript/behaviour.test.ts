import assert from 'node:assert/strict';
import { hasNodeSqlite, nodeSqliteFolder, runNode } from '../../../src/testing/node-sqlite.js';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';

const test = suite('sqlite-pool at work in Node');

/** What a failing call did, and what came after it. */
interface Facts {
  readonly raised: string | null;
  /** What another connection says that wants to write. */
  readonly other: string;
  readonly next: string;
  readonly rows: readonly string[];
}

/** Programs that export `insert(file, rows)`: all rows in one transaction, on a connection of a pool. */
const SUBJECTS: Readonly<
  Record<string, { readonly text: string; readonly evicts: boolean; readonly modules?: readonly string[] }>
> = {
  'a map whose connections nobody else has': {
    evicts: true,
    text: `import Database from 'better-sqlite3';
const pool = new Map();
function connect(file) {
  let db = pool.get(file);
  if (!db) {
    db = new Database(file, { timeout: 50 });
    pool.set(file, db);
  }
  return db;
}
export function insert(file, rows) {
  const db = connect(file);
  db.exec('BEGIN');
  const statement = db.prepare('INSERT INTO rows VALUES (?)');
  for (const row of rows) statement.run(row);
  db.exec('COMMIT');
  return rows.length;
}
`,
  },
  'a map that others can use, and a handler that logs': {
    evicts: false,
    text: `import Database from 'better-sqlite3';
const pool = new Map();
export function connect(file) {
  if (!pool.has(file)) pool.set(file, new Database(file, { timeout: 50 }));
  return pool.get(file);
}
export function insert(file, rows) {
  const db = connect(file);
  db.exec('BEGIN');
  try {
    for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
    db.exec('COMMIT');
  } catch (error) {
    console.error('not inserted');
    throw error;
  }
  return rows.length;
}
`,
  },
  'a private field': {
    evicts: true,
    text: `import Database from 'better-sqlite3';
class Store {
  #db;
  #open(file) {
    return (this.#db ??= new Database(file, { timeout: 50 }));
  }
  insert(file, rows) {
    const db = this.#open(file);
    db.exec('BEGIN');
    for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
    db.exec('COMMIT');
    return rows.length;
  }
}
const store = new Store();
export const insert = (file, rows) => store.insert(file, rows);
`,
  },
  'the variable of a module as it stands': {
    evicts: true,
    text: `import Database from 'better-sqlite3';
let db = null;
function open(file) {
  if (db === null) db = new Database(file, { timeout: 50 });
}
export function insert(file, rows) {
  open(file);
  db.exec('BEGIN');
  for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
  db.exec('COMMIT');
  return rows.length;
}
`,
  },
  'a list of idle connections': {
    evicts: true,
    text: `import Database from 'better-sqlite3';
const idle = [];
export function insert(file, rows) {
  const db = idle.pop() ?? new Database(file, { timeout: 50 });
  try {
    db.exec('BEGIN');
    for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
    db.exec('COMMIT');
  } finally {
    idle.push(db);
  }
  return rows.length;
}
`,
  },
  'promises of the package sqlite': {
    evicts: false,
    text: `import { open } from 'sqlite';
let promise;
const connect = (filename) => (promise ??= open({ filename }));
export async function insert(file, rows) {
  const db = await connect(file);
  await db.run('BEGIN');
  for (const row of rows) await db.run('INSERT INTO rows VALUES (?)', row);
  await db.run('COMMIT');
  return rows.length;
}
`,
  },
  'generic-pool, given back in a finally': {
    evicts: true,
    modules: ['generic-pool'],
    text: `import { createPool } from 'generic-pool';
import Database from 'better-sqlite3';
const pool = createPool(
  { create: async () => new Database(process.env.DB_FILE, { timeout: 50 }), destroy: async (db) => void db.close() },
  { max: 1, acquireTimeoutMillis: 500 },
);
export async function insert(file, rows) {
  const db = await pool.acquire();
  try {
    db.exec('BEGIN');
    for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
    db.exec('COMMIT');
  } finally {
    await pool.release(db);
  }
  return rows.length;
}
`,
  },
  'generic-pool, given back when all goes well': {
    evicts: true,
    modules: ['generic-pool'],
    text: `import { createPool } from 'generic-pool';
import Database from 'better-sqlite3';
const pool = createPool(
  { create: async () => new Database(process.env.DB_FILE, { timeout: 50 }), destroy: async (db) => void db.close() },
  { max: 1, acquireTimeoutMillis: 500 },
);
export async function insert(file, rows) {
  const db = await pool.acquire();
  db.exec('BEGIN');
  for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
  db.exec('COMMIT');
  await pool.release(db);
  return rows.length;
}
`,
  },
  'generic-pool with the promises of the package sqlite': {
    evicts: false,
    modules: ['generic-pool'],
    text: `import { createPool } from 'generic-pool';
import { open } from 'sqlite';
const pool = createPool(
  { create: () => open({ filename: process.env.DB_FILE }), destroy: (db) => db.close() },
  { max: 1, acquireTimeoutMillis: 500 },
);
export async function insert(file, rows) {
  const db = await pool.acquire();
  try {
    await db.run('BEGIN');
    for (const row of rows) await db.run('INSERT INTO rows VALUES (?)', row);
    await db.run('COMMIT');
  } finally {
    await pool.release(db);
  }
  return rows.length;
}
`,
  },
  'raw connections of knex': {
    evicts: true,
    modules: ['knex'],
    text: `import knex from 'knex';
const log = { warn() {}, error() {}, deprecate() {}, debug() {} };
const db = knex({
  client: 'better-sqlite3',
  connection: { filename: process.env.DB_FILE, options: { timeout: 50 } },
  useNullAsDefault: true,
  acquireConnectionTimeout: 500,
  log,
});
export async function insert(file, rows) {
  const connection = await db.client.acquireConnection();
  try {
    connection.exec('BEGIN');
    for (const row of rows) connection.prepare('INSERT INTO rows VALUES (?)').run(row);
    connection.exec('COMMIT');
  } finally {
    await db.client.releaseConnection(connection);
  }
  return rows.length;
}
`,
  },
  ...(hasNodeSqlite()
    ? {
        'node:sqlite in a record': {
          evicts: true,
          text: `import { DatabaseSync } from 'node:sqlite';
const pool = {};
export function insert(file, rows) {
  const db = (pool[file] ??= new DatabaseSync(file));
  db.exec('BEGIN');
  for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
  db.exec('COMMIT');
  return rows.length;
}
`,
        },
      }
    : {}),
};

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

const DRIVER = `
const Database = require('better-sqlite3');
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

function play(text: string, modules: readonly string[], fault = ''): Facts & { readonly good: number } {
  const files = { 'subject.mjs': text, 'main.cjs': DRIVER, 'node_modules/sqlite/index.js': SQLITE };
  const { status, stdout, stderr } = runNode(nodeSqliteFolder(files, modules), 'main.cjs', [fault]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Facts & { readonly good: number };
}

for (const [title, { text, evicts, modules = [] }] of Object.entries(SUBJECTS)) {
  const repaired = async (): Promise<string> => {
    const run = await runOn('sqlite-pool', { 'subject.mjs': text }, { unsafe: true });
    assert.deepEqual(run.changed, ['subject.mjs']);
    return run.text('subject.mjs');
  };

  test(`${title}: before, a failure leaves the database locked and the connection of no use`, () => {
    const { good, raised, other, next, rows } = play(text, modules);
    assert.deepEqual([good, raised, other], [1, RAISED, 'database is locked']);
    assert.notEqual(next, 'ok');
    assert.deepEqual(rows, ['good']);
  });

  test(`${title}: after, the same error goes on, and nobody else notices`, async () => {
    const facts = play(await repaired(), modules);
    assert.deepEqual(facts, { good: 1, raised: RAISED, other: 'ok', next: 'ok', rows: ['good', 'next', 'other'] });
  });

  test(`${title}: a ${evicts ? 'close' : 'rollback'} that fails does not take the place of the error`, async () => {
    const facts = play(await repaired(), modules, evicts ? 'close' : 'rollback');
    assert.deepEqual([facts.raised, facts.other, facts.next], [RAISED, 'ok', 'ok']);
  });
}
