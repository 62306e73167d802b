import type { ContentId } from '../core/change.js';
import type { Plan } from '../core/plan.js';
import { splitPath, withFolderOr } from '../files/folder.js';
import { readWhole } from '../files/write-new.js';
import { changedSince, type Later } from './changed-since.js';
import { type Family, finishedOf, foldersToEmpty, formerOwner, lastOf, type Turn, turnsOf } from './family.js';
import type { Owner, StalePath } from './file-step.js';
import { keepGroups } from './keep-groups.js';
import { keepPairs } from './keep-pairs.js';
import { copiesOf, type KeptBytes, keptBytes } from './kept-bytes.js';
import { encodingOf, readKeptPlan } from './kept-plan.js';
import { difference, type PathState, PERMISSIONS, stateOfPath } from './path-state.js';
import type { JournalledRun } from './read-journal.js';
import type { RunFile } from './run-file.js';
import type { Workspace } from './workspace.js';

/** One path that goes back, with both contents; null is "no such file". */
export interface ReversalStep {
  readonly path: string;
  readonly before: ContentId | null;
  readonly after: ContentId | null;
  readonly bytesBefore: Buffer | null;
  readonly bytesAfter: Buffer | null;
  readonly encoding: string;
  readonly formerOwner: Owner | null;
}

/** A path that changed since, so that it cannot go back without losing that. */
export interface ReversalConflict extends StalePath {
  /** The later run that has changed it, where one has. */
  readonly later: Later | null;
  /** What the run left there; null where there was no file, and where it can no longer be told. */
  readonly bytesLeft: Buffer | null;
  /** What stands there now; null where there is no file, and where it cannot be read as one. */
  readonly bytesNow: Buffer | null;
  readonly encoding: string;
}

/** All that an undo or redo would do, with the bytes of it: nothing of the journal is needed any more. */
export interface Reversal {
  readonly kind: 'undo' | 'redo';
  /** The application that is undone or redone. */
  readonly of: string;
  readonly about: Pick<RunFile, 'plan' | 'codemods'>;
  readonly steps: readonly ReversalStep[];
  /** Paths that are there already. */
  readonly alreadySo: readonly string[];
  readonly conflicts: readonly ReversalConflict[];
  /** Paths that a partial undo had left because they had changed: its redo has nothing to bring back there. The same of a redo. */
  readonly aside: readonly string[];
  /** Folders that go when they are empty then, innermost first. */
  readonly emptied: readonly string[];
}

/**
 * Compares the tree with what an application of a plan, or its undo, has left. Writes nothing.
 *
 * @throws CodemodError `journal-damaged`.
 */
export async function planReversal(
  workspace: Workspace,
  runs: readonly JournalledRun[],
  family: Family,
  kind: 'undo' | 'redo',
): Promise<Reversal> {
  const application = family.members.find((member) => member.kind === 'apply') ?? null;
  const plan = application === null ? null : await readKeptPlan(workspace, application);
  const context: Context = {
    workspace,
    runs: finishedOf(runs),
    family,
    kind,
    plan,
    kept: bytesFor(workspace, runs, family, plan),
  };
  const steps: ReversalStep[] = [];
  const alreadySo: string[] = [];
  const conflicts: ReversalConflict[] = [];
  const aside: string[] = [];
  const last = lastOf(family);
  const left = new Set(last.kind === kind ? [] : last.left);
  for (const turn of turnsOf(family)) {
    const result = await compare(context, turn);
    if (result === 'already so') alreadySo.push(turn.path);
    else if ('reason' in result && left.has(turn.path)) aside.push(turn.path);
    else if ('reason' in result) conflicts.push(result);
    else steps.push(result);
  }
  const { plan: planId, codemods } = family.members[0];
  const { kept, torn } = keepWhole(steps, conflicts, context);
  return {
    kind,
    of: family.id,
    about: { plan: planId, codemods },
    steps: kept,
    alreadySo,
    conflicts: [...conflicts, ...torn],
    aside,
    emptied: foldersToEmpty(family, kind),
  };
}

/** What stays because something that belongs to it does, and what stays because of that. */
function keepWhole(
  steps: readonly ReversalStep[],
  conflicts: readonly ReversalConflict[],
  context: Pick<Context, 'family' | 'kind' | 'plan'>,
): { readonly kept: readonly ReversalStep[]; readonly torn: readonly ReversalConflict[] } {
  const { family, kind, plan } = context;
  const pairs = keepPairs(steps, conflicts, turnsOf(family), kind);
  const groups = keepGroups(pairs.kept, [...conflicts, ...pairs.torn], plan);
  const torn = [...pairs.torn, ...groups.torn];
  if (torn.length === 0) return { kept: steps, torn };
  const more = keepWhole(groups.kept, [...conflicts, ...torn], context);
  return { kept: more.kept, torn: [...torn, ...more.torn] };
}

interface Context {
  readonly workspace: Workspace;
  /** Oldest first. */
  readonly runs: readonly RunFile[];
  readonly family: Family;
  readonly kind: 'undo' | 'redo';
  readonly plan: Plan | null;
  readonly kept: KeptBytes;
}

/** The family's own copies are the nearest. */
function bytesFor(workspace: Workspace, runs: readonly JournalledRun[], { members }: Family, plan: Plan | null): KeptBytes {
  const own = new Set(members.map(({ id }) => id));
  const others = finishedOf(runs).filter(({ id }) => !own.has(id));
  const run = members.find((member) => member.kind === 'apply');
  return {
    workspace,
    copies: copiesOf([...members.toReversed(), ...others.toReversed()]),
    application: run === undefined || plan === null ? null : { run, plan },
  };
}

async function compare(context: Context, turn: Turn): Promise<ReversalStep | ReversalConflict | 'already so'> {
  const { workspace, family, kind, plan, kept } = context;
  const { path } = turn;
  const [before, after] = kind === 'undo' ? [turn.done, turn.undone] : [turn.undone, turn.done];
  const found = await stateOfPath(workspace, { path, before, after });
  if (difference(path, found, after) === null) return 'already so';
  const stale = difference(path, found, before);
  if (stale !== null) return await conflictOf(context, stale, before, found);
  const bytesAfter = after === null ? null : await keptBytes(kept, path, after);
  const encoding = encodingOf(plan, path);
  const bytesBefore = found.kind === 'file' ? found.bytes : null;
  if (after !== null && bytesAfter === null) {
    const message = 'its other content is no longer kept in the journal';
    return { path, reason: 'unreachable', message, later: null, bytesLeft: bytesBefore, bytesNow: bytesBefore, encoding };
  }
  return { path, before, after, bytesBefore, bytesAfter, encoding, formerOwner: formerOwner(family, path, after) };
}

async function conflictOf(
  { workspace, runs, family, plan, kept }: Context,
  stale: StalePath,
  left: ContentId | null,
  found: PathState,
): Promise<ReversalConflict> {
  const { path } = stale;
  const bytesNow = found.kind === 'file' ? await readNow(workspace, path) : null;
  // What cannot be told is left out of a diff, and never a reason to show none of the conflict.
  const bytesLeft = left === null ? null : await keptBytes(kept, path, left).catch(() => null);
  const mode = found.kind === 'file' ? found.facts.mode & PERMISSIONS : null;
  const later = changedSince(runs, family, path, found.kind === 'absent' ? null : { bytes: bytesNow, mode });
  const message = stale.reason === 'mode' ? `its mode is ${octal(mode)} by now, not ${octal(left?.mode ?? null)}` : stale.message;
  return { ...stale, message, later, bytesLeft, bytesNow, encoding: encodingOf(plan, path) };
}

function octal(mode: number | null): string {
  return `0${((mode ?? 0) & PERMISSIONS).toString(8)}`;
}

async function readNow({ fs, root }: Workspace, path: string): Promise<Buffer | null> {
  const { folder, name } = splitPath(path);
  try {
    return await withFolderOr<Buffer | null>(
      fs,
      root,
      folder,
      () => null,
      async (parent) => readWhole(fs, parent, name, path),
    );
  } catch {
    return null;
  }
}
