import type { ContentId } from '../core/change.js';
import type { Owner } from './file-step.js';
import type { JournalledRun } from './read-journal.js';
import type { RunFile } from './run-file.js';

/** An application with the undos and redos of it. Each of them speaks of every path of the application, so that the last has the last word. */
export interface Family {
  /** The application, which the journal may no longer have. */
  readonly id: string;
  /** Those that the journal has, oldest first; never empty. */
  readonly members: readonly [RunFile, ...RunFile[]];
}

export type Standing = 'applied' | 'undone' | 'partly-undone' | 'redone';

/** The families of a journal, in no order. */
export function familiesOf(runs: readonly JournalledRun[]): readonly Family[] {
  const families = new Map<string, [RunFile, ...RunFile[]]>();
  for (const run of finishedOf(runs)) {
    const id = run.of ?? run.id;
    const members = families.get(id);
    if (members === undefined) families.set(id, [run]);
    else members.push(run);
  }
  return [...families].map(([id, members]) => ({ id, members }));
}

/** The finished runs, oldest first. */
export function finishedOf(runs: readonly JournalledRun[]): readonly RunFile[] {
  const finished = runs.flatMap((run) => (run.kind === 'finished' ? [run.run] : []));
  return finished.sort((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
}

export function lastOf({ members }: Family): RunFile {
  return members.at(-1) ?? members[0];
}

export function standingOf(family: Family): Standing {
  const { kind, left } = lastOf(family);
  if (kind === 'apply') return 'applied';
  if (left.length > 0) return 'partly-undone';
  return kind === 'undo' ? 'undone' : 'redone';
}

/** One path of an application: the two states between which it is undone and redone. */
export interface Turn {
  readonly path: string;
  readonly undone: ContentId | null;
  readonly done: ContentId | null;
}

/** The paths of a family's application, taken from the eldest that the journal still has: an undo is the same the other way round. */
export function turnsOf({ members: [eldest] }: Family): readonly Turn[] {
  return eldest.steps.map(({ path, before, after }) =>
    eldest.kind === 'undo' ? { path, undone: after, done: before } : { path, undone: before, done: after },
  );
}

/** Folders that were made for what is to go now, innermost first. They go when they are empty. */
export function foldersToEmpty({ members }: Family, kind: 'undo' | 'redo'): readonly string[] {
  const makers = members.filter((member) => (member.kind === 'undo') === (kind === 'redo'));
  const takers = members.filter((member) => (member.kind === 'undo') === (kind === 'undo'));
  const folders = new Set([...makers.flatMap((run) => run.folders), ...takers.flatMap((run) => run.emptied)]);
  return [...folders].sort((a, b) => b.split('/').length - a.split('/').length || (a < b ? 1 : -1));
}

/** Who had the file of a path when one of the family last took that content away. */
export function formerOwner({ members }: Family, path: string, content: ContentId | null): Owner | null {
  const takers = members.flatMap(({ steps }) => steps.filter((step) => step.path === path && sameContent(step.before, content)));
  const was = takers.at(-1)?.was ?? null;
  return was === null ? null : { uid: was.uid, gid: was.gid };
}

export function sameContent(a: ContentId | null, b: ContentId | null): boolean {
  return a?.sha256 === b?.sha256 && a?.size === b?.size;
}
