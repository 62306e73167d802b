import type { NodePath } from 'codex-codemod';
import { methodCall, staticText } from './syntax.js';

export type TransactionStep = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'script';

/** A call that begins or ends a transaction. */
export interface TransactionCall {
  readonly step: TransactionStep;
  readonly call: NodePath;
  /** What it is called on: the connection. */
  readonly connection: NodePath;
}

/** Methods that run SQL text: those of better-sqlite3, node:sqlite, sqlite and sqlite3. */
const RUNS = new Set(['exec', 'run', 'all', 'get']);

/** Reads `db.exec('BEGIN')`, `db.run('COMMIT')`, `db.prepare('BEGIN').run()`; null for anything else. */
export function transactionCall(path: NodePath): TransactionCall | null {
  const call = methodCall(path);
  if (call === null || !RUNS.has(call.method)) return null;
  const prepared = methodCall(call.receiver);
  const isPrepared = prepared?.method === 'prepare';
  const text = staticText((isPrepared ? prepared.given : call.given)[0]?.node);
  const step = text === null ? null : stepOf(text);
  return step === null ? null : { step, call: path, connection: isPrepared ? prepared.receiver : call.receiver };
}

/** What SQL does to the transaction: https://www.sqlite.org/lang_transaction.html */
export function stepOf(sql: string): TransactionStep | null {
  const statements = sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .split(';')
    .map((statement) => statement.trim().toUpperCase())
    .filter((statement) => statement !== '');
  const steps = statements.map(stepOfStatement);
  const [first = null] = steps;
  if (steps.length > 1 && steps.some((step) => step === 'begin')) return 'script';
  return steps.length > 1 ? (steps.findLast((step) => step !== null) ?? null) : first;
}

function stepOfStatement(statement: string): TransactionStep | null {
  if (/^BEGIN\b/.test(statement)) return 'begin';
  if (/^(?:COMMIT|END)\b/.test(statement)) return 'commit';
  if (/^ROLLBACK\b/.test(statement)) return 'rollback';
  return /^SAVEPOINT\b/.test(statement) ? 'savepoint' : null;
}
