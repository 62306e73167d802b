import type { HunkBody } from '../model/review-index.js';
import type { Applied, DecideRequest, Failure, Opening, Standing } from '../model/wire.js';

/** Where the page has a review from: the server, or the file that it stands in. */
export interface Source {
  open(): Promise<Opening>;
  /** Hunks `from` and those behind it, `count` at most. */
  bodies(from: number, count: number): Promise<readonly HunkBody[]>;
  /** Numbers of the hunks that hold a text. */
  search(text: string): Promise<readonly number[]>;
  /** Null where nothing can be decided. */
  readonly actions: Actions | null;
}

export interface Actions {
  since(version: number): Promise<Standing>;
  decide(request: DecideRequest): Promise<Standing>;
  apply(plan: string, version: number): Promise<Applied>;
}

/** A request that was refused, or that nobody has answered. */
export class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export const SERVER_GONE: Failure = {
  problem: 'gone',
  message: 'The review has ended: its server does not answer.',
  next: 'What was decided until then is saved. Run codemod review again to go on.',
};

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof RequestFailed) return thrown.failure;
  return { problem: 'page', message: thrown instanceof Error ? thrown.message : String(thrown), next: 'Reload the page.' };
}
