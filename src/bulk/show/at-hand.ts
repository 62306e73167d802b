import type { Running } from '../model/running.js';
import type { Overview } from './overview.js';

/** Who is at work on a campaign, in a sentence. What a lock or a journal says is in it as it stands there. */
export function runningText({ verb, process, host }: Running): string {
  if (process === null) return 'Another process may be at work on the campaign: its lock cannot be read.';
  const which = `process ${process}${host === null ? '' : ` on ${host}`}`;
  return verb === null ? `Another command is at work on the campaign (${which}).` : `\`${verb}\` is running (${which}).`;
}

/** The verb at hand, in a sentence: it is running, or was cut off; null where nobody is at work and none was. */
export function atHandText({ running, unfinished }: Pick<Overview, 'running' | 'unfinished'>): string | null {
  if (running !== null) return runningText(running);
  return unfinished === null ? null : `\`${unfinished}\` was cut off.`;
}
