import { type Database, defaultCaveat, quoteCaveat, schemaCaveat } from './common-caveats.js';
import type { Use } from './find-uses.js';
import { ownTables } from './own-tables.js';
import type { Program } from './program/program.js';
import type { Source } from './sources/source.js';

const SQLITE = /^(sqlite3|aiosqlite|apsw|pysqlite[23]|sqlean|pysqlcipher3|sqlcipher3)(\.|$)/;

/** Drivers and libraries whose databases have schemas, or may be any database. */
const OTHERS =
  /^(psycopg2?|asyncpg|pg8000|pymysql|MySQLdb|mysql|mariadb|aiomysql|pyodbc|pymssql|cx_Oracle|oracledb|snowflake|duckdb|sqlalchemy|clickhouse_\w+|google|trino|prestodb|pyhive|impala|vertica_python|redshift_connector|databricks|pyspark|ibm_db\w*|firebirdsql|teradatasql|django|peewee|records|dataset)(\.|$)/;

/** Why a check could refuse names that work today, in sentences. Empty when there is no reason to think so. */
export function caveatsOf(program: Program, source: Source, tables: readonly Use[]): readonly string[] {
  const caveats = [
    quoteCaveat(tables),
    schemaCaveat(databaseOf(program)),
    pastCaveat(program),
    defaultCaveat(source.unknownDefault?.text ?? null),
  ];
  return caveats.filter((caveat) => caveat !== null);
}

/** What Python 3 has by itself: whoever imports it from the future, or names Python 2 in the first line, means the past. */
const PAST: ReadonlySet<string> = new Set(['print_function', 'unicode_literals', 'division', 'absolute_import']);

function pastCaveat({ module }: Program): string | null {
  const isPast = module.imports.all.some((one) => one.module === '__future__' && one.name !== null && PAST.has(one.name));
  return isPast || /^#!.*python2/.test(module.file.text)
    ? 'this file seems to be meant for Python 2 too, where re has no fullmatch and strings have no f'
    : null;
}

function databaseOf(program: Program): Database {
  const { imports, file } = program.module;
  const modules = imports.all.map((one) => one.module);
  return {
    other: modules.find((module) => OTHERS.test(module))?.split('.')[0] ?? null,
    isSqlite: modules.some((module) => SQLITE.test(module)),
    text: file.text,
    ownTables: () => ownTables(program),
  };
}
