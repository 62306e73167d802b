import type { Applied, ReviewSession } from '../../core/review/session.js';
import { type HunkBody, indexReview } from '../model/review-index.js';
import { makeSearch } from '../model/search.js';
import { type ApplyRequest, type DecideRequest, PAGE_SIZE, type Standing } from '../model/wire.js';
import { Board } from './board.js';
import { REFUSALS, RefusedRequest } from './refusal.js';

/** What the page can ask and do, apart from HTTP. */
export interface ReviewApi {
  /** An `Opening`, as JSON. */
  opening(): string;
  bodies(from: number, count: number): readonly HunkBody[];
  search(text: string): readonly number[];
  since(version: number): Standing;
  /** @throws RefusedRequest, CodemodError */
  decide(request: DecideRequest): Promise<Standing>;
  /** @throws RefusedRequest, CodemodError */
  apply(request: ApplyRequest): Promise<Applied>;
  /** Settles when no effect is on its way. */
  settled(): Promise<void>;
}

export function reviewApi(session: ReviewSession): ReviewApi {
  const board = new Board(session);
  const { planId, plan, files } = session;
  const index = indexReview(planId, plan.asked.name, files, plan.left, session);
  const bodies = session.files.flatMap(({ hunks }) => hunks.map(({ parts }) => parts));
  const search = makeSearch(index, bodies);
  const indexJson = JSON.stringify(index);
  const queue = new Queue();
  /** Stays true once it has succeeded: a plan is applied once. */
  let isApplying = false;

  const demandPlan = (plan: string): void => {
    if (plan !== session.planId) throw new RefusedRequest(REFUSALS.otherPlan);
    if (isApplying) throw new RefusedRequest(REFUSALS.applying);
  };
  return {
    opening() {
      const { version, decisions } = board.standing();
      const first = JSON.stringify(bodies.slice(0, PAGE_SIZE));
      return `{"index":${indexJson},"version":${version},"decisions":${JSON.stringify(decisions)},"bodies":${first}}`;
    },
    bodies: (from, count) => bodies.slice(from, from + count),
    search: (text) => search.find(text),
    since: (version) => board.since(version),
    async decide({ plan, hunks, verdict, reason, edited, since }) {
      demandPlan(plan);
      if (!hunks.every((id) => board.isHunk(id))) throw new RefusedRequest(REFUSALS.unknownHunk);
      return queue.run(async () => {
        const [only = ''] = hunks;
        const fault = edited === null ? null : await session.checkEdit(only, edited);
        if (fault !== null) throw new RefusedRequest({ ...REFUSALS.malformed, message: fault });
        await board.decide(hunks, { verdict, reason, edited });
        return board.since(since);
      });
    },
    async apply({ plan, version }) {
      demandPlan(plan);
      isApplying = true;
      try {
        return await queue.run(async () => {
          if (version !== board.current) throw new RefusedRequest(REFUSALS.moved);
          return session.apply();
        });
      } catch (thrown) {
        isApplying = false;
        throw thrown;
      }
    },
    settled: () => queue.run(async () => {}),
  };
}

/** Effects happen one after the other, in the order in which they were asked for. */
class Queue {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(effect: () => Promise<T>): Promise<T> {
    const next = this.last.then(effect);
    this.last = next.catch(() => {});
    return next;
  }
}
