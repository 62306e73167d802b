import type { JavaScriptServices, NodePath } from 'codex-codemod';
import { wordsOf } from '../event-names.js';
import { isRecordSql, keepsRecords } from '../record-words.js';
import { argumentsOf, type CallPath, calledName, calleeOf, isCall, lastName, receiverOf, running, textOf } from './syntax.js';

/** Methods of drivers that are given SQL, or run what was prepared. */
const RUNS = new Set('run exec execute query all get iterate'.split(' '));

/** The SQL that a call runs: `db.run(sql)`, `client.query(sql)`, `db.prepare(sql).run(...)`; null for everything else. */
export function sqlOf(call: CallPath): string | null {
  if (!RUNS.has(calledName(call))) return null;
  const receiver = receiverOf(call);
  const isPrepared = receiver !== null && isCall(receiver) && calledName(receiver) === 'prepare';
  const [sql] = argumentsOf(isPrepared ? receiver : call);
  return sql === undefined ? null : textOf(sql);
}

/** What SQL is run on, as `this.db`: the receiver of `prepare` where it is prepared. */
export function connectionOf(call: CallPath): NodePath | null {
  const receiver = receiverOf(call);
  return receiver !== null && isCall(receiver) && calledName(receiver) === 'prepare' ? receiverOf(receiver) : receiver;
}

/** Methods of query builders and mappers that write rows. What they give is a promise. */
const INSERTS = new Set('insert insertOne create add'.split(' '));

/** True for a row for a table that keeps records: by SQL, or awaited of a query builder as `knex('session_events').insert(...)`. */
export function insertsRecord(call: CallPath, isAwaited: boolean): boolean {
  const sql = sqlOf(call);
  if (sql !== null) return isRecordSql(sql);
  const receiver = receiverOf(call);
  if (!isAwaited || receiver === null || !INSERTS.has(calledName(call))) return false;
  if (!isCall(receiver)) return keepsRecords(lastName(receiver));
  const [table] = argumentsOf(receiver);
  const name = table === undefined ? null : textOf(table);
  return name !== null && keepsRecords(name);
}

/** Judges `fs.appendFileSync(path, line)` and its like: null for no such call, else whether its names speak of a file of records. */
export function appendsRecord(call: CallPath, originOf: JavaScriptServices['originOf']): boolean | null {
  const origin = originOf(calleeOf(call));
  if (origin === null || !/^fs(\/promises)?$/.test(origin.module)) return null;
  const name = origin.members.join('.');
  const isPromise = origin.module === 'fs/promises' ? name === 'appendFile' : name === 'promises.appendFile';
  if (!isPromise && name !== 'appendFileSync') return null;
  const [path] = argumentsOf(call);
  return path !== undefined && running(path).some((node) => keepsRecords(textOf(node) ?? lastName(node)));
}

/** Statements that change no row. */
const HARMLESS_SQL = /^\s*(SELECT|PRAGMA|CREATE|EXPLAIN)\b/i;

/** A statement that changes other rows or ends a transaction: then more than the record depends on it. */
export function sharesWork(call: CallPath): boolean {
  const sql = sqlOf(call);
  if (sql !== null) return !isRecordSql(sql) && !HARMLESS_SQL.test(sql);
  return wordsOf(calledName(call))[0] === 'rollback';
}

/** True for SQL that makes changes permanent. */
export function isCommitSql(sql: string): boolean {
  return /^\s*(COMMIT|END|RELEASE)\b/i.test(sql);
}
