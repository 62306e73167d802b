import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CodemodError } from '../../core/errors.js';
import { groupBy } from '../../core/group-by.js';
import type { JobEnd } from '../engines/engine.js';
import type { Order } from '../jobs/job.js';
import { jobOf, laneOf } from '../jobs/order.js';
import type { RepositoryState } from '../model/campaign-state.js';
import type { RepositoryEvent, Stage } from '../model/events.js';
import type { FailureShare } from './failure-share.js';
import type { VerbContext } from './verb.js';

/** Jobs of a lane that are handed to the engine at one time: enough to keep many machines busy, and no more in memory. */
const WINDOW = 64;
/** Attempts at what fails for a reason that may pass; fewer at what ends the process that tries. */
const MOST_ATTEMPTS = 5;
const MOST_CRASHES = 3;
/** Milliseconds before the second attempt; each next one waits four times as long, up to the longest. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** What a repository needs next; null: nothing, or no more. A stage that has gone well is not run again. */
export type NextOrder = (repository: RepositoryState) => Order | null;

/** Stages that change something at the remote. */
const WITH_EFFECT: ReadonlySet<Stage> = new Set(['publish', 'merge', 'close', 'undo']);

/**
 * Runs jobs for repositories until none needs another. One that fails stops no other. What a job may do is in the journal before it is
 * handed out, and what it did before the next one is.
 *
 * @param failures counts them, and ends the work at a host of which too much has failed; null: all are tried.
 * @returns how many repositories a job was run for.
 */
export async function runJobs(
  context: VerbContext,
  repositories: readonly RepositoryState[],
  next: NextOrder,
  failures: FailureShare | null = null,
): Promise<number> {
  const runner = new Runner(context, next, failures);
  const lanes = groupBy(repositories, ({ target }) => target.host);
  const names = [...lanes].map(([host, lane]) => [host, lane.map(({ repo }) => repo)] as const);
  await allEnded(names.map(([host, repos]) => runner.runLane(host, repos)));
  return runner.ran;
}

/** Nothing is left behind when one throws: who calls us lets go of the campaign then, and another process may take it. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

class Runner {
  readonly #context: VerbContext;
  readonly #next: NextOrder;
  readonly #failures: FailureShare | null;
  readonly #run = randomBytes(8).toString('hex');
  #hasThrown = false;
  ran = 0;

  constructor(context: VerbContext, next: NextOrder, failures: FailureShare | null) {
    this.#context = context;
    this.#next = next;
    this.#failures = failures;
  }

  async runLane(host: string, repos: readonly string[]): Promise<void> {
    const waiting = repos.values();
    const work = async (): Promise<void> => {
      for (const repo of waiting) {
        if (this.#isOver || this.#failures?.mayGoOn(host) === false) return;
        const end = await this.#runRepository(repo);
        if (end === 'none') continue;
        this.ran++;
        this.#failures?.count(host, end === 'failed');
      }
    };
    const watched = (): Promise<void> =>
      work().catch((thrown: unknown) => {
        this.#hasThrown = true;
        throw thrown;
      });
    await allEnded(Array.from({ length: Math.min(WINDOW, repos.length) }, watched));
  }

  get #isOver(): boolean {
    return this.#hasThrown || this.#context.signal.aborted;
  }

  /** @returns `none` where there was nothing to do. */
  async #runRepository(repo: string): Promise<'none' | 'ran' | 'failed'> {
    let failures = 0;
    const done = new Set<Stage>();
    for (let turn = 0; !this.#isOver; turn++) {
      const repository = this.#context.campaign.state.repositories.get(repo);
      const order = repository === undefined ? null : this.#next(repository);
      if (repository === undefined || order === null || done.has(order.stage)) return turn > 0 ? 'ran' : 'none';
      const end = await this.#runOrder(repository, order, turn);
      if (end === null) return 'ran';
      if (end.kind === 'paused') {
        if (this.#isOver) return 'ran';
        await this.#context.engine.rest(laneOf(order.stage, order.target.host), end.until);
        continue;
      }
      const failed = eventsOf(end, order.stage).find((event) => event.event === 'failed');
      if (failed === undefined) {
        done.add(order.stage);
        continue;
      }
      failures++;
      if (!failed.transient || failures >= (end.kind === 'lost' ? MOST_CRASHES : MOST_ATTEMPTS)) return 'failed';
      await this.#wait(failures);
    }
    return 'ran';
  }

  /** Null when the engine takes no more, as we were told to stop. */
  async #runOrder(repository: RepositoryState, order: Order, turn: number): Promise<JobEnd | null> {
    const { campaign, engine } = this.#context;
    const { repo } = repository;
    const { stage } = order;
    const attempt = (repository.intent?.attempt ?? 0) + 1 + turn;
    const job = await jobOf(campaign.store, order, attempt, this.#run);
    if (WITH_EFFECT.has(stage)) await campaign.append([{ event: 'intent', repo, stage, job: job.id, attempt }]);
    try {
      const end = await engine.run(job);
      const events = (await this.#withPatches(repo, eventsOf(end, stage))).map((event) => ({ ...event, repo }));
      const settled = WITH_EFFECT.has(stage) ? [{ event: 'settled' as const, repo, job: job.id }] : [];
      const isOver = repository.trouble !== null && stage !== 'plan' && isWell(end);
      const answered = isOver ? [{ event: 'answered' as const, repo }] : [];
      await campaign.append([...events, ...settled, ...answered]);
      return end;
    } catch (thrown) {
      if (thrown instanceof CodemodError && thrown.code === 'interrupted' && this.#isOver) return null;
      throw thrown;
    }
  }

  /** Patches are in the campaign's folder before the journal tells of them. */
  async #withPatches(repo: string, events: readonly RepositoryEvent[]): Promise<readonly RepositoryEvent[]> {
    const kept: RepositoryEvent[] = [];
    for (const event of events) {
      if (event.event !== 'patched') kept.push(event);
      else kept.push({ ...event, file: await this.#context.campaign.keepPatch({ repo, ...event }) });
    }
    return kept;
  }

  async #wait(failures: number): Promise<void> {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 4 ** (failures - 1));
    const { signal } = this.#context;
    // Half of it at random, so that many that failed at once do not come back at once.
    await setTimeout(longest / 2 + (Math.random() * longest) / 2, undefined, { signal }).catch(() => {});
  }
}

function isWell(end: JobEnd): boolean {
  return end.kind === 'done' && end.events.every(({ event }) => event !== 'failed');
}

/** A process that died may have been killed from outside, so that another try is worth it; one that took too much is not. */
function eventsOf(end: JobEnd, stage: Stage): readonly RepositoryEvent[] {
  if (end.kind !== 'lost') return end.events;
  const { code, message } = end;
  return [{ event: 'failed', stage, code, message, transient: code === 'worker-crash' }];
}
