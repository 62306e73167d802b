import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { isReportedOn } from './claim-words.js';
import { wordsOf } from './event-names.js';
import { riskyNodes } from './risk.js';
import { calledName, lastName, receiverOf, running } from './syntax.js';
import { statementsOfUnit, type Unit } from './units.js';
import { valuesTold } from './values-told.js';

/**
 * The step before a unit that the event reports on, so that the event is only true where the step worked: an event
 * "rolled back" behind `self.rollback()`, `lock_released` behind `self.lock.release()`. Null when there is none.
 */
export function stepReportedOn(it: Case, unit: Unit, cleanup: readonly SyntaxNode[]): SyntaxNode | null {
  const told = wordsTold(it, unit);
  const steps = cleanup.flatMap((statement) => [...riskyNodes(statement, it.services, it.settings.shields)]);
  return (
    steps.find((step) => {
      return step.type === 'call' && isReportedOn(calledName(step) ?? '', lastName(receiverOf(step)), told);
    }) ?? null
  );
}

/** The words of the called name, of the texts, and of the keywords that events tell. */
function wordsTold(it: Case, unit: Unit): ReadonlySet<string> {
  const told = unit.events.flatMap(({ call }) => valuesTold(call, it.method));
  const computed = statementsOfUnit(unit).flatMap((statement) => [...running(statement)]);
  const texts = [...told, ...computed].flatMap((node) => {
    if (node.type === 'string_content') return saidBy(node.text);
    return node.type === 'keyword_argument' ? [node.child('name')?.text ?? ''] : [];
  });
  const names = unit.events.map(({ call }) => calledName(call) ?? '');
  return new Set([...texts, ...names].flatMap((text) => wordsOf(text.replaceAll(/\W+/g, '_'))));
}

/** What a text says. The names of columns in SQL say nothing; the texts in it do. */
function saidBy(text: string): readonly string[] {
  return /^\s*(INSERT|REPLACE|UPDATE)\b/i.test(text) ? (text.match(/'[^']*'/g) ?? []) : [text];
}
