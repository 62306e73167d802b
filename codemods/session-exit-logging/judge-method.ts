import type { FixInit, PythonFile, SyntaxNode, Yielded } from 'codex-codemod';
import type { Case } from './case.js';
import { decideCleanupOnly } from './decide-cleanup-only.js';
import { decideShield } from './decide-shield.js';
import type { Decision } from './decision.js';
import { type FalsyTest, falsyTests } from './falsy-tests.js';
import { type EndEvent, findEvents } from './find-events.js';
import type { ExitMethod } from './find-exits.js';
import { fixFor } from './fix-for.js';
import { type ExitContext, settingsOf } from './params.js';
import { repairNote } from './repair-note.js';
import { returnedEvents } from './return-events.js';
import { unitsOf } from './units.js';

/** Everything there is to say about one exit method. */
export function* judgeMethod(method: ExitMethod, file: PythonFile, context: ExitContext): Generator<Yielded> {
  const settings = settingsOf(context.params);
  for (const node of returnedEvents(method, file, context, settings)) yield context.finding('EXIT001', node);
  const events = findEvents(method, file, context, settings);
  if (events.length === 0) return;
  const it: Case = { method, events, file, services: context, settings };
  for (const decision of decide(it)) yield* carryOut(decision, it, context);
  for (const test of falsyTests(method, events, file, context)) yield context.fix(fixForTest(test));
}

function fixForTest({ node, edit, decidesReturn }: FalsyTest): FixInit {
  const reason = `An exception may be false (__bool__, __len__): "${node.text}" would take it for a clean exit.`;
  const fix = { reason, at: node, edits: [edit] };
  const caveat = 'for such an exception the method would be left in another way, or return another value, than it is today';
  return decidesReturn ? { ...fix, applicability: 'unsafe', caveat } : fix;
}

function decide(it: Case): readonly Decision[] {
  const units = unitsOf(it.method, it.events, it.services);
  return it.settings.mode === 'shield' ? decideShield(it, units) : decideCleanupOnly(it, units);
}

function* carryOut(decision: Decision, it: Case, context: ExitContext): Generator<Yielded> {
  if (decision.kind === 'leave') return;
  if (decision.kind === 'refuse') {
    if (isCertain(decision.at, it.events)) yield context.finding(decision.code, decision.at, decision.message);
    return;
  }
  const outcome = fixFor(decision, it, context);
  const { events } = decision.unit;
  if ('refused' in outcome) {
    const at = events[0]?.statement ?? decision.unit.last;
    if (isCertain(at, it.events)) yield context.finding(outcome.refused, at);
    return;
  }
  yield context.fix(outcome.fix);
  if (context.params['with-test'] && (outcome.fix.applicability ?? 'safe') === 'safe') {
    yield context.note(repairNote(it, decision, outcome.logger));
  }
}

/** A place that may be no event at all is not worth a finding. */
function isCertain(at: SyntaxNode, events: readonly EndEvent[]): boolean {
  return events.some(({ statement, certain }) => statement === at && certain);
}
