import type { RepositoryState, UnitState } from '../../../bulk/model/campaign-state.js';
import type { AnsweringCommand } from '../../report/answer.js';

/** Why a verb had nothing to do, in a sentence; none for those that always look, and where it is told elsewhere. */
export function whyIdle(command: AnsweringCommand, asked: readonly RepositoryState[]): readonly string[] {
  const units = asked.flatMap((repository) => repository.units);
  switch (command) {
    case 'bulk publish':
      return [whyUnpublished(units)];
    case 'bulk merge':
    case 'bulk close':
      return units.some(hasOpenRequest) ? [] : ['There is no open pull request.'];
    case 'bulk sync':
    case 'bulk undo':
      return units.some(isOut) ? [] : ['Nothing is published.'];
    default:
      return [];
  }
}

function whyUnpublished(units: readonly UnitState[]): string {
  if (!units.some(({ planned }) => planned !== null)) return 'There is no planned change.';
  if (!units.some(({ planned, approved }) => planned !== null && approved === planned.plan)) return 'Nothing is approved.';
  return 'Nothing that is approved is left to publish.';
}

function hasOpenRequest({ pullRequest }: UnitState): boolean {
  return pullRequest?.state === 'open';
}

function isOut({ pushed, pullRequest }: UnitState): boolean {
  return pushed !== null || pullRequest !== null;
}
