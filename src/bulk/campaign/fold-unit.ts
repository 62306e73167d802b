import type { PushedBranch, UnitState } from '../model/campaign-state.js';
import type { PlannedUnit, RepositoryEvent } from '../model/events.js';

/** What happens to one unit, as the journal tells it. */
export type UnitEvent =
  | Extract<RepositoryEvent, { shard: string }>
  | { event: 'approved'; plan: string }
  | { event: 'unapproved' }
  | { event: 'declined'; plan: string; keys: readonly string[] };

/** As many as an order may carry, see `NotesSchema`. */
const MOST_NOTES = 100;
const PUSHED_AGAIN = 'pushed-again';
const PLANNED_AGAIN = 'planned-again';
/** Why a request of ours is closed that something has come after. */
const OVERTAKEN: readonly (string | null)[] = [PUSHED_AGAIN, PLANNED_AGAIN];

export function emptyUnit(shard: string): UnitState {
  return {
    ...{
      shard,
      planned: null,
      approved: null,
      declined: null,
      signed: null,
      pushed: null,
      leftOut: [],
      ended: null,
      patch: null,
    },
    ...{ pullRequest: null, texts: null, notes: [], closed: null, revert: null, needsHuman: null, cannotUndo: null, ours: [] },
  };
}

/** A unit with its new plan. An approval is of one plan, and a signature of one commit: they do not outlive it. */
export function replanned(unit: UnitState, planned: PlannedUnit | null): UnitState {
  const approved = planned !== null && unit.approved === planned.plan ? unit.approved : null;
  const signed = planned !== null && unit.planned?.commit === planned.commit ? unit.signed : null;
  const ours = planned === null ? unit.ours : withOurs(unit.ours, planned.commit);
  // What is planned now has a base again.
  const needsHuman = unit.needsHuman?.code === 'base-gone' ? null : unit.needsHuman;
  // What is merged is part of what is planned now.
  const leftOut = unit.pullRequest?.state === 'merged' || unit.ended === 'merged' ? [] : unit.leftOut;
  const declined = planned !== null && unit.declined?.plan === planned.plan ? unit.declined : null;
  return { ...unit, planned, approved, declined, signed, leftOut, needsHuman, ours };
}

/** A unit that was withdrawn, before it gets a plan by another wish: that is not what was taken back, and is to be decided anew. */
export function takenUp(unit: UnitState): UnitState {
  if (unit.closed !== 'undo' && unit.closed !== 'close') return unit;
  return { ...unit, approved: null, closed: unit.pullRequest === null ? null : PLANNED_AGAIN };
}

/** A unit of whose plan not all is rejected any more. */
export function reconsidered(unit: UnitState, keys: ReadonlySet<string>): UnitState {
  return unit.declined?.keys.some((key) => keys.has(key)) === true ? { ...unit, declined: null } : unit;
}

/** What was reviewed hunk by hunk is approved as it was narrowed. */
export function narrowed(unit: UnitState, planned: PlannedUnit): UnitState {
  return {
    ...unit,
    planned,
    approved: planned.plan,
    declined: null,
    cannotUndo: null,
    ours: withOurs(unit.ours, planned.commit),
  };
}

export function foldUnit(unit: UnitState, event: UnitEvent): UnitState {
  switch (event.event) {
    case 'approved':
      // Approved anew, it is meant to be out again.
      return { ...unit, approved: event.plan, declined: null, cannotUndo: isMerged(unit) ? unit.cannotUndo : null };
    case 'unapproved':
      return { ...unit, approved: null };
    case 'declined':
      return { ...unit, approved: null, declined: { plan: event.plan, keys: event.keys } };
    case 'signed':
      return { ...unit, signed: { plan: event.plan, commit: event.commit }, ours: withOurs(unit.ours, event.commit) };
    case 'pushed': {
      // Not one of ours by this: it may stand on top of a person's commits.
      const { leftOut = [] } = event;
      return {
        ...unit,
        pushed: pushedBranch(event),
        leftOut,
        ended: null,
        needsHuman: null,
        cannotUndo: null,
        closed: closedAfterPush(unit, event.plan),
      };
    }
    case 'patched':
      return { ...unit, patch: event.file };
    case 'needs-human':
      return { ...unit, needsHuman: { code: event.code, message: event.message, transient: false } };
    case 'cannot-undo':
      return {
        ...{ ...unit, approved: isMerged(unit) ? unit.approved : null, needsHuman: null },
        cannotUndo: { code: event.code, message: event.message, transient: false },
      };
    case 'pull-request':
      return withPullRequest(unit, event);
    case 'closed': {
      const { pullRequest } = unit;
      const isIt = pullRequest?.number === event.number;
      // Looked at again, the old request still tells why we closed it.
      if (isIt && pullRequest.state === 'closed' && OVERTAKEN.includes(unit.closed)) return unit;
      // What was taken back is not published again by itself, even where its branch has to stay.
      const approved = event.because === 'undo' ? null : unit.approved;
      // What a person was to do about it went with it.
      const needsHuman = isIt && unit.closed === null ? null : unit.needsHuman;
      const facts = isIt ? { ...pullRequest, state: 'closed' as const } : pullRequest;
      return { ...unit, approved, closed: event.because, needsHuman, pullRequest: facts };
    }
    case 'branch-deleted':
      return { ...withoutBranch(unit), needsHuman: null };
    case 'undone':
      // What a person had closed, or deleted, stays so: to take the rest back is not to have done it.
      return {
        ...withoutBranch(unit),
        ended: deletedAlone(unit),
        closed: isClosedByPerson(unit) ? null : 'undo',
        approved: null,
      };
    case 'branch-ended':
      return { ...unit, ended: event.how, needsHuman: null };
    case 'revert-opened':
      return { ...unit, revert: { number: event.number, url: event.url }, cannotUndo: null };
  }
}

function withoutBranch(unit: UnitState): UnitState {
  return { ...unit, pushed: null, leftOut: [], ended: null, cannotUndo: null };
}

function isMerged({ pullRequest }: UnitState): boolean {
  return pullRequest?.state === 'merged';
}

function pushedBranch({ branch, commit, plan, ownsBranch }: Extract<UnitEvent, { event: 'pushed' }>): PushedBranch {
  return { branch, commit, plan, ...(ownsBranch === undefined ? {} : { ownsBranch }) };
}

function isClosedByPerson(unit: UnitState): boolean {
  return deletedAlone(unit) !== null || (unit.pullRequest?.state === 'closed' && unit.closed === null);
}

function deletedAlone({ ended }: UnitState): 'deleted' | null {
  return ended === 'deleted' ? ended : null;
}

/** What was taken back, approved anew and pushed is out again; its old pull request stays closed by us, and not by a person. */
function closedAfterPush({ closed, approved, pullRequest }: UnitState, plan: string): string | null {
  if (closed !== 'undo' || approved !== plan) return closed;
  return pullRequest === null ? null : PUSHED_AGAIN;
}

function withPullRequest(unit: UnitState, event: Extract<UnitEvent, { event: 'pull-request' }>): UnitState {
  const { pullRequest } = event;
  const isSame = unit.pullRequest?.number === pullRequest.number;
  const needsHuman = pullRequest.state === 'merged' ? null : unit.needsHuman;
  // A person may have opened it again, and merged it; and why we closed one says nothing of another.
  const closed = isSame && pullRequest.state === 'closed' ? unit.closed : null;
  // Merged, it is another question what can be taken back.
  const isMergedNow = pullRequest.state === 'merged' && !isMerged(unit);
  const cannotUndo = isMergedNow ? null : unit.cannotUndo;
  const texts = event.texts ?? (isSame ? unit.texts : null);
  const notes = [...new Set([...(isSame ? unit.notes : []), ...(event.notes ?? [])])].slice(0, MOST_NOTES);
  return { ...unit, pullRequest, texts, notes, closed, needsHuman, cannotUndo };
}

function withOurs(ours: readonly string[], commit: string): readonly string[] {
  return ours.includes(commit) ? ours : [...ours, commit];
}
