import { readdirSync } from 'node:fs';
import path from 'node:path';
import { CodemodError, systemCode } from '../../core/errors.js';
import { didYouMean } from '../../core/suggest.js';

/** Below the folder in which `codemod bulk` is run. */
export const CAMPAIGNS = '.codemod/campaigns';

export function campaignFolder(root: string, name: string): string {
  return path.join(root, ...CAMPAIGNS.split('/'), name);
}

/** The campaigns of a folder, sorted. */
export function campaignNames(root: string): readonly string[] {
  try {
    const entries = readdirSync(path.join(root, ...CAMPAIGNS.split('/')), { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

/**
 * The campaign that is meant: the one that is named, else the only one.
 *
 * @throws CodemodError `campaign-unknown`, `campaign-ambiguous`.
 */
export function chooseCampaign(root: string, name: string | undefined): string {
  const names = campaignNames(root);
  const [only] = names;
  if (only === undefined) {
    throw new CodemodError(
      'campaign-unknown',
      'There is no campaign here. Begin one: codemod bulk plan <codemod> --repos repos.yaml',
    );
  }
  if (name === undefined) {
    if (names.length === 1) return only;
    throw new CodemodError(
      'campaign-ambiguous',
      `There are several campaigns here: ${names.join(', ')}. Say which: --campaign NAME.`,
    );
  }
  if (names.includes(name)) return name;
  const hint = didYouMean(name, names) ?? `There are: ${names.join(', ')}.`;
  throw new CodemodError('campaign-unknown', `There is no campaign "${name}" here. ${hint}`);
}
