import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import { heldByOtherShapes } from '../../bulk/show/other-shapes.js';
import { type Approved, approve } from '../../bulk/verbs/approve.js';
import { countOf, repositories } from '../../core/count-of.js';
import { CodemodError } from '../../core/errors.js';
import { ExitCode } from '../exit-code.js';
import { asTyped } from '../invocation.js';
import { answer } from '../report/answer.js';
import { wrapProse } from '../report/prose.js';
import { openTerminal } from '../terminal.js';
import { campaignAt, toldOf } from './campaign-at.js';
import { type CommonOptions, type SelectingOptions, selectionOf } from './options.js';
import { drawHeld } from './report/draw-held.js';
import { drawNextSteps, nextBulkSteps } from './report/next-steps.js';
import { leftByOtherWish } from './report/other-wish-text.js';
import { requireMatch } from './require-match.js';
import { takeOverReviews } from './take-over-reviews.js';

/** The options of `codemod bulk approve`. */
export interface BulkApproveOptions extends CommonOptions, SelectingOptions {
  readonly all?: boolean;
  /** Take the approval back. */
  readonly revoke?: boolean;
}

/** `codemod bulk approve`: the plans of a selection as they stand. Nothing is published by it. */
export async function runBulkApprove(options: BulkApproveOptions): Promise<number> {
  const selection = selectionOf(options);
  const isNarrow = Object.keys(selection).length > 0;
  if (isNarrow === (options.all === true)) {
    const hint = isNarrow
      ? '--all and a selection exclude each other.'
      : 'Say what to approve: --all, --repo, --shape, --wave or --group.';
    throw new CodemodError('usage', hint);
  }
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  return await withCampaign(at.root, at.name, async (campaign) => {
    requireMatch(campaign.state, selection);
    await takeOverReviews(campaign);
    const done = await approve(campaign, selection, options.revoke === true);
    const { overview } = toldOf(campaign);
    if (options.json === true) {
      const body = { campaign: at.name, folder: campaign.folder, revoked: options.revoke === true, ...done, overview };
      terminal.out(answer('bulk approve', body));
    }
    if (options.quiet === true) return ExitCode.done;
    const held = options.revoke === true ? null : heldByOtherShapes(campaign.state, selection);
    if (done.units > 0 || done.rejected > 0 || done.otherWish > 0 || held === null) {
      terminal.err(`${wrapProse(asTyped(lineOf(done, options.revoke === true)), terminal.columns)}\n`);
    }
    if (held !== null) terminal.err(drawHeld(held, at.command, terminal.columns));
    terminal.err(drawNextSteps(nextBulkSteps(overview), at.command, terminal.columns));
    return ExitCode.done;
  });
}

function lineOf({ units, repositories: of, inPart, rejected, otherWish }: Approved, revoked: boolean): string {
  const what = `${countOf(units, 'change')} in ${repositories(of)}`;
  if (units > 0 && revoked) return `The approval of ${what} is taken back.`;
  const part = inPart === 0 ? '' : `, ${inPart} of them without what a review has rejected`;
  const left = [
    rejected === 0
      ? ''
      : ` ${countOf(rejected, 'change')} left: a review has rejected ${rejected === 1 ? 'it' : 'them'}. See: codemod bulk decisions`,
    otherWish === 0 ? '' : ` ${leftByOtherWish(otherWish)}`,
  ].join('');
  if (units === 0) return left.trim() || 'Nothing was left to approve there: see what stands with codemod bulk show --by repo.';
  return `${what} approved${part}.${left}`;
}
