import type { babel, Edit, NodePath, TryClauses } from 'codex-codemod';
import { discarding, rollingBack } from './ending.js';
import type { Evaluation } from './evaluate.js';
import { type Eviction, evictionOf, freshName, type Names } from './eviction.js';
import { meanTheSame, namesOf } from './find-names.js';
import { givesWay, type Region, rangeOfRegion, regionOf, yields } from './find-region.js';
import type { Pools } from './find-slots.js';
import type { Transaction } from './find-transactions.js';
import { isHarmless } from './harmless.js';
import { mayBeInMemory } from './in-memory.js';
import { isAlone, isLeft } from './is-alone.js';
import { alwaysThrows, commitsFailures, handsOn, isInLoop, seesToFailures } from './protection.js';
import { isInside, type Reading, rangeOf, textOf } from './reading.js';
import type { Decision, Refusal } from './refusal.js';
import { transactionCall } from './sql.js';
import { following, methodCall, outer, ownPaths } from './syntax.js';

const REASON = 'a failure between BEGIN and COMMIT would leave the transaction open on a connection that is handed out again';
const SHARED =
  'the function waits while its transaction is open: what others do on the same connection meanwhile is rolled back with it';

/** What becomes of a transaction that is begun on a pooled connection. */
export function decideTransaction(transaction: Transaction, pools: Pools, evaluation: Evaluation, reading: Reading): Decision {
  const { begin, from, driver, slot } = transaction;
  const at = rangeOf(begin.call);
  if (seesToFailures(from)) return null;
  const refuse = (code: Refusal['code'], why?: string): Refusal => (why === undefined ? { code, at } : { code, at, why });
  if (begin.call.isOptionalCallExpression()) return refuse('POOL002', 'there may be no connection at all');
  if (driver.calls === 'callback') return refuse('POOL017', 'sqlite3 tells of failures in callbacks');
  if (handsOn(from, begin.connection)) return refuse('POOL008');
  const clause = commitsFailures(from);
  if (clause !== null) return refuse('POOL014', `a ${clause} commits, and whether it should is for its author to decide`);
  if (begin.step === 'savepoint') return refuse('POOL013', 'a savepoint may stand in the transaction of another function');
  if (begin.step === 'script') return refuse('POOL014', 'BEGIN and what follows stand in one text');
  const region = regionOf(transaction, evaluation);
  if (region === 'no-commit') return refuse('POOL013', 'what is begun here is committed elsewhere, or on some ways only');
  if (region === 'not-a-statement') return refuse('POOL014', 'BEGIN is no statement of its own');
  if (yields(region)) return refuse('POOL003');
  if (isUnawaited(transaction, region, evaluation)) return refuse('POOL017', 'a promise of the connection is not awaited');
  const names = namesOf(transaction, evaluation, reading);
  if (typeof names === 'string') return refuse(names.startsWith('the name') ? 'POOL002' : 'POOL014', names);
  const eviction = evictionOf(slot, names, reading);
  if ('code' in eviction) return refuse(eviction.code, eviction.why);
  const waits = givesWay(region);
  if (names.connection === null && waits)
    return refuse('POOL002', 'the slot may hold another connection after the function has waited');
  if (names.connection === null && isReassigned(transaction, region)) return refuse('POOL002');
  const ending = endingFor({ transaction, region, names, eviction, waits }, pools, evaluation, reading);
  if (ending === null)
    return refuse('POOL014', 'whether the transaction is still open cannot be told where the repair would stand');
  const edits = editsFor(transaction, region, names, ending, reading);
  if (typeof edits === 'string') return refuse(edits);
  return { at, reason: REASON, edits, caveat: waits && slot.kind !== 'list' ? SHARED : '' };
}

interface Plan {
  readonly transaction: Transaction;
  readonly region: Region;
  readonly names: Names;
  readonly eviction: Eviction;
  readonly waits: boolean;
}

/** What is done after a failure. */
interface Ending {
  readonly text: string;
  /** What is done where the transaction may be over already; null where that cannot be told. */
  readonly later: string | null;
}

/** Discards the connection where nobody else can have it; else it is rolled back first. */
function endingFor(
  { transaction, region, names, eviction, waits }: Plan,
  pools: Pools,
  evaluation: Evaluation,
  reading: Reading,
): Ending | null {
  const { slot, driver } = transaction;
  const connection = names.connection ?? textOf(reading, outer(transaction.begin.connection).path);
  const origins = [...pools.opened.values()].filter(({ slots }) => slots.has(slot)).map(({ origin }) => origin);
  const closes =
    driver.closeEnds &&
    !waits &&
    !mayBeInMemory(origins, reading) &&
    isAlone(transaction, evaluation, reading) &&
    isLeftBy(region, transaction, evaluation);
  const rollback = rollingBack(connection, driver, eviction);
  // A rollback where none is needed is an error, and what fails to roll back is discarded.
  const later = driver.tells === null ? null : rollback;
  if (closes) return { text: discarding(connection, driver, eviction), later };
  return driver.tells === null && mayBeOver(region) ? null : { text: rollback, later };
}

/** The same for the `try` that the repair becomes a part of. */
function isLeftBy({ statements }: Region, { slot }: Transaction, evaluation: Evaluation): boolean {
  return statements.every((statement) => !statement.isTryStatement() || isLeft(statement, slot, evaluation));
}

/** True when the region itself rolls back on some ways. */
function mayBeOver({ statements }: Region): boolean {
  return statements.some((statement) => [...ownPaths(statement)].some((path) => transactionCall(path)?.step === 'rollback'));
}

function isReassigned({ slot }: Transaction, region: Region): boolean {
  const { home } = slot;
  if (home.kind === 'field') return true;
  return home.binding.constantViolations.some((one) => isInside(one, rangeOfRegion(region)));
}

/** True when an asynchronous driver is used in the region without waiting for it. */
function isUnawaited({ driver, begin }: Transaction, { statements }: Region, evaluation: Evaluation): boolean {
  if (driver.calls !== 'await') return false;
  return [begin.call, ...statements.flatMap((statement) => [...ownPaths(statement)])].some((path) => {
    const call = methodCall(path);
    if (
      call === null ||
      evaluation.held(call.receiver).slots.size === 0 ||
      !/^(?:run|exec|get|all|each|prepare|close)$/.test(call.method)
    )
      return false;
    const { parent, path: value } = outer(call.call);
    if (parent?.isAwaitExpression() === true) return false;
    return !isInAwaitedAll(value);
  });
}

/** An element of the list in `await Promise.all([...])`. */
function isInAwaitedAll(path: NodePath): boolean {
  const call = path.parentPath?.isArrayExpression() === true ? path.parentPath.parentPath : null;
  const all = call === null || call === undefined ? null : methodCall(call);
  return (
    all?.method === 'all' &&
    all.receiver.isIdentifier({ name: 'Promise' }) &&
    outer(all.call).parent?.isAwaitExpression() === true
  );
}

/** The edits, or the code of what is in their way. */
function editsFor(
  transaction: Transaction,
  region: Region,
  names: Names,
  ending: Ending,
  reading: Reading,
): readonly Edit[] | Refusal['code'] {
  const { style } = reading;
  const { statements, begin } = region;
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return 'POOL014';
  const isLooped = isInLoop(begin, transaction.from);
  const swallowing = statements.some((statement) => [...ownPaths(statement)].some((path) => swallowsCommit(path, transaction)));
  if (swallowing) return isLooped ? 'POOL007' : 'POOL004';
  const error = freshName('error', names);
  const clause = (text: string): TryClauses => ({ catch: { name: error, body: `${text}\nthrow ${error};` } });
  if (statements.length === 1 && first.isTryStatement())
    return inTry(first, names, ending.text, clause(ending.text), reading) ?? 'POOL014';
  const own = style.wrapInTry({ first, last }, clause(ending.text));
  if (own !== null) return own;
  const rest = following(last);
  const text = rest.every(isHarmless) ? ending.text : ending.later;
  return (text === null ? null : style.wrapInTry({ first, last: rest.at(-1) ?? last }, clause(text))) ?? 'POOL014';
}

function inTry(
  statement: NodePath<babel.TryStatement>,
  names: Names,
  ending: string,
  clause: TryClauses,
  { style }: Reading,
): readonly Edit[] | null {
  const handler = statement.get('handler') as NodePath;
  if (!handler.isCatchClause()) return style.addClauses(statement, clause);
  const body = handler.get('body');
  return meanTheSame(names, body, statement) ? style.insertAtStart(body, ending) : null;
}

/** A `try` that commits, whose handler does not throw in the end. */
function swallowsCommit(path: NodePath, { from }: Transaction): boolean {
  if (!path.isTryStatement() || path.getFunctionParent()?.node !== from.node) return false;
  const handler = path.get('handler') as NodePath;
  if (!handler.isCatchClause() || alwaysThrows(handler)) return false;
  return [...ownPaths(path.get('block'))].some((inner) => transactionCall(inner)?.step === 'commit');
}
