import { type HumanSettings, isLeftToPublish } from '../campaign/left-to-publish.js';
import { isDeclined, outcomeOfUnit } from '../campaign/outcome-of.js';
import type { Publisher } from '../jobs/job.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';

/** What a person can do next about a repository. */
export interface ToDo {
  /** It has a plan that is not approved, nor out. */
  readonly toApprove: boolean;
  /** `publish` would bring something of it out. What failed is tried again by `retry`. */
  readonly toPublish: boolean;
  /** Its branch is out as it was approved, and could have a pull request. */
  readonly toOffer: boolean;
  /** It was taken back, and would be published again once somebody approves it; or it was closed by us, and is approved as it was. */
  readonly toApproveAnew: boolean;
  readonly toPublishAnew: boolean;
}

interface Ways {
  /** How it would be published. */
  readonly publisher: Publisher;
  readonly hasForge: boolean;
  readonly settings: HumanSettings;
}

export const NOTHING_TO_DO: ToDo = {
  ...{ toApprove: false, toPublish: false, toOffer: false },
  ...{ toApproveAnew: false, toPublishAnew: false },
};

/** By its plans and what is out of them, whatever its outcome is: an open pull request may have a new plan. */
export function toDoOf({ outcome, units }: RepositoryState, { publisher, hasForge, settings }: Ways): ToDo {
  if (outcome === 'skipped' || outcome === 'failed') return NOTHING_TO_DO;
  // Where there are no pull requests, a branch is as far as it goes.
  const own = publisher === 'pull-request' && !hasForge ? 'branch' : publisher;
  const leadsOn = units.filter((unit) => !isOver(unit, settings));
  const isLeft = (unit: UnitState): boolean => isLeftToPublish(unit, own, settings);
  return {
    toApprove: units.some((unit) => isNotApproved(unit) && !isTakenBack(unit) && leadsOn.includes(unit)),
    toPublish: leadsOn.some(isLeft),
    toOffer:
      hasForge &&
      own === 'branch' &&
      leadsOn.some((unit) => unit.pushed !== null && !isLeft(unit) && isLeftToPublish(unit, 'pull-request', settings)),
    toApproveAnew: outcome === 'undone' && leadsOn.some((unit) => isTakenBack(unit) && isNotApproved(unit)),
    toPublishAnew: outcome === 'undone' && units.some((unit) => unit.closed === 'close' && isLeft(unit)),
  };
}

/** Out, and planned anew since: nobody has approved the new plan. */
export function hasNewPlan({ outcome, units }: RepositoryState): boolean {
  if (outcome === 'skipped' || outcome === 'failed') return false;
  return units.some((unit) => {
    const isOut = unit.pushed !== null || unit.pullRequest?.state === 'open';
    return isOut && isNotApproved(unit) && unit.closed === null && unit.cannotUndo === null;
  });
}

/** An approval that is taken back of what is out already asks for nothing. */
function isNotApproved(unit: UnitState): boolean {
  const { planned, approved, pushed, needsHuman } = unit;
  if (isDeclined(unit)) return false;
  return needsHuman === null && planned !== null && approved !== planned.plan && pushed?.plan !== planned.plan;
}

/** Whoever took it back does not want to be asked for it at once; approved again by its name, it is published. */
function isTakenBack({ closed, pullRequest, pushed, cannotUndo }: UnitState): boolean {
  // A person had closed the pull request, and we have deleted the branch since.
  const isRestTakenBack = pullRequest?.state === 'closed' && closed === null && pushed === null;
  return closed === 'undo' || closed === 'close' || isRestTakenBack || cannotUndo !== null;
}

/** True where publishing would find that it is over: it is in, or a person has closed it, or we have, as it still stands. */
function isOver(unit: UnitState, { onClosed }: HumanSettings): boolean {
  const { revert, closed, pushed, approved } = unit;
  if (revert !== null || (closed === 'close' && pushed?.plan === approved)) return true;
  const outcome = outcomeOfUnit(unit);
  return outcome === 'merged' || (outcome === 'closed-by-human' && onClosed === 'respect');
}
