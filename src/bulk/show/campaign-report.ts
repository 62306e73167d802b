import type { CampaignSpec } from '../model/campaign-spec.js';
import type { CampaignState } from '../model/campaign-state.js';
import { overviewOf } from './overview.js';
import { repositoryRow } from './repository-row.js';

/** In the folder of a campaign, beside its journal. */
export const REPORT_FILE = 'report.json';

/**
 * How a campaign stands, for programs that look at its folder: the `overview` and `repositories` of `codemod bulk export --format json`. It is
 * made of the journal alone, so that nothing is lost with it.
 */
export function campaignReport(spec: CampaignSpec, state: CampaignState): string {
  const repositories = [...state.repositories.values()].map(repositoryRow);
  const overview = overviewOf(spec, state, repositories);
  return `${JSON.stringify({ codemodCampaignReport: 1, campaign: spec.name, overview, repositories }, null, 2)}\n`;
}
