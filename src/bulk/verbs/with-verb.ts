import { wishOf } from '../model/wish.js';
import type { VerbContext, VerbReport } from './verb.js';

/**
 * Runs a verb between its first and last line in the journal, so that one that is cut off can be taken up again.
 *
 * @param options what it was called with: JSON.
 */
export async function withVerb(
  { campaign, signal }: VerbContext,
  verb: string,
  options: object,
  run: () => Promise<VerbReport>,
): Promise<VerbReport> {
  const plain: unknown = JSON.parse(JSON.stringify(options));
  const begun = { verb, options: Object.fromEntries(Object.entries(Object(plain))), wish: wishOf(campaign.spec) };
  await campaign.append([{ event: 'began', ...begun }]);
  const report = await run();
  if (signal.aborted)
    return { ...report, stopped: `It was interrupted. To go on: codemod bulk resume --campaign ${campaign.spec.name}` };
  await campaign.append([{ event: 'ended', verb }]);
  return report;
}
