import { wordsOf } from './event-names.js';

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
 * True when words that an event tells may report on a call before it, so that the event is only true where the call
 * worked: "rolled back" on `rollback()`, "lock_released" on `lock.release()`, "ok" on any work that was done.
 *
 * @param receiver the last name of what the call is made on; empty where there is none
 */
export function isReportedOn(called: string, receiver: string, told: ReadonlySet<string>): boolean {
  const words = wordsOf(called);
  const [verb = ''] = words;
  if (SETTLES.has(verb) || words.at(-1) === 'rollback') return true;
  if (words.some((word) => pastsOf(word).some((past) => told.has(past)))) return true;
  if (LETS_GO.has(verb)) return false;
  if ([...told].some((word) => SUCCESS.has(word))) return true;
  const names = [...words, ...wordsOf(receiver)].filter((word) => word.length > 3 && word !== 'self' && word !== 'this');
  return names.some((name) => [...told].some((word) => word.length > 3 && (word.startsWith(name) || name.startsWith(word))));
}

/** The words by which something is said to have been done: closed, stopped, applied, sent. */
function pastsOf(verb: string): readonly string[] {
  const irregular = PAST[verb];
  const regular = [`${verb}ed`, `${verb}d`, `${verb}${verb.at(-1)}ed`, verb.replace(/y$/, 'ied')];
  return [...(irregular === undefined ? [] : [irregular]), ...regular].filter((past) => past !== verb || irregular === past);
}
