import { type Decision, type Decisions, UNDECIDED } from '../../core/review/decision.js';
import type { ReviewSession } from '../../core/review/session.js';
import { type Block, decisionOf, isUndecided, split } from './block.js';
import type { ReviewIo } from './io.js';
import type { Theme } from './theme.js';

/** Decisions as they were before they were made, to be taken back. */
export interface Past {
  /** The hunk that was at hand. */
  readonly hunk: string;
  readonly before: ReadonlyMap<string, Decision>;
}

/** Where a review stands. What was decided stands in the session. */
export interface State {
  /** Never empty. */
  readonly blocks: readonly Block[];
  /** Which of them is at hand. */
  readonly at: number;
  /** The first row of its diff that is on the screen. */
  readonly row: number;
  /** Whether the end of its diff has been on the screen. */
  readonly isSeen: boolean;
  /** Whether long lines of context are shown whole. */
  readonly wraps: boolean;
  /** The last one is the latest. */
  readonly past: readonly Past[];
}

/** All that a command works with. */
export interface Review {
  readonly session: ReviewSession;
  readonly io: ReviewIo;
  readonly theme: Theme;
  readonly state: State;
}

/** What comes after a command. */
export type Next =
  /** The block at hand is drawn. */
  | { readonly kind: 'show'; readonly state: State }
  /** Something is said, and asked again. */
  | { readonly kind: 'ask'; readonly note: string }
  /** Nothing is undecided any more. */
  | { readonly kind: 'finish'; readonly state: State }
  | { readonly kind: 'quit' };

export function blockAt({ blocks, at }: State): Block {
  const block = blocks[at];
  if (block === undefined) throw new RangeError(`there is no block ${at} of ${blocks.length}`);
  return block;
}

export function show(state: State, at: number): Next {
  return { kind: 'show', state: { ...state, at, row: 0, isSeen: false } };
}

export function ask(note: string): Next {
  return { kind: 'ask', note };
}

/** The nearest undecided block in a direction, past the end and on from the other; null when there is no other one. */
export function otherUndecided({ blocks, at }: State, decisions: Decisions, direction: 1 | -1): number | null {
  for (let step = 1; step < blocks.length; step++) {
    const index = (at + direction * step + blocks.length * step) % blocks.length;
    const block = blocks[index];
    if (block !== undefined && isUndecided(block, decisions)) return index;
  }
  return null;
}

/** Where to go when decisions were made: on to what is undecided. */
export function goOn(state: State, decisions: Decisions): Next {
  const settled = settle(state, decisions);
  if (isUndecided(blockAt(settled), decisions)) return show(settled, settled.at);
  const next = otherUndecided(settled, decisions, 1);
  return next === null ? { kind: 'finish', state: settled } : show(settled, next);
}

/** The state with the block at hand that has the hunk, where blocks whose hunks are decided differently are split. */
export function settle(state: State, decisions: Decisions, hunk = blockAt(state).hunks[0]?.id): State {
  const blocks = state.blocks.flatMap((block) => (decisionOf(block, decisions) === null ? split(block) : [block]));
  const at = blocks.findIndex(({ hunks }) => hunks.some(({ id }) => id === hunk));
  return { ...state, blocks, at: Math.max(0, at) };
}

export function formerDecisions(hunks: readonly string[], decisions: Decisions): ReadonlyMap<string, Decision> {
  return new Map(hunks.map((hunk) => [hunk, decisions.get(hunk) ?? UNDECIDED]));
}
