import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import { heldByOtherShapes } from '../../bulk/show/other-shapes.js';
import { approve } from '../../bulk/verbs/approve.js';
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
import { requireMatch } from './require-match.js';

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
    const done = await approve(campaign, selection, options.revoke === true);
    const { overview } = toldOf(campaign);
    if (options.json === true) {
      const body = { campaign: at.name, folder: campaign.folder, revoked: options.revoke === true, ...done, overview };
      terminal.out(answer('bulk approve', body));
    }
    if (options.quiet === true) return ExitCode.done;
    const what = `${countOf(done.units, 'change')} in ${repositories(done.repositories)}`;
    const line = options.revoke === true ? `The approval of ${what} is taken back.` : `${what} approved.`;
    const held = options.revoke === true ? null : heldByOtherShapes(campaign.state, selection);
    const nothing = asTyped('Nothing was left to approve there: see what stands with codemod bulk show --by repo.');
    if (done.units > 0 || held === null) {
      terminal.err(`${wrapProse(done.units === 0 ? nothing : line, terminal.columns)}\n`);
    }
    if (held !== null) terminal.err(drawHeld(held, at.command, terminal.columns));
    terminal.err(drawNextSteps(nextBulkSteps(overview), at.command, terminal.columns));
    return ExitCode.done;
  });
}
