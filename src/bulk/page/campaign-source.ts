import { TOKEN_HEADER } from '../../review/model/wire.js';
import { CAMPAIGN_ELEMENT, type CampaignNews } from '../serve/wire.js';
import { readHash } from '../show/criteria-address.js';

/** Where the page has a campaign from. */
export interface CampaignSource {
  /** False for a page that stands alone: what it shows is what there was when it was made. */
  readonly isLive: boolean;
  /** @throws Error when the server is gone, with words for a person. */
  since(version: number): Promise<CampaignNews>;
}

export function campaignSource(): CampaignSource {
  const data = document.getElementById(CAMPAIGN_ELEMENT)?.textContent;
  if (data == null) return servedSource(readHash(location.hash).token);
  const news: CampaignNews = JSON.parse(data);
  return { isLive: false, since: async () => news };
}

const GONE = 'The server of this page has ended. To go on: codemod bulk serve.';

/** @param token from the address, where no other site and no log sees it. */
function servedSource(token: string): CampaignSource {
  return {
    isLive: true,
    async since(version) {
      const init = { headers: { [TOKEN_HEADER]: token }, credentials: 'omit', cache: 'no-store' } as const;
      const response = await fetch(`/api/campaign?since=${version}`, init).catch(() => null);
      if (response === null) throw new Error(GONE);
      const answer = await response.json();
      if (!response.ok) throw new Error(`${answer.message} ${answer.next}`);
      return answer;
    },
  };
}
