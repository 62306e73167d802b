import { otherWish } from '../../bulk/campaign/other-wish.js';
import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import type { CombinedPlan } from '../../bulk/units/combine-plans.js';
import { shownUnitPath } from '../../bulk/units/unit-path.js';
import { select } from '../../bulk/verbs/select.js';
import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import { planId } from '../../core/plan.js';
import type { Applied, ReviewSession } from '../../core/review/session.js';
import { readDecisions } from '../decisions-file.js';
import { ExitCode } from '../exit-code.js';
import { reviewInBrowser, reviewOnTerminalOf } from '../hold-review.js';
import { asTyped } from '../invocation.js';
import { wrapProse } from '../report/prose.js';
import { openReview } from '../review-session.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { approveReviewed, type ReviewedUnits } from './approve-reviewed.js';
import { type CampaignAt, campaignAt, toldOf, withView } from './campaign-at.js';
import { type CommonOptions, type SelectingOptions, selectionOf, selectionWords } from './options.js';
import { combinedPlan } from './read-unit.js';
import { drawNextSteps, nextBulkSteps } from './report/next-steps.js';
import { leftByOtherWish } from './report/other-wish-text.js';
import { requireMatch } from './require-match.js';
import { reviewFileOf, takeOverWhereFree } from './take-over-reviews.js';

/** The options of `codemod bulk review`. */
export interface BulkReviewOptions extends CommonOptions, SelectingOptions {
  readonly tty?: boolean;
}

/** `codemod bulk review`: the changes of a campaign hunk by hunk. What is accepted is approved, and nothing is published. */
export async function runBulkReview(options: BulkReviewOptions): Promise<number> {
  const terminal = openTerminal(options.color);
  const at = campaignAt(options);
  if (options.tty === true) (await import('../review-on-terminal.js')).requireTerminal(withoutTerminal(at, options));
  const { combined, folder, others } = await withView(at, async (view) => {
    const selection = selectionOf(options);
    requireMatch(view.state, selection);
    const open = select(view.state, selection).filter(({ outcome }) => outcome !== 'merged' && outcome !== 'undone');
    const isOther = otherWish(view.spec);
    const offered = open.filter((repository) => !isOther(repository));
    const others = open.filter(isOther).flatMap(({ units }) => units.filter(({ planned }) => planned !== null)).length;
    return { combined: await combinedPlan(view, offered), folder: view.folder, others };
  });
  if (others > 0) terminal.err(`${wrapProse(asTyped(leftByOtherWish(others)), terminal.columns)}\n`);
  if (combined === null) {
    if (others === 0) terminal.err('No repository of these would change: there is nothing to review.\n');
    return ExitCode.done;
  }
  const again = (...more: readonly string[]): string => visibleLine(at.command('review', ...selectionWords(options), ...more));
  const session = campaignReview(at, combined, folder, again(...(options.tty === true ? ['--tty'] : [])));
  await (options.tty === true ? reviewOnTerminalOf : reviewInBrowser)({
    ...{ session, terminal, effect: 'approve' },
    tell: (applied) => tell(applied, at, terminal),
    again,
    left: () => takeOverWhereFree(at),
  });
  return ExitCode.done;
}

function withoutTerminal({ command }: CampaignAt, options: SelectingOptions): string {
  const words = selectionWords(options);
  const [review, approve] = [command('review', ...words), command('approve', ...(words.length === 0 ? ['--all'] : words))];
  return `It can be held in a browser instead, or what is planned approved without one:\n  ${visibleLine(review)}\n  ${visibleLine(approve)}`;
}

/**
 * Decisions are kept in the folder of the campaign as they come.
 *
 * @param again the command that goes on with it.
 */
export function campaignReview(at: CampaignAt, combined: CombinedPlan, folder: string, again: string): ReviewSession {
  const id = planId(combined.plan);
  const decisionsFile = reviewFileOf(folder, id);
  return openReview({
    ...{ plan: combined.plan, id, read: combined.read, decisionsFile, purpose: 'approve', nameOf: shownUnitPath, again },
    async carryOut() {
      const { decisions } = readDecisions(decisionsFile, id);
      const done = await withCampaign(at.root, at.name, (campaign) => approveReviewed(campaign, combined, decisions));
      return appliedOf(at, done);
    },
  });
}

function appliedOf({ name, command }: CampaignAt, { whole, narrowed, otherWish: others }: ReviewedUnits): Applied {
  const approved = whole + narrowed;
  const left = others === 0 ? '' : ` ${asTyped(leftByOtherWish(others))}`;
  const isNothing = approved + others === 0;
  const told = isNothing
    ? 'Nothing was accepted, so nothing is approved.'
    : `${countOf(approved, 'change')} approved${narrowed === 0 ? '' : `, ${narrowed} of them in part`}.${left}`;
  const takeBack = command('approve', '--all', '--revoke');
  return { run: approved === 0 ? null : name, files: approved, records: name, takeBack, told };
}

async function tell({ run, told }: Applied, at: CampaignAt, terminal: Terminal): Promise<void> {
  if (run === null) {
    terminal.err(`${wrapProse(told ?? '', terminal.columns)}\n`);
    return;
  }
  const steps = await withView(at, async (view) => nextBulkSteps(toldOf(view).overview));
  terminal.err(`${told ?? ''}\n${drawNextSteps(steps, at.command, terminal.columns)}`);
}
