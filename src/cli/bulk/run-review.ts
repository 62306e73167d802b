import path from 'node:path';
import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import type { CombinedPlan } from '../../bulk/units/combine-plans.js';
import { select } from '../../bulk/verbs/select.js';
import { countOf } from '../../core/count-of.js';
import { planId } from '../../core/plan.js';
import type { Applied, ReviewSession } from '../../core/review/session.js';
import { readDecisions } from '../decisions-file.js';
import { ExitCode } from '../exit-code.js';
import { drawCommand } from '../report/prose.js';
import { openReview } from '../review-session.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { approveReviewed, type ReviewedUnits } from './approve-reviewed.js';
import { type CampaignAt, campaignAt, toldOf, withView } from './campaign-at.js';
import { type CommonOptions, type SelectingOptions, selectionOf } from './options.js';
import { combinedPlan } from './read-unit.js';
import { drawNextSteps, nextBulkSteps } from './report/next-steps.js';
import { requireMatch } from './require-match.js';

/** The options of `codemod bulk review`. */
export interface BulkReviewOptions extends CommonOptions, SelectingOptions {
  readonly tty?: boolean;
}

/** `codemod bulk review`: the changes of a campaign hunk by hunk. What is accepted is approved, and nothing is published. */
export async function runBulkReview(options: BulkReviewOptions): Promise<number> {
  const terminal = openTerminal(options.color);
  if (options.tty === true) (await import('../review-on-terminal.js')).requireTerminal();
  const at = campaignAt(options);
  const { combined, folder } = await withView(at, async (view) => {
    const selection = selectionOf(options);
    requireMatch(view.state, selection);
    const offered = select(view.state, selection).filter(({ outcome }) => outcome !== 'merged' && outcome !== 'undone');
    return { combined: await combinedPlan(view, offered), folder: view.folder };
  });
  if (combined === null) {
    terminal.err('No repository of these would change: there is nothing to review.\n');
    return ExitCode.done;
  }
  const session = campaignReview(at, combined, folder);
  return options.tty === true ? await onTerminal(session, at, terminal) : await inBrowser(session, at, terminal);
}

/** Decisions are kept in the folder of the campaign as they come. */
export function campaignReview(at: CampaignAt, combined: CombinedPlan, folder: string): ReviewSession {
  const id = planId(combined.plan);
  const decisionsFile = path.join(folder, `review-${id.slice(0, 16)}.decisions.ndjson`);
  const session = openReview({
    ...{ plan: combined.plan, id, read: combined.read, decisionsFile },
    async carryOut() {
      const { decisions } = readDecisions(decisionsFile, id);
      const done = await withCampaign(at.root, at.name, (campaign) => approveReviewed(campaign, combined, decisions));
      return appliedOf(at, done);
    },
  });
  return { ...session, purpose: 'approve' };
}

function appliedOf({ name, command }: CampaignAt, { whole, narrowed }: ReviewedUnits): Applied {
  const approved = whole + narrowed;
  const told = `${countOf(approved, 'change')} approved${narrowed === 0 ? '' : `, ${narrowed} of them in part`}.`;
  const takeBack = command('approve', '--all', '--revoke');
  return { run: approved === 0 ? null : name, files: approved, records: name, takeBack, told };
}

async function onTerminal(session: ReviewSession, at: CampaignAt, terminal: Terminal): Promise<number> {
  const { reviewOnTerminal } = await import('../review-on-terminal.js');
  const end = await reviewOnTerminal(session);
  if (end.kind === 'apply') await tell(await session.apply(), at, terminal);
  else terminal.err(drawCommand('What you decided is kept. To go on:', at.command('review', '--tty'), terminal.columns));
  return ExitCode.done;
}

async function inBrowser(session: ReviewSession, at: CampaignAt, terminal: Terminal): Promise<number> {
  const { startReviewServer } = await import('../../review/server/start-review-server.js');
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const server = await startReviewServer(session, { signal: controller.signal });
    terminal.out(`${server.url}\n`);
    terminal.err(
      'Open this address in a browser on this machine. Whoever knows it can decide and approve.\nCtrl-C ends the review; what you decided is kept.\n',
    );
    const end = await server.done;
    if (end.kind === 'applied') await tell(end.applied, at, terminal);
    else terminal.err(drawCommand('What you decided is kept. To go on:', at.command('review'), terminal.columns));
    return ExitCode.done;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function tell({ run, told }: Applied, at: CampaignAt, terminal: Terminal): Promise<void> {
  if (run === null) {
    terminal.err('Nothing was accepted, so nothing is approved.\n');
    return;
  }
  const steps = await withView(at, async (view) => nextBulkSteps(toldOf(view).overview));
  terminal.err(`${told ?? ''}\n${drawNextSteps(steps, at.command, terminal.columns)}`);
}
