import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { decideShield } from './decide-shield.js';
import { type Decision, LEAVE, type Run, refuse } from './decision.js';
import { handlersOf, isStopped } from './protection.js';
import { mayRaise } from './risk.js';
import { covers, running, statementsOf } from './syntax.js';
import type { Unit } from './units.js';

/** Deeper nesting than this is a teardown that a person has to look at. */
const MOST_SEGMENTS = 3;

/**
 * Decides, in the mode `cleanup-only`: the failure of an event gets out, and what stands behind it runs all the same. One
 * border between an event and its neighbours is made in a pass; the next pass finds the next border inside the `finally`.
 */
export function decideCleanupOnly(it: Case, units: readonly Unit[]): readonly Decision[] {
  const blocks = new Set(units.map(({ block }) => block));
  return [...blocks].map((block) =>
    decideBlock(
      it,
      units.filter((unit) => unit.block === block),
    ),
  );
}

function decideBlock(it: Case, units: readonly Unit[]): Decision {
  const [first] = units;
  if (first === undefined || isProtected(it, first)) return LEAVE;
  const [early, ...later] = decideShield(it, units);
  if (early?.kind === 'refuse' || early?.kind === 'leave') return early;
  const untrue = later.find((decision) => decision.kind === 'refuse' && decision.code === 'EXIT004');
  if (untrue !== undefined) return untrue;
  const segments = segmentsOf(it, units, early?.kind === 'shield-behind' ? early.tried : null);
  const [tried, ...rest] = segments;
  const next = rest[0];
  const last = rest.at(-1);
  if (hasMoreOutside(it, first)) {
    return refuse(first, 'EXIT005', 'clean-up stands behind the block that holds the event');
  }
  if (tried === undefined || next === undefined || last === undefined) return LEAVE;
  const why = whyNot(first, segments);
  return why === null
    ? { kind: 'finally', unit: first, tried, always: { first: next.first, last: last.last } }
    : refuse(first, 'EXIT005', why);
}

/** A handler of any kind around the event is somebody's decision. */
function isProtected(it: Case, unit: Unit): boolean {
  if (isStopped(unit.last, it.method.body, it.services, it.settings.shields)) return true;
  let inner: SyntaxNode = unit.block;
  for (const outer of unit.block.ancestors()) {
    if (inner === it.method.body) return false;
    if (outer.type === 'try_statement' && inner.field === 'body' && handlersOf(outer).length > 0) return true;
    inner = outer;
  }
  return false;
}

/** Events and what stands between and behind them, each of which has to be tried; a closing `return` stays outside. */
function segmentsOf(it: Case, units: readonly Unit[], before: Run | null): readonly Run[] {
  const segments: Run[] = before === null ? [] : [before];
  const statements = statementsOf(units[0]?.block ?? it.method.body);
  const end = statements.at(-1)?.type === 'return_statement' ? statements.length - 1 : statements.length;
  for (const [index, unit] of units.entries()) {
    segments.push({ first: unit.first, last: unit.last });
    const next = units[index + 1];
    const until = next === undefined ? end : statements.indexOf(next.first);
    const between = statements.slice(statements.indexOf(unit.last) + 1, until).filter(({ type }) => type !== 'pass_statement');
    const [first] = between;
    const last = between.at(-1);
    if (first !== undefined && last !== undefined) segments.push({ first, last });
  }
  return segments;
}

function whyNot(unit: Unit, segments: readonly Run[]): string | null {
  if (segments.length > MOST_SEGMENTS) return 'events and clean-up take turns in a long teardown';
  const statements = statementsOf(unit.block);
  const closing = statements.at(-1);
  if (closing?.type === 'return_statement' && [...running(closing)].some(({ type }) => type === 'call')) {
    return 'the return value comes from a call that would be missed when the event fails';
  }
  const span = { start: segments[1]?.first.start ?? 0, end: segments.at(-1)?.last.end ?? 0 };
  const leaves = statements.some((statement) => covers(span, statement) && [...running(statement)].some(isReturn));
  return leaves ? 'a return in the clean-up would hide the failure of the event' : null;
}

function isReturn({ type }: SyntaxNode): boolean {
  return type === 'return_statement';
}

/** True when statements with an effect stand behind the blocks around the unit, where no `finally` of its own reaches. */
function hasMoreOutside(it: Case, unit: Unit): boolean {
  let inner: SyntaxNode = unit.block;
  for (const outer of unit.block.ancestors()) {
    if (inner === it.method.body) return false;
    if (
      outer.type === 'block' &&
      statementsOf(outer).some((next) => next.start >= inner.end && mayRaise(next, it.services, []))
    ) {
      return true;
    }
    inner = outer;
  }
  return false;
}
