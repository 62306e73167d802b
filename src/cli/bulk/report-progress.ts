import type { EngineCounts } from '../../bulk/engines/engine.js';
import type { OutcomeCounts } from '../../bulk/model/campaign-state.js';
import type { JournalEntry } from '../../bulk/model/events.js';
import type { WaitingForChecks } from '../../bulk/verbs/verb.js';
import { progressLine, Rate, waitingLine } from './progress.js';

/** Where a line of progress goes. */
export interface ProgressSink {
  /** True: a line is written over, several times a second. False: lines are added, now and then. */
  readonly isLive: boolean;
  /** Of the terminal. */
  readonly columns: number;
  show(line: string): void;
}

/** What progress is told of. */
export interface ProgressOf {
  /** Repositories that the verb has to do with. */
  total(): number;
  counts(): OutcomeCounts;
  engineCounts(): Promise<EngineCounts>;
}

export interface Clock {
  /** Milliseconds of the epoch. */
  now(): number;
  every(milliseconds: number, act: () => void): { stop(): void };
}

export interface RunningProgress {
  onEntry(entry: JournalEntry): void;
  /** What is told in place of how the verb is doing; null: nothing is waited for any more. */
  onWaiting(waiting: WaitingForChecks | null): void;
  stop(): void;
}

/** What is told of a repository before its job has ended. A job tells the rest when it ends. */
const NOT_DONE: ReadonlySet<JournalEntry['event']> = new Set([
  'selected',
  'dropped',
  'intent',
  'approved',
  'unapproved',
  'narrowed',
  'rejected',
  'declined',
  'reconsidered',
  'signed',
]);

/** True for what a job has told of its repository when it ended. */
export function tellsOfJob(entry: JournalEntry): entry is Extract<JournalEntry, { repo: string }> {
  return 'repo' in entry && !NOT_DONE.has(entry.event);
}

/** Milliseconds between two lines. */
const LIVE = 250;
const PLAIN = 30_000;

/** Tells how a verb is doing until it is stopped. */
export function reportProgress(of: ProgressOf, sink: ProgressSink, clock: Clock = SYSTEM_CLOCK): RunningProgress {
  const rate = new Rate(clock.now());
  const settled = new Set<string>();
  let resting: EngineCounts['resting'] = {};
  let isAsking = false;
  const askEngine = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      ({ resting } = await of.engineCounts());
    } catch {
      // A queue that does not answer is told by the verb that needs it.
    } finally {
      isAsking = false;
    }
  };
  let waiting: (WaitingForChecks & { readonly since: number }) | null = null;
  const show = (): void => {
    void askEngine();
    const now = clock.now();
    if (waiting !== null) {
      // Where lines are added, each change is told when it comes.
      if (sink.isLive) sink.show(cut(waitingLine(waiting, now - waiting.since), sink.columns));
      return;
    }
    const facts = { done: settled.size, total: Math.max(of.total(), settled.size), counts: of.counts() };
    sink.show(cut(progressLine({ ...facts, rate: rate.at(now), resting, now }), sink.columns));
  };
  const timer = clock.every(sink.isLive ? LIVE : PLAIN, show);
  return {
    onEntry(entry) {
      if (!tellsOfJob(entry) || settled.has(entry.repo)) return;
      settled.add(entry.repo);
      rate.add(clock.now());
    },
    onWaiting(next) {
      const before = waiting;
      const now = clock.now();
      waiting = next === null ? null : { ...next, since: before?.since ?? now };
      if (sink.isLive || next === null || next.pullRequests === before?.pullRequests) return;
      sink.show(waitingLine(next, before === null ? null : now - before.since));
    },
    stop: () => timer.stop(),
  };
}

/** A line that is written over must not be broken by the terminal. */
function cut(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  every(milliseconds, act) {
    const timer = setInterval(act, milliseconds);
    timer.unref();
    return { stop: () => clearInterval(timer) };
  },
};
