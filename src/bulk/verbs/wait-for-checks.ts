import { setTimeout } from 'node:timers/promises';
import { countOf } from '../../core/count-of.js';
import { timeSpan } from '../../core/time-span.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import { hasOpenRequest } from './open-requests.js';
import { orderFor } from './order-for.js';
import { runJobs } from './run-jobs.js';
import { asTheyStand } from './select.js';
import type { VerbContext } from './verb.js';

/** Milliseconds between two looks at the checks of a wave. */
export const CHECK_EVERY = 30_000;

/**
 * Waits until the checks of a wave's pull requests have ended, for `waves.checksWithin` at most, counted from this call: whoever calls
 * again gives them as long once more. Checks begin some time after the pull request, so that there is one look at them in any case.
 *
 * @returns why the campaign is to stop; null where nothing is pending any more, or where it was told to stop.
 */
export async function waitForChecks(
  context: VerbContext,
  wave: readonly RepositoryState[],
  every: number,
): Promise<string | null> {
  try {
    return await lookUntilEnded(context, wave, every);
  } finally {
    context.onWaiting?.(null);
  }
}

async function lookUntilEnded(context: VerbContext, wave: readonly RepositoryState[], every: number): Promise<string | null> {
  const { campaign, signal, onWaiting } = context;
  const { checksWithin } = campaign.spec.waves;
  // A clock on the wall may be set while we wait.
  const began = performance.now();
  for (let isMeant = hasOpenRequest; ; isMeant = isPending) {
    const waiting = asTheyStand(campaign.state, wave).filter(({ units }) => units.some(isMeant));
    if (waiting.length === 0 || signal.aborted) return null;
    const left = checksWithin - (performance.now() - began);
    if (left <= 0 && isMeant === isPending) return stillPending(context, waiting, performance.now() - began);
    onWaiting?.({ wave: waveOf(waiting), pullRequests: countUnits(waiting, isMeant) });
    await setTimeout(Math.max(0, Math.min(every, left)), undefined, { signal }).catch(() => {});
    await runJobs(context, waiting, (repository) => orderFor(campaign.spec, 'sync', repository));
  }
}

function isPending({ pullRequest }: UnitState): boolean {
  return pullRequest?.state === 'open' && pullRequest.checks === 'pending';
}

function waveOf(repositories: readonly RepositoryState[]): number {
  return repositories[0]?.target.wave ?? 1;
}

function countUnits(repositories: readonly RepositoryState[], isMeant: (unit: UnitState) => boolean): number {
  return repositories.reduce((sum, { units }) => sum + units.filter(isMeant).length, 0);
}

function stillPending({ campaign }: VerbContext, waiting: readonly RepositoryState[], waited: number): string {
  const checks = countOf(countUnits(waiting, isPending), 'pull request');
  const wave = waveOf(waiting);
  const later = [...campaign.state.repositories.values()].map(({ target }) => target.wave).filter((other) => other > wave);
  const next = later.length === 0 ? '' : `, and with --wave ${Math.min(...later)} it goes on without them`;
  return `the checks of ${checks} are still pending after ${timeSpan(waited)} (waves.checksWithin). See what holds them up at their hosts, then publish again: codemod bulk publish --pr waits for them anew${next}.`;
}
