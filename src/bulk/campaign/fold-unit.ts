import type { UnitState } from '../model/campaign-state.js';
import type { PlannedUnit, RepositoryEvent } from '../model/events.js';

/** What happens to one unit, as the journal tells it. */
export type UnitEvent =
  | Extract<RepositoryEvent, { shard: string }>
  | { event: 'approved'; plan: string }
  | { event: 'unapproved' };

export function emptyUnit(shard: string): UnitState {
  return {
    ...{ shard, planned: null, approved: null, signed: null, pushed: null, patch: null },
    ...{ pullRequest: null, closed: null, revert: null, needsHuman: null, cannotUndo: null, ours: [] },
  };
}

/** A unit with its new plan. An approval is of one plan: it does not outlive it. */
export function replanned(unit: UnitState, planned: PlannedUnit | null): UnitState {
  const isSame = planned !== null && unit.approved === planned.plan;
  const ours = planned === null ? unit.ours : withOurs(unit.ours, planned.commit);
  return { ...unit, planned, approved: isSame ? unit.approved : null, ours };
}

/** What was reviewed hunk by hunk is approved as it was narrowed. */
export function narrowed(unit: UnitState, planned: PlannedUnit): UnitState {
  return { ...unit, planned, approved: planned.plan, ours: withOurs(unit.ours, planned.commit) };
}

export function foldUnit(unit: UnitState, event: UnitEvent): UnitState {
  switch (event.event) {
    case 'approved':
      return { ...unit, approved: event.plan };
    case 'unapproved':
      return { ...unit, approved: null };
    case 'signed':
      return { ...unit, signed: { plan: event.plan, commit: event.commit }, ours: withOurs(unit.ours, event.commit) };
    case 'pushed': {
      const { branch, commit, plan } = event;
      // Not one of ours by this: it may stand on top of a person's commits.
      return { ...unit, pushed: { branch, commit, plan }, needsHuman: null };
    }
    case 'patched':
      return { ...unit, patch: event.file };
    case 'needs-human':
      return { ...unit, needsHuman: { code: event.code, message: event.message, transient: false } };
    case 'cannot-undo':
      return { ...unit, cannotUndo: { code: event.code, message: event.message, transient: false } };
    case 'pull-request':
      return withPullRequest(unit, event.pullRequest);
    case 'closed': {
      const { pullRequest } = unit;
      const isIt = pullRequest?.number === event.number;
      return { ...unit, closed: event.because, pullRequest: isIt ? { ...pullRequest, state: 'closed' } : pullRequest };
    }
    case 'branch-deleted':
      return { ...unit, pushed: null };
    case 'undone':
      // What was taken back is not published again by itself.
      return { ...unit, closed: 'undo', approved: null, pushed: null };
    case 'revert-opened':
      return { ...unit, revert: { number: event.number, url: event.url }, cannotUndo: null };
  }
}

function withPullRequest(unit: UnitState, pullRequest: NonNullable<UnitState['pullRequest']>): UnitState {
  const isOpenAgain = pullRequest.state === 'open';
  const needsHuman = pullRequest.state === 'merged' ? null : unit.needsHuman;
  return { ...unit, pullRequest, closed: isOpenAgain ? null : unit.closed, needsHuman };
}

function withOurs(ours: readonly string[], commit: string): readonly string[] {
  return ours.includes(commit) ? ours : [...ours, commit];
}
