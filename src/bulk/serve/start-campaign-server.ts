import { JSON_TYPE } from '../../review/server/answer.js';
import { pageAssets } from '../../review/server/assets.js';
import { readCount, readQuery } from '../../review/server/read-request.js';
import type { Route } from '../../review/server/routes.js';
import { type LoopbackOptions, type LoopbackServer, startLoopbackServer } from '../../review/server/start-loopback-server.js';
import type { CampaignStanding } from '../campaign/open-campaign.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { CampaignBoard } from './campaign-board.js';

type ReadStanding = () => CampaignStanding | Promise<CampaignStanding>;

export type CampaignServerEnd = 'idle' | 'closed';

export const CAMPAIGN_PAGE = new URL('../page/', import.meta.url);
export const CAMPAIGN_WORDS = {
  title: 'Campaign',
  withoutScript: 'This page needs JavaScript. codemod bulk status tells the same in a terminal.',
};

/**
 * Serves a campaign to a browser on this machine, to be looked at: the page can do nothing to it.
 *
 * @param read how the campaign stands now; it is asked with each request.
 */
export async function startCampaignServer(
  spec: CampaignSpec,
  read: ReadStanding,
  options: LoopbackOptions = {},
): Promise<LoopbackServer<CampaignServerEnd>> {
  const routes = campaignRoutes(spec, read);
  return await startLoopbackServer<CampaignServerEnd>(
    { routes, settled: async () => {}, ended: () => null, idle: 'idle', closed: 'closed' },
    options,
  );
}

function campaignRoutes(spec: CampaignSpec, read: ReadStanding): ReadonlyMap<string, Route> {
  const board = new CampaignBoard(spec);
  const routes = new Map<string, Route>();
  for (const [path, asset] of pageAssets(CAMPAIGN_PAGE, CAMPAIGN_WORDS)) {
    const answer = (query: string) => {
      readQuery(query, []);
      return asset;
    };
    routes.set(path, { method: 'GET', purpose: 'page', answer });
  }
  routes.set('/api/campaign', {
    method: 'GET',
    purpose: 'data',
    async answer(query) {
      const { since } = readQuery(query, ['since']);
      board.update(await read());
      return { type: JSON_TYPE, body: JSON.stringify(board.since(readCount(since))) };
    },
  });
  return routes;
}
