import type { BabelBinding, NodePath } from 'codex-codemod';
import type { Evaluation } from './evaluate.js';
import type { Pools } from './find-slots.js';
import { homeOf, isSameHome } from './home.js';
import { mayBeInMemory } from './in-memory.js';
import type { Bound, Loan, LoanPool } from './loan.js';
import { isInside, type Reading, rangeOf, textOf } from './reading.js';
import type { Slot } from './slot.js';
import { listStatement, methodCall } from './syntax.js';

/** `const db = idle.pop() ?? new Database(file)`, or `let db = idle.pop(); if (!db) db = ...`. */
export function lentByList(
  { declarator, connection, from }: Bound,
  reading: Reading,
  { opened, slots }: Pools,
  evaluation: Evaluation,
): Loan | null {
  if (!slots.some(({ kind }) => kind === 'list')) return null;
  const slot = slotOf(declarator, connection, evaluation);
  const [driver, ...more] = slot?.drivers ?? [];
  const taken = settledBehind(declarator, connection);
  if (slot === null || driver === undefined || more.length > 0 || taken === null) return null;
  const container = slot.home.kind === 'variable' ? slot.home.binding.identifier.name : nameOfField(declarator, slot, reading);
  if (container === null || driver.calls === 'callback') return null;
  const origins = [...opened.values()].filter((one) => one.slots.has(slot));
  const ways = [declarator, ...connection.constantViolations];
  const isMadeAnew = origins.some(({ path }) => ways.some((way) => isInside(path, rangeOf(way))));
  const pool: LoanPool = { kind: 'list', home: slot.home, text: container, driver };
  const databases = origins.map(({ origin }) => origin);
  return { from, at: declarator, taken, connection, pool, inMemory: mayBeInMemory(databases, reading), isMadeAnew };
}

function slotOf(declarator: NodePath, connection: BabelBinding, evaluation: Evaluation): Slot | null {
  const slot = evaluation.slotOf(connection.referencePaths[0] ?? declarator);
  return slot?.kind === 'list' ? slot : null;
}

/** The text by which the function calls the list that it takes from. */
function nameOfField(declarator: NodePath, { home }: Slot, reading: Reading): string | null {
  const range = rangeOf(declarator);
  const taking = reading.paths.find((path) => {
    const call = isInside(path, range) ? methodCall(path) : null;
    const from = call === null ? null : homeOf(call.receiver);
    return from !== null && isSameHome(from, home);
  });
  const call = taking === undefined ? null : methodCall(taking);
  return call === null ? null : textOf(reading, call.receiver);
}

/** The statement behind which the name means the connection for good. */
function settledBehind(declarator: NodePath, { constantViolations }: BabelBinding): NodePath | null {
  const own = listStatement(declarator);
  const later = constantViolations.map((violation) => statementBeside(violation, own));
  if (own === null || later.includes(null)) return null;
  return later.reduce((last, one) => (one !== null && last !== null && Number(one.key) > Number(last.key) ? one : last), own);
}

/** The statement of the same list that a node stands in. */
function statementBeside(path: NodePath, own: NodePath | null): NodePath | null {
  for (let at: NodePath | null = path; at !== null && !at.isFunction(); at = at.parentPath) {
    if (own !== null && at.container === own.container && at.listKey === own.listKey) return at;
  }
  return null;
}
