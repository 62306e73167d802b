import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { wordsOf } from './event-names.js';
import { riskyNodes } from './risk.js';
import { calledName, lastName, receiverOf, running } from './syntax.js';
import { statementsOfUnit, type Unit } from './units.js';
import { valuesTold } from './values-told.js';

/** After these an event may say what became of the work of the session. */
const SETTLES = new Set('rollback roll abort revert undo restore'.split(' '));

/** What is done to let go of things; an end of a session may be told whether it worked or not. */
const LETS_GO = new Set(
  (
    'close aclose release stop shutdown exit aexit disconnect cancel join wait cleanup clean teardown terminate kill quit ' +
    'detach unregister unsubscribe dispose destroy clear reset leave end pop sleep remove unlink rmtree uninstall'
  ).split(' '),
);

/** Words of an event that say that something worked. */
const SUCCESS = new Set(
  'ok success successful successfully succeeded complete completed done passed clean cleanly saved'.split(' '),
);

/** Verbs whose past is not made by adding to them. */
const PAST: Readonly<Record<string, string>> = {
  rollback: 'rolled',
  undo: 'undone',
  send: 'sent',
  write: 'written',
  leave: 'left',
  tear: 'torn',
  teardown: 'torn',
  run: 'ran',
  build: 'built',
  put: 'put',
  set: 'set',
  shut: 'shut',
  shutdown: 'shut',
};

/**
 * The step before a unit that the event reports on, so that the event is only true where the step worked: an event
 * "rolled back" behind `self.rollback()`, `lock_released` behind `self.lock.release()`. Null when there is none.
 */
export function stepReportedOn(it: Case, unit: Unit, cleanup: readonly SyntaxNode[]): SyntaxNode | null {
  const told = wordsTold(it, unit);
  const steps = cleanup.flatMap((statement) => [...riskyNodes(statement, it.services, it.settings.shields)]);
  return steps.find((step) => step.type === 'call' && reportsOn(step, told)) ?? null;
}

function reportsOn(call: SyntaxNode, told: ReadonlySet<string>): boolean {
  const words = wordsOf(calledName(call) ?? '');
  const [verb = ''] = words;
  if (SETTLES.has(verb) || words.at(-1) === 'rollback') return true;
  if (words.some((word) => pastsOf(word).some((past) => told.has(past)))) return true;
  if (LETS_GO.has(verb)) return false;
  if ([...told].some((word) => SUCCESS.has(word))) return true;
  const names = [...words, ...wordsOf(lastName(receiverOf(call)))].filter((word) => word.length > 3 && word !== 'self');
  return names.some((name) => [...told].some((word) => word.length > 3 && (word.startsWith(name) || name.startsWith(word))));
}

/** The words by which something is said to have been done: closed, stopped, applied, sent. */
function pastsOf(verb: string): readonly string[] {
  const irregular = PAST[verb];
  const regular = [`${verb}ed`, `${verb}d`, `${verb}${verb.at(-1)}ed`, verb.replace(/y$/, 'ied')];
  return [...(irregular === undefined ? [] : [irregular]), ...regular].filter((past) => past !== verb || irregular === past);
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
