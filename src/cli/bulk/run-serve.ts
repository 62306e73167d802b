import { followCampaign } from '../../bulk/serve/follow-campaign.js';
import { startCampaignServer } from '../../bulk/serve/start-campaign-server.js';
import { ExitCode } from '../exit-code.js';
import { answer } from '../report/answer.js';
import { openTerminal } from '../terminal.js';
import { campaignAt, withView } from './campaign-at.js';
import type { CommonOptions } from './options.js';

/** `codemod bulk serve`: a page of the campaign, which shows what other processes do to it. */
export async function runBulkServe(options: CommonOptions): Promise<number> {
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  const { spec, folder } = await withView(at, async (view) => view);
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const { url, done } = await startCampaignServer(spec, followCampaign(folder), { signal: controller.signal });
    const served = { campaign: at.name, folder, url, token: new URL(url).hash.slice(1) };
    terminal.out(options.json === true ? answer('bulk serve', served) : `${url}\n`);
    terminal.err(
      'Open this address in a browser on this machine. The page shows the campaign and can change nothing.\nCtrl-C ends it.\n',
    );
    const end = await done;
    if (end === 'idle') terminal.err('Nobody was at the page for half an hour, so it has ended.\n');
    return ExitCode.done;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
