import type { FixInit, JavaScriptFile, Yielded } from 'codex-codemod';
import type { Case, ExitContext } from './case.js';
import { decideCleanupOnly } from './decide-cleanup-only.js';
import { decideShield } from './decide-shield.js';
import type { Decision } from './decision.js';
import { type EndEvent, findEvents } from './find-events.js';
import type { ExitFunction } from './find-exits.js';
import { fixFor } from './fix-for.js';
import { neededValue } from './kept-values.js';
import { leavingFinally } from './leaving-finally.js';
import { makeSynchronous } from './make-synchronous.js';
import { isStopped } from './protection.js';
import { returnedEvents } from './return-events.js';
import { leavesFinally } from './return-void.js';
import { isSilenced } from './silenced.js';
import { rangeOf } from './syntax.js';
import { unfinishedWork } from './unfinished-work.js';
import { unitsOf } from './units.js';

/** Everything there is to say about one function in which a session ends. */
export function* judgeExit(exit: ExitFunction, file: JavaScriptFile, context: ExitContext): Generator<Yielded> {
  for (const node of leavingFinally(exit.body)) yield context.finding('EXIT011', rangeOf(node.node));
  for (const node of returnedEvents(exit, context)) yield context.finding('EXIT001', rangeOf(node.node));
  const all = findEvents(exit, context);
  yield* judgeKept(all, exit, context);
  const events = all.filter(({ statement, isFloating }) => {
    return !isFloating && neededValue(statement) === null && !leavesFinally(statement, exit.body);
  });
  const it: Case = { exit, events, file, context };
  if (exit.kind === 'exit-handler') {
    const isWaited = yield* judgeUnfinished(it);
    if (isWaited) return;
  } else {
    for (const { statement, certain, isFloating } of all) {
      if (isFloating && certain) yield context.finding('EXIT013', rangeOf(statement.node));
    }
  }
  yield* judgeEvents(it);
}

/** Tells of events whose value is needed, where their failure gets out. */
function* judgeKept(events: readonly EndEvent[], exit: ExitFunction, context: ExitContext): Generator<Yielded> {
  for (const { statement, isAwaited } of events) {
    // An exit handler that awaits is told of below.
    if ((isAwaited && exit.kind === 'exit-handler') || isStopped(statement, exit.body)) continue;
    const needed = neededValue(statement);
    if (needed !== null) yield context.finding(needed.code, rangeOf(statement.node), needed.message);
  }
}

/** Tells of what an exit handler begins. True where the rest of it would only run after that. */
function* judgeUnfinished(it: Case): Generator<Yielded, boolean> {
  for (const node of unfinishedWork(it.exit.body, it.exit, it.context)) {
    const fix: FixInit | null = makeSynchronous(node, it);
    yield fix === null ? it.context.finding('EXIT010', rangeOf(node.node)) : it.context.fix(fix);
    if (node.isAwaitExpression() || node.isForOfStatement()) return true;
  }
  return false;
}

function* judgeEvents(it: Case): Generator<Yielded> {
  const { exit, events, context } = it;
  const { units, misplaced } = unitsOf(exit.body, events);
  for (const event of misplaced.filter(({ certain }) => certain)) yield context.finding('EXIT007', rangeOf(event.statement.node));
  for (const event of events) {
    if (event.certain && isSilenced(event.statement, it)) yield context.finding('EXIT012', rangeOf(event.statement.node));
  }
  const decisions = context.params.mode === 'shield' ? decideShield(it, units) : decideCleanupOnly(it, units);
  for (const decision of decisions) yield* carryOut(decision, it);
}

function* carryOut(decision: Decision, it: Case): Generator<Yielded> {
  if (decision.kind === 'leave') return;
  const at = decision.kind === 'refuse' ? decision.at : (decision.unit.events[0]?.statement ?? decision.unit.last);
  const outcome = decision.kind === 'refuse' ? { refused: decision.code, message: decision.message } : fixFor(decision, it);
  if ('fix' in outcome) yield it.context.fix(outcome.fix);
  else if (isCertain(at, it.events)) yield it.context.finding(outcome.refused, rangeOf(at.node), outcome.message);
}

/** A place that may be no event at all is not worth a finding. */
function isCertain(at: EndEvent['statement'], events: readonly EndEvent[]): boolean {
  return events.some(({ statement, certain }) => statement === at && certain);
}
