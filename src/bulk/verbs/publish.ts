import { setTimeout } from 'node:timers/promises';
import { CodemodError } from '../../core/errors.js';
import { groupBy } from '../../core/group-by.js';
import { settingsOf } from '../hosts/known-hosts.js';
import { nextAllowed } from '../hosts/pace.js';
import type { Publisher } from '../jobs/job.js';
import { laneOf } from '../jobs/order.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import { orderFor } from './order-for.js';
import { type NextOrder, runJobs } from './run-jobs.js';
import { select } from './select.js';
import type { PublishOptions, VerbContext, VerbReport } from './verb.js';
import { withVerb } from './with-verb.js';

/** Milliseconds between two looks at the checks of a wave. */
const CHECK_EVERY = 30_000;

/** `codemod bulk publish`: exactly what was approved, wave by wave. */
export async function publish(context: VerbContext, options: PublishOptions, checkEvery = CHECK_EVERY): Promise<VerbReport> {
  return await withVerb(context, 'publish', options, async () => {
    await restOutsideHours(context);
    const wanted = select(context.campaign.state, options);
    const waves = groupBy(
      [...wanted].sort((a, b) => a.target.wave - b.target.wave),
      ({ target }) => String(target.wave),
    );
    let ran = 0;
    for (const [name, wave] of waves) {
      const held = new OpenRequests(context);
      ran += await runJobs(context, wave, nextFor(context, options, held));
      if (context.signal.aborted) break;
      if (held.held > 0) return { ran, stopped: held.reason };
      const reason = await waveVerdict(context, wave, options.publisher, checkEvery);
      if (reason === null) continue;
      await context.campaign.append([{ event: 'stopped', wave: Number(name), reason }]);
      return { ran, stopped: `Wave ${name} stopped the campaign: ${reason}` };
    }
    return { ran, stopped: null };
  });
}

/** Signs first where that is asked for, then publishes what is left to publish. */
function nextFor({ campaign }: VerbContext, { publisher, again = false }: PublishOptions, open: OpenRequests): NextOrder {
  return (repository) => {
    const units = repository.units.filter((unit) => isLeftToPublish(unit, publisher, again));
    if (units.length === 0 && repository.intent?.stage !== 'publish') return null;
    if (!open.mayOpen(repository, publisher)) return null;
    const needsSigning =
      campaign.spec.publish.sign && units.some(({ signed, approved }) => approved !== null && signed?.plan !== approved);
    if (needsSigning && publisher !== 'patch') return orderFor(campaign.spec, 'sign', repository, { units });
    return orderFor(campaign.spec, 'publish', repository, { units: units.length === 0 ? repository.units : units, publisher });
  };
}

/** True for a unit with something approved that is not out yet, and for one that has nothing to change any more but is out. */
export function isLeftToPublish(unit: UnitState, publisher: Publisher, again = false): boolean {
  const { planned, approved, pushed, pullRequest, needsHuman, closed } = unit;
  if (needsHuman !== null && !again) return false;
  if (planned === null) return pullRequest?.state === 'open' || (pushed !== null && pullRequest === null);
  if (approved !== planned.plan) return false;
  if (publisher === 'patch') return unit.patch?.includes(approved) !== true;
  if (pushed?.plan !== approved) return true;
  return publisher === 'pull-request' && (pullRequest === null || (pullRequest.state === 'closed' && closed !== null));
}

/** Keeps the pull requests of a host that are open at one time to what was allowed. */
class OpenRequests {
  readonly #context: VerbContext;
  readonly #opening = new Map<string, Set<string>>();
  readonly #heldHosts = new Set<string>();
  held = 0;

  constructor(context: VerbContext) {
    this.#context = context;
  }

  get reason(): string {
    return `${[...this.#heldHosts].sort().join(', ')}: as many pull requests are open as the manifest allows (pace.openPullRequests). Merge some, then publish again.`;
  }

  mayOpen({ repo, target, units }: RepositoryState, publisher: Publisher): boolean {
    const { spec, state } = this.#context.campaign;
    const most = settingsOf(target.host, spec.hosts).pace.openPullRequests;
    if (publisher !== 'pull-request' || most === null || units.some(hasOpenRequest)) return true;
    const opening = this.#opening.get(target.host) ?? openAt(target.host, state.repositories.values());
    this.#opening.set(target.host, opening);
    if (!opening.has(repo) && opening.size >= most) {
      this.#heldHosts.add(target.host);
      this.held++;
      return false;
    }
    opening.add(repo);
    return true;
  }
}

function openAt(host: string, repositories: Iterable<RepositoryState>): Set<string> {
  const open = [...repositories].filter(({ target, units }) => target.host === host && units.some(hasOpenRequest));
  return new Set(open.map(({ repo }) => repo));
}

function hasOpenRequest({ pullRequest }: UnitState): boolean {
  return pullRequest?.state === 'open';
}

/** Hosts that may not be written to now are left in peace until they may. */
async function restOutsideHours({ campaign, engine }: VerbContext): Promise<void> {
  const now = new Date();
  for (const { host, pace } of campaign.spec.hosts) {
    const next = nextAllowed(pace, now);
    if (next === null) {
      throw new CodemodError('manifest-invalid', `The hours and days of ${host} leave no moment at which it may be written to.`);
    }
    if (next > now) await engine.rest(laneOf('publish', host), next.getTime());
  }
}

/** Why the campaign is to stop after a wave; null where it may go on. */
async function waveVerdict(
  context: VerbContext,
  wave: readonly RepositoryState[],
  publisher: Publisher,
  checkEvery: number,
): Promise<string | null> {
  const { waves } = context.campaign.spec;
  if (waves.waitForChecks && publisher === 'pull-request') await waitForChecks(context, wave, checkEvery);
  // What never got as far as being published says nothing about the change.
  const now = current(context, wave).filter(({ units }) => units.some(({ approved }) => approved !== null));
  const bad = now.filter(isBad).length;
  const share = now.length === 0 ? 0 : bad / now.length;
  if (share <= waves.stopAt) return null;
  return `${bad} of ${now.length} repositories failed, are red or were closed (more than ${Math.round(waves.stopAt * 100)} %).`;
}

function current({ campaign }: VerbContext, wave: readonly RepositoryState[]): readonly RepositoryState[] {
  return wave.flatMap(({ repo }) => campaign.state.repositories.get(repo) ?? []);
}

function isBad({ outcome, units }: RepositoryState): boolean {
  if (outcome === 'failed' || outcome === 'closed-by-human') return true;
  return units.some(({ pullRequest }) => pullRequest?.state === 'open' && pullRequest.checks === 'failed');
}

/** Checks begin some time after the pull request: there is one look at them in any case. */
async function waitForChecks(context: VerbContext, wave: readonly RepositoryState[], every: number): Promise<void> {
  for (let isMeant = hasOpenRequest; ; isMeant = isPending) {
    const waiting = current(context, wave).filter(({ units }) => units.some(isMeant));
    if (waiting.length === 0 || context.signal.aborted) return;
    await setTimeout(every, undefined, { signal: context.signal }).catch(() => {});
    await runJobs(context, waiting, (repository) => orderFor(context.campaign.spec, 'sync', repository));
  }
}

function isPending({ pullRequest }: UnitState): boolean {
  return pullRequest?.state === 'open' && pullRequest.checks === 'pending';
}
