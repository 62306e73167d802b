import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { byCodeUnits } from '../../core/by-code-units.js';
import { CodemodError, systemCode } from '../../core/errors.js';
import { didYouMean } from '../../core/suggest.js';
import { CAMPAIGN_FILE, CAMPAIGN_NAME } from './campaign-file.js';

const CAMPAIGNS = path.join('.codemod', 'campaigns');

/** The names of the campaigns of a folder, sorted. */
export function campaignsIn(folder: string): readonly string[] {
  const names = listed(path.join(folder, CAMPAIGNS));
  return names
    .filter((name) => CAMPAIGN_NAME.test(name) && existsSync(path.join(folder, CAMPAIGNS, name, CAMPAIGN_FILE)))
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
 * The folder of the campaign that is meant: the one that was named, else the only one there is.
 *
 * @throws CodemodError `campaign-unknown`, `campaign-ambiguous`.
 */
export function campaignFolder(folder: string, name: string | null): string {
  const names = campaignsIn(folder);
  if (names.length === 0)
    throw new CodemodError(
      'campaign-unknown',
      'There is no campaign here. Begin one: codemod bulk plan <name> --repos repos.yaml',
    );
  if (name === null && names.length > 1)
    throw new CodemodError(
      'campaign-ambiguous',
      `There are several campaigns: ${names.join(', ')}. Say which one: --campaign ${names[0]}`,
    );
  const found = name ?? names[0] ?? '';
  if (names.includes(found)) return path.join(folder, CAMPAIGNS, found);
  const hint = didYouMean(found, names) ?? `There is: ${names.join(', ')}.`;
  throw new CodemodError('campaign-unknown', `There is no campaign ${JSON.stringify(found)} here. ${hint}`);
}

/**
 * The folder that a new campaign gets; it is not made.
 *
 * @throws CodemodError `campaign-exists`, and `usage` for what cannot be its name.
 */
export function newCampaignFolder(folder: string, name: string): string {
  if (!CAMPAIGN_NAME.test(name))
    throw new CodemodError('usage', `A campaign cannot be called ${JSON.stringify(name)}: lower case letters, digits and "-".`);
  const made = path.join(folder, CAMPAIGNS, name);
  if (!existsSync(path.join(made, CAMPAIGN_FILE))) return made;
  const advice = `Go on with it (codemod bulk status --campaign ${name}), or give the new one another name.`;
  throw new CodemodError('campaign-exists', `There is a campaign ${name} already. ${advice}`);
}
