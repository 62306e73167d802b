/** What was decided about a hunk. `undecided` takes back what was decided before. */
export type Verdict = 'accepted' | 'rejected' | 'undecided';

/** One line of `<plan>.decisions.ndjson`. The last one about a hunk counts. */
export interface DecisionRecord {
  readonly codemodDecision: 1;
  /** The id of the plan; a line of another plan does not count. */
  readonly plan: string;
  /** See `ReviewHunk.id`. */
  readonly hunk: string;
  readonly verdict: Verdict;
  /** Why it was rejected, or a comment; empty where nothing was said. */
  readonly reason: string;
  /** The new lines that a person has put in the place of the hunk's, as a unified diff of the file as it is; null: as planned. */
  readonly edited: string | null;
  /** UTC, ISO 8601. */
  readonly time: string;
}

/** How a hunk stands. */
export interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly edited: string | null;
}

export const UNDECIDED: Decision = { verdict: 'undecided', reason: '', edited: null };

/** By the id of the hunk; one that is missing is undecided. */
export type Decisions = ReadonlyMap<string, Decision>;
