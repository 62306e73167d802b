import type { EngineCounts } from '../../bulk/engines/engine.js';
import type { OutcomeCounts, RepositoryOutcome } from '../../bulk/model/campaign-state.js';
import type { WaitingForChecks } from '../../bulk/verbs/verb.js';
import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import { timeSpan } from '../../core/time-span.js';

/** How a verb is doing, at one moment. */
export interface ProgressFacts {
  /** Repositories that the verb is done with, and that it has to do with. */
  readonly done: number;
  readonly total: number;
  readonly counts: OutcomeCounts;
  /** Repositories a second, of late; null where that is not known yet. */
  readonly rate: number | null;
  readonly resting: EngineCounts['resting'];
  /** Milliseconds of the epoch. */
  readonly now: number;
}

/** Outcomes that tell how a run goes; the others are what it began with. */
const TOLD: readonly RepositoryOutcome[] = [
  ...(['failed', 'needs-human', 'pr-open', 'pushed', 'merged', 'planned', 'no-change', 'skipped'] as const),
];

/** One line: how many are done, what they came to, how fast, and how long still. The most important comes first: the end may be cut. */
export function progressLine({ done, total, counts, rate, resting, now }: ProgressFacts): string {
  const told = TOLD.filter((outcome) => counts[outcome] > 0).map((outcome) => `${counts[outcome]} ${outcome}`);
  const [lane, until] = Object.entries(resting).sort(([, a], [, b]) => a - b)[0] ?? [];
  return [
    `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`,
    ...(rate === null || rate <= 0 ? [] : [`${rated(rate)}, ${remaining((total - done) / rate)}`]),
    ...(lane === undefined || until === undefined || until <= now
      ? []
      : [`${visibleLine(lane)} rests until ${clockTime(until)}`]),
    ...(told.length === 0 ? [] : [told.join(', ')]),
  ].join(' · ');
}

/**
 * One line while nothing of ours is under way: what is waited for.
 *
 * @param since milliseconds that it has been waited for; null where that has just begun.
 */
export function waitingLine({ wave, pullRequests }: WaitingForChecks, since: number | null): string {
  const time = since === null ? '' : `, ${timeSpan(since)}`;
  return `Wave ${wave}: waiting for the checks of ${countOf(pullRequests, 'pull request')}${time}`;
}

function rated(rate: number): string {
  return rate >= 1 ? `${rate.toFixed(rate >= 10 ? 0 : 1)}/s` : `${(rate * 60).toFixed(rate * 60 >= 10 ? 0 : 1)}/min`;
}

function remaining(seconds: number): string {
  if (seconds < 1) return 'nearly done';
  if (seconds < 90) return `about ${Math.ceil(seconds)} s left`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${Math.round(seconds / 3600)} h left`;
}

/** Of this machine's time zone: a person compares it with a clock on the wall. */
function clockTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** How fast things come to an end, over the last half minute. */
export class Rate {
  readonly #ends: number[] = [];
  readonly #began: number;

  /** @param began milliseconds of the epoch. */
  constructor(began: number) {
    this.#began = began;
  }

  add(now: number): void {
    this.#ends.push(now);
  }

  /** A second; null in the first two, which tell nothing, and where nothing has ended. */
  at(now: number): number | null {
    while ((this.#ends[0] ?? now) < now - WINDOW) this.#ends.shift();
    const time = Math.min(WINDOW, now - this.#began);
    return time < 2_000 || this.#ends.length === 0 ? null : (this.#ends.length * 1_000) / time;
  }
}

const WINDOW = 30_000;
