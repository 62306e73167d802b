import type { NodePath } from 'codex-codemod';
import { isCall } from './program/calls.js';
import { fieldValues } from './program/classes.js';
import { definitionsOf } from './program/definitions.js';
import { isMember } from './program/names.js';
import type { Program } from './program/program.js';
import { unwrap } from './program/unwrap.js';

/** Drivers of SQLite alone. */
export const SQLITE =
  /^(better-sqlite3(-multiple-ciphers|-sqlcipher)?|sqlite|sqlite3|@vscode\/sqlite3|sqlite-async|sql\.js|bun:sqlite|libsql|@libsql\/client|@journeyapps\/sqlcipher|node-sqlite3-wasm|expo-sqlite)(\/|$)/;

/** Drivers whose databases have schemas, or may be any database. */
export const OTHERS =
  /^(pg|pg-promise|pg-native|pg-cursor|postgres|@neondatabase\/serverless|@vercel\/postgres|slonik|mysql|mysql2|mariadb|promise-mysql|serverless-mysql|@planetscale\/database|mssql|tedious|oracledb|snowflake-sdk|duckdb|@duckdb\/node-api|knex|sequelize|typeorm|kysely|drizzle-orm|@prisma\/client|@mikro-orm\/\w+|@clickhouse\/client|cassandra-driver|@google-cloud\/(bigquery|spanner)|odbc|ibm_db|alasql|presto-client|trino-client)(\/|$)/;

/** Modules of Node whose functions are called like those of databases and take no SQL. */
const NO_DATABASE =
  /^(child_process|fs|path|os|http|https|events|vm|crypto|worker_threads|commander|yargs|cac|citty|execa|shelljs|axios|express|koa|lodash|map|url)(\/|$)/;

/** Longer ways to a receiver are not followed. */
const MOST_STEPS = 24;

/** The module of the driver that a receiver comes from; null where that cannot be seen, `other` for what is no database. */
export function driverOf(program: Program, receiver: NodePath): string | 'other' | null {
  const modules = modulesOf(program, receiver, new Set());
  const driver = modules.find((module) => SQLITE.test(module) || OTHERS.test(module));
  if (driver !== undefined) return driver;
  return modules.some((module) => NO_DATABASE.test(module)) ? 'other' : null;
}

/** The modules that an expression comes from, through calls, properties and the values of names. */
function modulesOf(program: Program, raw: NodePath, seen: Set<unknown>): readonly string[] {
  const path = unwrap(raw);
  if (seen.has(path.node) || seen.size > MOST_STEPS) return [];
  seen.add(path.node);
  const origin = program.originOf(path);
  if (origin !== null) return [origin.module];
  if (path.isRegExpLiteral()) return ['path'];
  if (path.isNewExpression() || isCall(path)) return modulesOf(program, path.get('callee') as NodePath, seen);
  if (isMember(path)) {
    const fields = fieldValues(program, path) ?? [];
    const found = fields.flatMap((value) => modulesOf(program, value, seen));
    return found.length > 0 ? found : modulesOf(program, path.get('object') as NodePath, seen);
  }
  return definitionsOf(program, { path, frame: null }).flatMap((definition) => {
    if (definition.kind === 'value') return modulesOf(program, definition.spot.path, seen);
    return definition.kind === 'part' ? modulesOf(program, definition.of.path, seen) : [];
  });
}
