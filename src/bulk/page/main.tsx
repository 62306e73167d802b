import { render } from 'preact';
import { keepFresh } from '../../review/page/keep-fresh.js';
import { Escaped } from '../../review/page/visible-text.js';
import { CampaignApp } from './campaign-app.js';
import { campaignSource } from './campaign-source.js';
import { CampaignStore } from './campaign-store.js';
import { filterByAddress } from './filter-address.js';

/** Milliseconds between two looks for news. */
const LOOK_EVERY = 2_000;

async function start(root: HTMLElement): Promise<void> {
  try {
    const source = campaignSource();
    const store = new CampaignStore(source, await source.since(0));
    document.title = `Campaign ${store.state.overview.campaign}`;
    filterByAddress(store);
    root.replaceChildren();
    render(<CampaignApp store={store} />, root);
    if (source.isLive) keepFresh(store, LOOK_EVERY);
  } catch (thrown) {
    render(
      <main class="ended">
        <h1>
          <Escaped text={thrown instanceof Error ? thrown.message : String(thrown)} />
        </h1>
      </main>,
      root,
    );
  }
}

const root = document.getElementById('app');
if (root !== null) void start(root);
