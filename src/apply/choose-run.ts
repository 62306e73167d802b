import { CodemodError } from '../core/errors.js';
import { type Family, familiesOf, lastOf, standingOf } from './family.js';
import type { JournalledRun } from './read-journal.js';

/** What is to be undone or redone. */
export interface Choice {
  readonly kind: 'undo' | 'redo';
  readonly family: Family;
}

/**
 * Finds what a person means by `undo` or `redo`: to undo an undo is to redo.
 *
 * @param name a run's id, a beginning of it or of its random part; null: the last run that is not undone, or that is.
 * @param isRecorded does the change log tell of a run of that name? Then the journal had it once.
 * @throws CodemodError `run-unknown`, `run-ambiguous`, `run-pruned`, `nothing-to-undo`, `nothing-to-redo`, `journal-damaged`.
 */
export function chooseRun(
  runs: readonly JournalledRun[],
  verb: 'undo' | 'redo',
  name: string | null,
  isRecorded: (name: string) => boolean,
): Choice {
  const families = familiesOf(runs);
  if (name === null) return { kind: verb, family: lastFor(families, verb) };
  const found = findRun(runs, name, isRecorded);
  if (found.kind === 'damaged') {
    throw new CodemodError('journal-damaged', `The journal of run ${found.id} cannot be used: ${found.message}\n${BY_GIT}`);
  }
  const family = families.find(({ members }) => members.some(({ id }) => id === found.id));
  if (found.kind === 'interrupted' || family === undefined) {
    throw new CodemodError(
      'run-unknown',
      `Run ${found.id} is not finished: it is at work, or was cut off. The next command that writes mends that.`,
    );
  }
  const isUndo = found.run.kind === 'undo';
  const kind = isUndo && verb === 'undo' ? 'redo' : verb;
  if (isUndo && verb === 'undo' && lastOf(family).id !== found.id) throw overtaken(found.id, family);
  requireTurn(kind, family);
  return { kind, family };
}

const BY_GIT =
  'What it changed stands in .codex/change_log.md, and can be taken back with git: git log, then git restore --source.';

/** @throws CodemodError when it is undone already, or was not undone. */
function requireTurn(kind: 'undo' | 'redo', family: Family): void {
  const standing = standingOf(family);
  if (kind === 'undo' && standing === 'undone') {
    const message = `Run ${family.id} is undone already, by run ${lastOf(family).id}. To redo it:\n  codemod redo ${family.id}`;
    throw new CodemodError('nothing-to-undo', message);
  }
  if (kind === 'redo' && (standing === 'applied' || standing === 'redone')) {
    throw new CodemodError('nothing-to-redo', `Run ${family.id} is not undone. To undo it:\n  codemod undo ${family.id}`);
  }
}

function overtaken(id: string, family: Family): CodemodError {
  const last = lastOf(family);
  const message = `Run ${id} is not the last word on run ${family.id}: that is ${last.kind} ${last.id}. Name that run:\n  codemod undo ${family.id}`;
  return new CodemodError('nothing-to-undo', `${message}\n  codemod redo ${family.id}`);
}

/** The family whose last run is the latest of all that can be undone, or redone. */
function lastFor(families: readonly Family[], verb: 'undo' | 'redo'): Family {
  const isMeant = (family: Family): boolean => {
    const standing = standingOf(family);
    return verb === 'undo' ? standing !== 'undone' : standing === 'undone' || standing === 'partly-undone';
  };
  const [last] = families.filter(isMeant).sort((a, b) => lastOf(b).sequence - lastOf(a).sequence);
  if (last !== undefined) return last;
  if (verb === 'redo') throw new CodemodError('nothing-to-redo', 'No run is undone here. What there is: codemod runs');
  const why = families.length === 0 ? 'No run is in the journal here' : 'Every run in the journal is undone';
  throw new CodemodError('nothing-to-undo', `${why}. What there is: codemod runs`);
}

/** Runs that a message names; the rest is counted. */
const NAMED_RUNS = 10;

function findRun(runs: readonly JournalledRun[], name: string, isRecorded: (name: string) => boolean): JournalledRun {
  const exact = runs.find(({ id }) => id === name);
  const matches = runs.filter(({ id }) => isNamed(id, name));
  const [found, ...others] = exact === undefined ? matches : [exact];
  if (found === undefined) throw isRecorded(name) ? pruned(name) : unknown(name, runs);
  if (others.length === 0) return found;
  throw new CodemodError(
    'run-ambiguous',
    `"${name}" is the beginning of ${matches.length} runs:\n${list(matches)}\nWrite more of the one you mean.`,
  );
}

function pruned(name: string): CodemodError {
  return new CodemodError(
    'run-pruned',
    `Run "${name}" is recorded, but its journal is gone: the last 20 runs keep theirs.\n${BY_GIT}`,
  );
}

function unknown(name: string, runs: readonly JournalledRun[]): CodemodError {
  const there = runs.length === 0 ? 'The journal has none.' : `The journal has:\n${list(runs)}`;
  const folder = 'A folder is named with a slash: ./folder.';
  return new CodemodError('run-unknown', `There is no run "${name}". ${there}\n${folder} More of each run: codemod runs`);
}

function list(runs: readonly JournalledRun[]): string {
  const ids = runs
    .map(({ id }) => id)
    .sort()
    .reverse();
  const more = ids.length - NAMED_RUNS;
  return [...ids.slice(0, NAMED_RUNS).map((id) => `  ${id}`), ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

/** Is a name, which may be shortened, that of a run? */
export function isNamed(id: string, name: string): boolean {
  return name !== '' && (id.startsWith(name) || id.slice(id.indexOf('-') + 1).startsWith(name));
}
