import { selfContainedPage } from '../../review/html/self-contained.js';
import type { CampaignStanding } from '../campaign/open-campaign.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { CampaignBoard } from './campaign-board.js';
import { CAMPAIGN_PAGE, CAMPAIGN_WORDS } from './start-campaign-server.js';
import { CAMPAIGN_ELEMENT } from './wire.js';

/** The page of a campaign as one file, as it stands now. */
export function renderCampaignHtml(spec: CampaignSpec, standing: CampaignStanding): string {
  const board = new CampaignBoard(spec);
  board.update(standing);
  return selfContainedPage({ folder: CAMPAIGN_PAGE, id: CAMPAIGN_ELEMENT, data: board.since(0), words: CAMPAIGN_WORDS });
}
