import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { byCodeUnits } from '../../core/by-code-units.js';
import { CodemodError, systemCode } from '../../core/errors.js';
import { didYouMean } from '../../core/suggest.js';
import { CAMPAIGN_FILE, CAMPAIGN_NAME } from '../manifest/campaign-file.js';

/** Below the folder in which `codemod bulk` is run. */
export const CAMPAIGNS = '.codemod/campaigns';

/** @param name of a campaign, as `CAMPAIGN_NAME` has it. */
export function campaignFolder(root: string, name: string): string {
  return path.join(root, ...CAMPAIGNS.split('/'), name);
}

/** The campaigns of a folder, sorted. */
export function campaignNames(root: string): readonly string[] {
  const isCampaign = (name: string): boolean =>
    CAMPAIGN_NAME.test(name) && existsSync(path.join(campaignFolder(root, name), CAMPAIGN_FILE));
  return listed(path.join(root, ...CAMPAIGNS.split('/')))
    .filter(isCampaign)
    .sort(byCodeUnits);
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT' || systemCode(thrown) === 'ENOTDIR') return [];
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
    const message = 'There is no campaign here. Begin one: codemod bulk plan <codemod> --repos repos.yaml';
    throw new CodemodError('campaign-unknown', message);
  }
  if (name === undefined && names.length > 1) {
    const message = `There are several campaigns: ${names.join(', ')}. Say which one: --campaign ${only}`;
    throw new CodemodError('campaign-ambiguous', message);
  }
  if (name === undefined || names.includes(name)) return name ?? only;
  const hint = didYouMean(name, names) ?? `There is: ${names.join(', ')}.`;
  throw new CodemodError('campaign-unknown', `There is no campaign ${JSON.stringify(name)} here. ${hint}`);
}
