import { withCampaign } from '../../bulk/campaign/with-campaign.js';
import { type RejectedIn, reconsider, rejectedIn } from '../../bulk/verbs/reconsider.js';
import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import { ExitCode } from '../exit-code.js';
import { answer } from '../report/answer.js';
import { drawCommand, wrapProse } from '../report/prose.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { type CampaignAt, campaignAt, withView } from './campaign-at.js';
import { type CommonOptions, type SelectingOptions, selectionOf } from './options.js';
import { requireMatch } from './require-match.js';
import { takeOverReviews, takeOverWhereFree } from './take-over-reviews.js';

/** The options of `codemod bulk decisions`. */
export interface BulkDecisionsOptions extends CommonOptions, SelectingOptions {
  /** Ids as they are listed, or `all`. */
  readonly forget?: readonly string[];
}

/** `codemod bulk decisions`: lists what reviews of a campaign have rejected, or takes some of it back. @returns the exit code. */
export async function runBulkDecisions(options: BulkDecisionsOptions): Promise<number> {
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  const selection = selectionOf(options);
  const { forget } = options;
  if (forget === undefined) {
    await takeOverWhereFree(at);
    return await withView(at, async ({ state, folder }) => {
      requireMatch(state, selection);
      const rejected = rejectedIn(state, selection);
      if (options.json === true) terminal.out(jsonOf(at, folder, rejected, []));
      else tellList(rejected, at, terminal);
      return ExitCode.done;
    });
  }
  return await withCampaign(at.root, at.name, async (campaign) => {
    requireMatch(campaign.state, selection);
    await takeOverReviews(campaign);
    const forgotten = await reconsider(campaign, selection, forget);
    const left = rejectedIn(campaign.state, selection);
    if (options.json === true) terminal.out(jsonOf(at, campaign.folder, left, forgotten));
    if (options.quiet === true) return ExitCode.done;
    terminal.err(`${countOf(forgotten.length, 'decision')} forgotten. ${countOf(left.length, 'decision')} left.\n`);
    if (forgotten.length > 0) terminal.err(drawCommand('To plan with it again:', at.command('update'), terminal.columns));
    return ExitCode.done;
  });
}

function tellList(rejected: readonly RejectedIn[], at: CampaignAt, terminal: Terminal): void {
  if (rejected.length === 0) {
    terminal.err('Reviews of this campaign have rejected nothing there.\n');
    return;
  }
  const { bold, dim } = terminal.outColors;
  for (const { repo, id, hunk } of rejected) {
    const what = [repo, hunk.codemod, hunk.path].filter((text) => text !== '').map(visibleLine);
    terminal.out(`${[bold(visibleLine(id)), ...what].join('  ')}\n`);
    const said = hunk.reason === '' ? 'no reason was given' : visibleLine(hunk.reason);
    terminal.out(`${dim(wrapProse(`${visibleLine(hunk.at.slice(0, 10))}: ${said}`, terminal.outColumns - 4, '    '))}\n`);
  }
  terminal.err(drawCommand('To take one back:', at.command('decisions', '--forget', '<id>'), terminal.columns));
}

function jsonOf({ name }: CampaignAt, folder: string, rejected: readonly RejectedIn[], forgotten: readonly RejectedIn[]): string {
  const describe = ({ repo, id, hunk: { codemod, path, reason, at } }: RejectedIn): object => ({
    ...{ repo, id, codemod, path, reason, time: at },
  });
  const body = { campaign: name, folder, rejected: rejected.map(describe), forgotten: forgotten.map(describe) };
  return answer('bulk decisions', body);
}
