import { type Plan, planId } from '../../core/plan.js';
import type { Decisions } from '../../core/review/decision.js';
import type { ReviewFile } from '../../core/review/review-hunk.js';
import type { NameOf } from '../../core/review/session.js';
import { indexReview } from '../model/review-index.js';
import { DATA_ELEMENT, type EmbeddedReview } from './embedded-review.js';
import { selfContainedPage } from './self-contained.js';

const PAGE = new URL('../page/', import.meta.url);

/** The page of the review as one file that can be read without a server, and in which nothing can be decided. */
export function renderReviewHtml(plan: Plan, files: readonly ReviewFile[], decisions: Decisions, nameOf?: NameOf): string {
  return selfContainedPage({ folder: PAGE, id: DATA_ELEMENT, data: reviewOf(plan, files, decisions, nameOf) });
}

function reviewOf(
  plan: Plan,
  files: readonly ReviewFile[],
  decisions: Decisions,
  nameOf: NameOf = (path) => path,
): EmbeddedReview {
  const hunks = files.flatMap((file) => file.hunks);
  return {
    index: indexReview(planId(plan), plan.asked.name, files, plan.left, { nameOf }),
    bodies: hunks.map(({ parts }) => parts),
    decisions: hunks.flatMap(({ id }, hunk) => {
      const decision = decisions.get(id);
      return decision === undefined ? [] : [{ hunk, ...decision }];
    }),
  };
}
