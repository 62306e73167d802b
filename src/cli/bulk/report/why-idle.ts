import { otherWish } from '../../../bulk/campaign/other-wish.js';
import type { RepositoryState, UnitState } from '../../../bulk/model/campaign-state.js';
import type { Wish } from '../../../bulk/model/wish.js';
import type { AnsweringCommand } from '../../report/answer.js';

/** Why a verb had nothing to do, in a sentence; none for those that always look, and where it is told elsewhere. */
export function whyIdle(command: AnsweringCommand, asked: readonly RepositoryState[], spec: Wish): readonly string[] {
  const units = asked.flatMap((repository) => repository.units);
  switch (command) {
    case 'bulk plan':
    case 'bulk update':
      return whyUnplanned(asked, spec);
    case 'bulk publish':
      return [whyUnpublished(asked, spec)];
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

/** What was published and came to an end is planned no more, and what planning it anew takes. */
function whyUnplanned(asked: readonly RepositoryState[], spec: Wish): readonly string[] {
  const isThere = (outcome: RepositoryState['outcome']): boolean => asked.some((one) => one.outcome === outcome);
  const undone = asked.filter(({ outcome }) => outcome === 'undone');
  const again = undone.some(otherWish(spec))
    ? 'It was planned by another wish; to plan it anew: codemod bulk resume.'
    : 'To publish it once more as it was planned, approve it: codemod bulk approve --outcome undone. Another wish plans it anew: codemod bulk plan.';
  return [
    ...(isThere('merged') ? ['What was merged stays.'] : []),
    ...(isThere('closed-by-human') ? ['What a person has closed stays so.'] : []),
    ...(undone.length > 0 ? [`What was taken back stays so. ${again}`] : []),
  ];
}

function whyUnpublished(asked: readonly RepositoryState[], spec: Wish): string {
  const isOther = otherWish(spec);
  const units = asked.filter((one) => !isOther(one)).flatMap((one) => one.units);
  if (units.length === 0 && asked.some(isOther)) {
    return "What there is was planned by another wish than the campaign's now. To plan it anew: codemod bulk resume.";
  }
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
