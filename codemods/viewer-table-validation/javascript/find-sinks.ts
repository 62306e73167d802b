import type { NodePath } from 'codex-codemod';
import { driverOf } from './drivers.js';
import { boundValue } from './program/bound-value.js';
import { functionOf } from './program/callee.js';
import { argumentAt, calledName, propertyOf, receiverOf } from './program/calls.js';
import type { Program } from './program/program.js';
import type { Call } from './program/spot.js';
import { unwrap } from './program/unwrap.js';

/**
 * Methods whose first argument is SQL text: better-sqlite3 and node:sqlite (`prepare`, `exec`, `pragma`), sqlite3 and sqlite
 * (`run`, `all`, `get`, `each`), knex (`raw`, `schema.raw`), pg, mysql2 and mariadb (`query`, `execute`), libsql (`execute`).
 */
const METHODS: readonly string[] =
  'prepare exec pragma run all get each raw query execute iterate executeMultiple unsafe $queryRawUnsafe $executeRawUnsafe'.split(
    ' ',
  );

/** A database call, and the text that it is given. */
export interface Sink {
  readonly sql: NodePath;
  /** What the driver puts in front of the text. */
  readonly before: string;
  /** The module of the driver, or null where the file does not show it. */
  readonly driver: string | null;
}

/** The expressions that are given to a database as SQL text, in the order of the text. */
export function findSinks(program: Program): readonly Sink[] {
  return METHODS.flatMap((name) => program.calls.get(name) ?? [])
    .flatMap((call) => sinkOf(program, call) ?? [])
    .sort((a, b) => (a.sql.node.start ?? 0) - (b.sql.node.start ?? 0));
}

function sinkOf(program: Program, call: Call): Sink | null {
  const receiver = receiverOf(call);
  const first = argumentAt(call, 0);
  if (receiver === null || first === null || call.isNewExpression()) return null;
  // A function of this file is looked into instead.
  if (functionOf(program, call) !== null) return null;
  const driver = driverOf(program, receiver);
  if (driver === 'other') return null;
  const sql = textOf(first);
  if (sql === null) return null;
  // https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#pragmastring-options---results
  return { sql, before: calledName(call) === 'pragma' ? 'PRAGMA ' : '', driver };
}

/** The text itself, or that of `{ text: '...', values: [...] }` and `{ sql: '...' }`. */
function textOf(first: NodePath): NodePath | null {
  const value = boundValue(first);
  const given = value.isObjectExpression() ? (propertyOf(value, 'text') ?? propertyOf(value, 'sql')) : first;
  return given === null || !isMade(unwrap(given)) ? null : given;
}

/** False for a text that is written out whole, and for what is no text. */
function isMade(sql: NodePath): boolean {
  if (sql.isTemplateLiteral()) return sql.node.expressions.length > 0;
  return !sql.isLiteral() && !sql.isFunction() && !sql.isObjectExpression() && !sql.isArrayExpression();
}
