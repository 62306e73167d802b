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
  const caveats: string[] = [];
  const quotes = new Set(tables.flatMap((use) => use.role.quote ?? []));
  if (quotes.size > 0)
    caveats.push('the name stands in quotes, where names with blanks and other signs work today; the check refuses them');
  const database = schemaCaveat(program);
  if (database !== null) caveats.push(database);
  if (mayBePython2(program))
    caveats.push('this file seems to be meant for Python 2 too, where re has no fullmatch and strings have no f');
  if (source.unknownDefault !== null) {
    caveats.push(`the check also sees the default, ${source.unknownDefault.text}, which is known only when the program runs`);
  }
  return caveats;
}

/** What Python 3 has by itself: whoever imports it from the future, or names Python 2 in the first line, means the past. */
const PAST: ReadonlySet<string> = new Set(['print_function', 'unicode_literals', 'division', 'absolute_import']);

function mayBePython2({ module }: Program): boolean {
  const isPast = module.imports.all.some((one) => one.module === '__future__' && one.name !== null && PAST.has(one.name));
  return isPast || /^#!.*python2/.test(module.file.text);
}

function schemaCaveat(program: Program): string | null {
  const { imports, file } = program.module;
  const modules = imports.all.map((one) => one.module);
  const other = modules.find((module) => OTHERS.test(module));
  if (other !== undefined)
    return `with ${other.split('.')[0]} a name may have a schema in front, such as public.logs; the check refuses that`;
  if (!modules.some((module) => SQLITE.test(module))) {
    return 'this file does not say which database it is; where there are schemas, the check refuses names such as public.logs';
  }
  if (/\bATTACH\b/i.test(file.text)) return 'databases are attached here; the check refuses names such as archive.logs';
  const qualified = ownTables(program).find(({ name }) => name.includes('.'));
  return qualified === undefined ? null : `tables have a schema in front here, as in ${qualified.name}; the check refuses that`;
}
