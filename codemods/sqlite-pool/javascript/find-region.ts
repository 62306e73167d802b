import type { NodePath } from 'codex-codemod';
import type { Evaluation } from './evaluate.js';
import type { Transaction } from './find-transactions.js';
import { rangeOf } from './reading.js';
import { transactionCall } from './sql.js';
import { following, listStatement, outer, ownPaths } from './syntax.js';

/** The statements between the one that begins a transaction and the one in which it is committed, which is one of them. */
export interface Region {
  readonly begin: NodePath;
  readonly statements: readonly NodePath[];
}

/** Why there is none. */
export type NoRegion = 'not-a-statement' | 'no-commit';

export function regionOf(transaction: Transaction, evaluation: Evaluation): Region | NoRegion {
  const begin = beginStatement(transaction);
  if (begin === null) return 'not-a-statement';
  const behind = following(begin);
  const last = behind.findLastIndex((statement) => commits(statement, transaction, evaluation));
  return last < 0 ? 'no-commit' : { begin, statements: behind.slice(0, last + 1) };
}

/** `db.exec('BEGIN');`, awaited or not, as a statement of a list. */
function beginStatement({ begin, from }: Transaction): NodePath | null {
  const { path, parent } = outer(begin.call);
  const value = parent?.isAwaitExpression() === true ? outer(parent) : { path, parent };
  const statement = value.parent;
  if (statement === null || !statement.isExpressionStatement()) return null;
  return listStatement(statement)?.node === statement.node && statement.getFunctionParent()?.node === from.node
    ? statement
    : null;
}

function commits(statement: NodePath, { slot }: Transaction, evaluation: Evaluation): boolean {
  return [...ownPaths(statement)].some((path) => {
    const call = transactionCall(path);
    return call?.step === 'commit' && evaluation.slotOf(call.connection) === slot;
  });
}

/** True when something in the region gives way to other code: they may use the connection meanwhile. */
export function givesWay({ statements }: Region): boolean {
  return statements.some((statement) =>
    [...ownPaths(statement)].some((path) => path.isAwaitExpression() || path.isForOfStatement({ await: true })),
  );
}

export function yields({ statements }: Region): boolean {
  return statements.some((statement) => [...ownPaths(statement)].some((path) => path.isYieldExpression()));
}

/** Where a region stands in the text. */
export function rangeOfRegion({ statements }: Region): { readonly start: number; readonly end: number } {
  const [first] = statements;
  const last = statements.at(-1);
  return { start: first === undefined ? 0 : rangeOf(first).start, end: last === undefined ? 0 : rangeOf(last).end };
}
