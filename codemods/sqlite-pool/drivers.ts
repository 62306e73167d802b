/** What a discard has to know of an SQLite driver. */
export interface Driver {
  /** The module whose `Error` all its failures derive from. */
  readonly module: string;
  /** True when its methods have to be awaited. */
  readonly awaited: boolean;
  /** Other exceptions by which a connection says that it is closed already. */
  readonly alsoRaises: readonly string[];
  /** True when a connection is in autocommit mode until somebody executes BEGIN. */
  readonly autocommit: boolean;
}

const SQLITE3: Driver = { module: 'sqlite3', awaited: false, alsoRaises: [], autocommit: false };
// A closed aiosqlite connection raises ValueError("no active connection"): aiosqlite/core.py, Connection._conn.
const AIOSQLITE: Driver = { module: 'aiosqlite', awaited: true, alsoRaises: ['ValueError'], autocommit: false };
// https://rogerbinns.github.io/apsw/connection.html: apsw begins no transactions by itself.
const APSW: Driver = { module: 'apsw', awaited: false, alsoRaises: [], autocommit: true };

/** Dotted names whose call opens a connection. */
const CONNECTS: ReadonlyMap<string, Driver> = new Map([
  ['sqlite3.connect', SQLITE3],
  ['sqlite3.Connection', SQLITE3],
  ['sqlite3.dbapi2.connect', SQLITE3],
  ['pysqlite3.connect', { ...SQLITE3, module: 'pysqlite3' }],
  ['pysqlite3.dbapi2.connect', { ...SQLITE3, module: 'pysqlite3.dbapi2' }],
  ['aiosqlite.connect', AIOSQLITE],
  ['apsw.Connection', APSW],
]);

/** The driver whose connection a call of this dotted name opens, or null. */
export function driverOf(dotted: string): Driver | null {
  return CONNECTS.get(dotted) ?? null;
}

/** True for a dotted name that opens a connection to something else, as far as its name tells. */
export function isForeignConnect(dotted: string): boolean {
  return /(^|\.)(connect|Connection|create_pool)$/.test(dotted) && driverOf(dotted) === null && dotted.includes('.');
}

/** The type of a connection of ours, in an annotation. */
export const CONNECTION_TYPE = /\b(sqlite3|aiosqlite|apsw|pysqlite3)\.Connection\b/;
