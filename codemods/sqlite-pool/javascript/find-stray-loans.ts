import type { BabelBinding, NodePath } from 'codex-codemod';
import type { Pools } from './find-slots.js';
import { isUnclear, type Transaction, type Unclear } from './find-transactions.js';
import { homeOf, outlives } from './home.js';
import type { Loan } from './loan.js';
import { openedByFactory, poolAsked } from './made-pool.js';
import { beginsOn, seesToFailures } from './protection.js';
import { bindingOf, type Reading, rangeOf } from './reading.js';
import type { Refusal } from './refusal.js';
import { bare, functionOf, methodCall, outer, returnsOf } from './syntax.js';

export const GIVEN_BACK_ELSEWHERE = 'another function may give the connection back';
export const NOT_FOLLOWED = 'the way in which the connection is taken out of its pool is not followed here';

/** Calls that take out a connection for a transaction, and that are no loan: `db = await pool.acquire()`. */
export function strayFromPools(loans: readonly Loan[], reading: Reading, pools: Pools): readonly Refusal[] {
  const known = new Set<unknown>(loans.map(({ at }) => at.node));
  return reading.paths.flatMap((path): readonly Refusal[] => {
    const call = known.has(path.node) ? null : methodCall(path);
    const pool = call === null ? null : poolAsked(call, reading);
    const from = functionOf(path);
    const connection = pool === null ? null : receiverOf(path);
    if (pool === null || from === null || connection === null) return [];
    if (!beginsOn(from, connection) || seesToFailures(from)) return [];
    const at = rangeOf(path);
    if (pool.kind === 'knex') return [{ code: 'POOL002', at, why: NOT_FOLLOWED }];
    const [driver, ...more] = new Set(openedByFactory(pool.made, pools).map((opened) => opened.driver));
    if (driver === undefined) return [];
    if (more.length > 0) return [{ code: 'POOL009', at }];
    return [driver.calls === 'callback' ? { code: 'POOL017', at } : { code: 'POOL002', at, why: NOT_FOLLOWED }];
  });
}

/** Transactions on connections of a list that are no loan: `db = idle.pop() ?? new Database(file)` in a `try`. */
export function strayFromLists(loans: readonly Loan[], begun: readonly (Transaction | Unclear)[]): readonly Refusal[] {
  return begun.flatMap((found): readonly Refusal[] => {
    if (isUnclear(found) || found.slot.kind !== 'list' || seesToFailures(found.from)) return [];
    const { connection, call } = found.begin;
    const binding = bindingOf(connection);
    if (loans.some((loan) => loan.connection === binding)) return [];
    const at = rangeOf(call);
    return [found.driver.calls === 'callback' ? { code: 'POOL017', at } : { code: 'POOL002', at, why: NOT_FOLLOWED }];
  });
}

/**
 * Connections that come out of a list or, where it is empty, are opened, as `idle.pop() ?? new Database(file)` is, and that
 * are nowhere put into one by a name that can be followed: `release(db)`.
 */
export function strayFromMakers({ opened }: Pools): readonly Refusal[] {
  return [...opened.values()].flatMap(({ path, origin, driver, slots }): readonly Refusal[] => {
    const from = functionOf(path);
    const connection = receiverOf(path);
    if (slots.size > 0 || !isOpenedForWant(origin) || from === null || connection === null) return [];
    if (!beginsOn(from, connection) || seesToFailures(from)) return [];
    const at = rangeOf(path);
    return [driver.calls === 'callback' ? { code: 'POOL017', at } : { code: 'POOL008', at, why: GIVEN_BACK_ELSEWHERE }];
  });
}

/** True when what is opened stands in for what a list of the same expression, or of another `return`, would have given. */
function isOpenedForWant(origin: NodePath): boolean {
  const from = functionOf(origin);
  const values = [...(from === null ? [] : returnsOf(from)), ...alternativesOf(origin)];
  return values.some((value) => takesOut(bare(value)));
}

/** The other operand of `list.pop() ?? origin`, the other branch of `list.length > 0 ? list.pop() : origin`. */
function alternativesOf(origin: NodePath): readonly NodePath[] {
  const { parent } = outer(origin);
  if (parent?.isLogicalExpression()) return [parent.get('left')];
  return parent?.isConditionalExpression() ? [parent.get('consequent'), parent.get('alternate')] : [];
}

function takesOut(path: NodePath): boolean {
  const call = methodCall(path);
  const home = call !== null && /^(?:pop|shift)$/.test(call.method) ? homeOf(call.receiver) : null;
  return home !== null && outlives(home, path);
}

/** The name that an expression becomes the value of, or a part of it. */
function receiverOf(path: NodePath): BabelBinding | null {
  for (let at: NodePath | null = path; at !== null && !at.isStatement() && !at.isFunction(); at = at.parentPath) {
    if (at.isVariableDeclarator()) return bindingOf(at.get('id') as NodePath);
    if (at.isAssignmentExpression()) return bindingOf(bare(at.get('left') as NodePath));
  }
  return null;
}
