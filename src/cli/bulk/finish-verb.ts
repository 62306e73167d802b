import type { CampaignView } from '../../bulk/campaign/open-campaign.js';
import { groupCauses } from '../../bulk/show/causes.js';
import { repositories } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import { asTyped } from '../invocation.js';
import { type AnsweringCommand, answer, eventLine } from '../report/answer.js';
import { wrapProse } from '../report/prose.js';
import type { Terminal } from '../terminal.js';
import { type CampaignAt, toldOf } from './campaign-at.js';
import type { CommonOptions, RunningOptions } from './options.js';
import { drawCausesInBrief } from './report/draw-causes-in-brief.js';
import { drawOverview } from './report/draw-overview.js';
import { drawUnmerged } from './report/draw-trouble.js';
import { drawNextSteps, nextBulkSteps, showReasons } from './report/next-steps.js';
import { whyIdle } from './report/why-idle.js';
import type { Ran } from './run-jobs.js';
import { exitCodeOfVerb, ownTrouble } from './verb-exit-code.js';

interface Finishing {
  readonly command: AnsweringCommand;
  readonly at: CampaignAt;
  readonly view: Pick<CampaignView, 'spec' | 'state' | 'running' | 'folder'>;
  readonly options: CommonOptions & Partial<RunningOptions>;
  readonly terminal: Terminal;
}

/** Tells what a verb with jobs came to. @returns the exit code. */
export function finishVerb({ command, at, view, options, terminal }: Finishing, ran: Ran): number {
  const { rows, overview } = toldOf(view);
  const exitCode = exitCodeOfVerb(command, rows, ran, options.failOn);
  const body = { campaign: at.name, folder: view.folder, ran: ran.ran, stoppedBecause: ran.stopped, overview, exitCode };
  if (options.jsonLines === true) terminal.out(eventLine(command, 'end', body));
  else if (options.json === true) terminal.out(answer(command, body));
  if (options.quiet === true) return exitCode;
  const { columns, errColors } = terminal;
  // Where a wave has stopped the campaign, the overview says why; how to go on after a Ctrl-C is the next step.
  const isTold =
    ran.stopped === null ||
    (ran.interrupted && overview.unfinished !== null) ||
    (overview.stopped !== null && ran.stopped.endsWith(overview.stopped.reason));
  const stopped = isTold ? '' : `${wrapProse(asTyped(visibleLine(ran.stopped)), columns)}\n`;
  const asked = [...view.state.repositories.values()].filter(({ repo }) => ran.asked.has(repo));
  const idle = ran.ran > 0 || ran.interrupted ? [] : ran.idle === undefined ? whyIdle(command, asked, view.spec) : [ran.idle];
  const steps = nextBulkSteps(overview);
  const causes = groupCauses(ownTrouble(command, rows, ran, options.failOn));
  terminal.err(
    [
      `${wrapProse(asTyped([`${repositories(ran.ran)} worked on.`, ...idle].join(' ')), columns)}\n\n`,
      drawOverview(overview, columns, errColors),
      command === 'bulk merge'
        ? drawUnmerged(
            rows.filter(({ repo }) => ran.asked.has(repo)),
            errColors,
          )
        : '',
      drawCausesInBrief(causes, showReasons(steps, at.command), columns, errColors),
      '\n',
      stopped,
      drawNextSteps(steps, at.command, columns),
    ].join(''),
  );
  return exitCode;
}
