import type { SyntaxNode } from 'codex-codemod';
import { type Case, isRisky } from './case.js';
import { stepReportedOn } from './claims.js';
import { type Decision, LEAVE, refuse } from './decision.js';
import { isNeeded, whyNotMoved } from './judge-move.js';
import { judgeTry } from './judge-try.js';
import { commits, commitsAtEnd, leavesBefore } from './leaving.js';
import { oneLine } from './one-line.js';
import { isStopped } from './protection.js';
import { insertsRecord } from './record-writes.js';
import { calledName, running, statementsOf } from './syntax.js';
import { transactionOf } from './transaction.js';
import { statementsOfUnit, type Unit } from './units.js';

/** Decides, in the mode `shield`, about every unit of a method. */
export function decideShield(it: Case, units: readonly Unit[]): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const [index, unit] of units.entries()) {
    const before = units[index - 1];
    const joins =
      before !== undefined && decisions.at(-1)?.kind === 'wrap' && follows(before, unit) && transactionOf(it, unit) !== 'shared';
    decisions.push(joins ? { kind: 'wrap', unit } : decideUnit(it, unit));
  }
  return decisions;
}

/** True when nothing stands between two units of a block. */
function follows(before: Unit, unit: Unit): boolean {
  const statements = statementsOf(unit.block);
  return before.block === unit.block && statements.indexOf(before.last) + 1 === statements.indexOf(unit.first);
}

function decideUnit(it: Case, unit: Unit): Decision {
  const { services, settings, method } = it;
  if (isStopped(unit.last, method.body, services, settings.shields)) return LEAVE;
  if (transactionOf(it, unit) === 'shared') {
    return refuse(unit, 'EXIT004', 'the event is one of several statements of a transaction, which depend on each other');
  }
  const tried = judgeTry(unit, it);
  if (tried.kind === 'decided') return tried.decision;
  const outside = judgeOutside(it, unit);
  if (outside !== null) return outside;
  const placed = placeInBlock(it, unit);
  if (tried.kind === 'add-handler' && placed.kind === 'wrap')
    return { kind: 'add-handler', unit, tryStatement: tried.tryStatement };
  return placed;
}

/** Looks at what runs before the unit in the blocks around its own: there it cannot be put into a `finally`. */
function judgeOutside(it: Case, unit: Unit): Decision | null {
  let inner: SyntaxNode = unit.block;
  for (const outer of unit.block.ancestors()) {
    if (inner === it.method.body) return null;
    if (commitsAtEnd(outer)) {
      return refuse(unit, 'EXIT004', 'the event stands under a transaction that is committed when its block ends');
    }
    if (outer.type === 'block') {
      const before = statementsBefore(outer, inner);
      const fault = judgeBefore(it, unit, before);
      if (fault !== null) return fault;
      if (before.some((statement) => isRisky(it, statement))) {
        return refuse(unit, 'EXIT005', 'clean-up that can fail stands before the block that holds the event');
      }
    }
    inner = outer;
  }
  return null;
}

/** Refuses where the method may have left before the event, or where a commit stands before it. */
function judgeBefore(it: Case, unit: Unit, before: readonly SyntaxNode[]): Decision | null {
  if (leavesBefore(before, it.events))
    return refuse(unit, 'EXIT006', 'the method may return or raise before it comes to the event');
  if (before.some(commits)) {
    return refuse(unit, 'EXIT004', 'a commit stands before the event, which may report that it succeeded');
  }
  return null;
}

function placeInBlock(it: Case, unit: Unit): Decision {
  if (commits(unit.last)) return refuse(unit, 'EXIT004', 'the event and a commit stand in one statement');
  if (statementsOfUnit(unit).some(setsName)) return refuse(unit, 'EXIT005', 'the event sets a name with :=');
  const before = statementsBefore(unit.block, unit.first);
  const fault = judgeBefore(it, unit, before);
  if (fault !== null) return fault;
  const risky = before.filter((statement) => isRisky(it, statement));
  const [first] = risky;
  const last = before.at(-1);
  if (first === undefined || last === undefined) return { kind: 'wrap', unit };
  if (risky.some((statement) => connectsFor(unit, statement))) {
    return refuse(
      unit,
      'EXIT004',
      'a connection is opened for the event before it, and a shield around the event alone misses that and the commit',
    );
  }
  if (risky.every((statement) => isNeeded(unit, statement))) return { kind: 'wrap', unit };
  const cleanup = before.slice(before.indexOf(first));
  const reported = stepReportedOn(it, unit, cleanup);
  if (reported !== null) {
    const step = oneLine(reported.text);
    return refuse(unit, 'EXIT004', `the event may report that "${step}" worked, and would be untrue in a finally`);
  }
  const why = whyNotMoved(it, unit, cleanup);
  if (why !== null) return refuse(unit, 'EXIT005', why);
  return { kind: 'shield-behind', unit, tried: { first, last } };
}

/** True for `conn = sqlite3.connect(path)` before `conn.execute("INSERT INTO events ...")`: the event is all of it. */
function connectsFor(unit: Unit, statement: SyntaxNode): boolean {
  const inserts = unit.events.some(({ call }) => insertsRecord(call));
  return inserts && isNeeded(unit, statement) && [...running(statement)].some((node) => calledName(node) === 'connect');
}

/** A name that is set by `:=` would be missing behind a shield. */
function setsName(statement: SyntaxNode): boolean {
  return [...running(statement)].some(({ type }) => type === 'named_expression');
}

function statementsBefore(block: SyntaxNode, inner: SyntaxNode): readonly SyntaxNode[] {
  return statementsOf(block).filter((statement) => statement.end <= inner.start);
}
