import { groupBy } from '../../core/group-by.js';
import { unitsToPublish } from '../campaign/left-to-publish.js';
import type { Publisher } from '../jobs/job.js';
import type { RepositoryState } from '../model/campaign-state.js';
import { failedTooOften } from './failed-too-often.js';
import { FailureShare } from './failure-share.js';
import { withinHours } from './keep-hours.js';
import { OpenRequests } from './open-requests.js';
import { orderFor } from './order-for.js';
import { type NextOrder, runJobs } from './run-jobs.js';
import { asTheyStand, select, settled } from './select.js';
import type { PublishOptions, VerbContext, VerbReport } from './verb.js';
import { CHECK_EVERY, waitForChecks } from './wait-for-checks.js';
import { withVerb } from './with-verb.js';

/**
 * `codemod bulk publish`: exactly what was approved, wave by wave. Where it has stopped because checks stayed pending, publishing again
 * asks for them anew before it says anything of them, and waits for those that are pending as long as it did before.
 */
export async function publish(context: VerbContext, options: PublishOptions, checkEvery = CHECK_EVERY): Promise<VerbReport> {
  return await withVerb(context, 'publish', settled(context.campaign.state, options), () =>
    withinHours(context, () => publishWaves(context, options, checkEvery)),
  );
}

async function publishWaves(context: VerbContext, options: PublishOptions, checkEvery: number): Promise<VerbReport> {
  const wanted = select(context.campaign.state, options);
  const waves = groupBy(
    [...wanted].sort((a, b) => a.target.wave - b.target.wave),
    ({ target }) => String(target.wave),
  );
  const open = new OpenRequests(context.campaign);
  let ran = 0;
  for (const [name, all] of waves) {
    // A host that is full keeps its own repositories waiting, and no others.
    const wave = all.filter((repository) => !open.isHeld(repository));
    const failures = new FailureShare(context.campaign.spec.waves.stopAt);
    ran += await runJobs(context, wave, nextFor(context, options, open), failures);
    if (context.signal.aborted) break;
    const reason = failures.reason() ?? (await waveVerdict(context, wave, options.publisher, checkEvery));
    if (reason === null) continue;
    await context.campaign.append([{ event: 'stopped', wave: Number(name), reason }]);
    return { ran, stopped: `Wave ${name} stopped the campaign: ${reason}` };
  }
  return { ran, stopped: open.reason };
}

/** Signs first where that is asked for, then publishes what is left to publish. */
function nextFor({ campaign }: VerbContext, { publisher, again = false }: PublishOptions, open: OpenRequests): NextOrder {
  return (repository) => {
    const meant = unitsToPublish(campaign.spec, repository, publisher, again);
    const units = publisher === 'pull-request' ? open.allowed(repository, meant) : meant;
    if (units.length === 0) return null;
    const needsSigning =
      campaign.spec.publish.sign && units.some(({ signed, approved }) => approved !== null && signed?.plan !== approved);
    if (needsSigning && publisher !== 'patch') return orderFor(campaign.spec, 'sign', repository, { units });
    return orderFor(campaign.spec, 'publish', repository, { units, publisher });
  };
}

/** Why the campaign is to stop after a wave; null where it may go on. */
async function waveVerdict(
  context: VerbContext,
  wave: readonly RepositoryState[],
  publisher: Publisher,
  checkEvery: number,
): Promise<string | null> {
  const { waves } = context.campaign.spec;
  const isWaitedFor = waves.waitForChecks && publisher === 'pull-request';
  const pending = isWaitedFor ? await waitForChecks(context, wave, checkEvery) : null;
  return failedTooOften(asTheyStand(context.campaign.state, wave), waves.stopAt) ?? pending;
}
