/** A program that exports `insert(file, rows)`: all rows in one transaction, on a connection of a pool. */
export interface Subject {
  readonly text: string;
  /** True where the repair closes the connection, false where it rolls back. */
  readonly evicts: boolean;
  /** Packages that it imports beside those of SQLite. */
  readonly modules?: readonly string[];
}

const GENERIC_POOL = "import { createPool } from 'generic-pool';\n";

const SHARED_MAP: Subject = {
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
};

const GIVEN_BACK_IN_FINALLY: Subject = {
  evicts: true,
  modules: ['generic-pool'],
  text: `${GENERIC_POOL}import Database from 'better-sqlite3';
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
};

export const SUBJECTS: Readonly<Record<string, Subject>> = {
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
  'a map that others can use, and a handler that logs': SHARED_MAP,
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
  'generic-pool, given back in a finally': GIVEN_BACK_IN_FINALLY,
  'generic-pool, given back when all goes well': {
    evicts: true,
    modules: ['generic-pool'],
    text: `${GENERIC_POOL}import Database from 'better-sqlite3';
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
    text: `${GENERIC_POOL}import { open } from 'sqlite';
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
};

/** A program with the SQLite of Node itself in the place of its driver: https://nodejs.org/api/sqlite.html */
function onNode({ text, ...subject }: Subject): Subject {
  const imported = text.replace("import Database from 'better-sqlite3'", "import { Database } from 'node:sqlite'");
  return { ...subject, text: imported.replaceAll(', { timeout: 50 }', '').replaceAll(/\bDatabase\b/g, 'DatabaseSync') };
}

/** Those of the SQLite of Node. */
export const NODE_SUBJECTS: Readonly<Record<string, Subject>> = {
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
  'node:sqlite in a map, with a finally': {
    evicts: true,
    text: `import { DatabaseSync } from 'node:sqlite';
const pool = new Map();
let running = 0;
function connect(file) {
  let db = pool.get(file);
  if (!db) {
    db = new DatabaseSync(file);
    pool.set(file, db);
  }
  return db;
}
export function insert(file, rows) {
  if (running > 0) throw new Error('the last one has not ended');
  running++;
  const db = connect(file);
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows) db.prepare('INSERT INTO rows VALUES (?)').run(row);
    db.exec('COMMIT');
  } finally {
    running--;
  }
  return rows.length;
}
`,
  },
  'node:sqlite in a map that others can use, and a handler that logs': onNode(SHARED_MAP),
  'node:sqlite in generic-pool': onNode(GIVEN_BACK_IN_FINALLY),
};
