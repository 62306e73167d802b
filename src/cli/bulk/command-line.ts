import { quoted } from '../../core/quoted.js';
import { invocation } from '../invocation.js';

/** A command about a campaign, as it can be typed here. @param words safe to type. */
export type BulkCommand = (...words: readonly string[]) => string;

/** @param campaign its name where the folder has several; null where it need not be said. */
export function bulkCommand(campaign: string | null): BulkCommand {
  const at = campaign === null ? [] : ['--campaign', quoted(campaign)];
  return (...words) => [invocation(), 'bulk', ...words, ...at].join(' ');
}
