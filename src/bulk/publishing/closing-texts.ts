import type { PullRequestText } from '../forges/forge.js';
import { cutLine, LONGEST_SUBJECT } from './cut.js';
import { fitBody } from './fit-body.js';
import { type Marker, markerLine } from './marker.js';
import { quietCode, quietLine } from './quiet.js';

/** Why we close a pull request of ours. */
export const CLOSED_BECAUSE = ['empty', 'undo', 'close'] as const;
export type ClosedBecause = (typeof CLOSED_BECAUSE)[number];

/** The comment that we close a pull request with. `reason`: what a person has said; empty where nothing. */
export function closingComment(because: ClosedBecause, campaign: string, reason = ''): string {
  const name = quietCode(campaign);
  const said = reason === '' ? '' : ` ${quietCode(reason)}`;
  switch (because) {
    case 'empty':
      return `There is nothing to change any more: the campaign ${name} finds nothing to do on the base branch as it is now.${said}`;
    case 'undo':
      return `The campaign ${name} is taken back.${said}`;
    case 'close':
      return `The campaign ${name} is closed without this pull request.${said}`;
  }
}

/** The pull request that takes a merged one back. */
export function revertText(
  merged: { readonly number: number; readonly title: string; readonly mergeCommit: string },
  marker: Marker,
): PullRequestText {
  const body = `This takes back what the pull request ${merged.number} of the campaign ${quietCode(marker.campaign)} has changed, which was merged as ${quietCode(merged.mergeCommit)}.`;
  return { title: cutLine(`Revert "${quietLine(merged.title)}"`, 200), body: fitBody(body, markerLine(marker)) };
}

/** The message of the commit that does. It carries no plan: it offers none. */
export function revertMessage(
  { title, mergeCommit }: { readonly title: string; readonly mergeCommit: string },
  campaign: string,
): string {
  const subject = cutLine(`Revert "${quietLine(title)}"`, LONGEST_SUBJECT);
  return `${subject}\n\nThis reverts commit ${quietLine(mergeCommit)}.\n\nCodemod-Campaign: ${quietLine(campaign)}\nCodemod-Revert: ${quietLine(mergeCommit)}\n`;
}
